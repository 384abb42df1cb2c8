//! Whether the page could have responded to a click: the time from frame to frame.

use crate::units::{Span, TimePoint};

/// A person notices when a page does not respond for this long. It is also the length of
/// what browsers call a long task (W3C Long Tasks API).
const NOTICEABLE: Span = Span::from_whole_ms(50);

/// The most long tasks that are kept; of more, only the number is.
const MAX_LONG_TASKS: usize = 1_000;

/// A long gap between frames, or the time of a single long task: the page did not respond
/// meanwhile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Freeze {
    pub from: TimePoint,
    pub to: TimePoint,
}

impl Freeze {
    pub fn length(&self) -> Span {
        self.to - self.from
    }
}

/// A lane's long gaps between frames, and its long tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heartbeat {
    last: Option<TimePoint>,
    until: TimePoint,
    longest: Option<Span>,
    freezes: Vec<Freeze>,
    long_tasks: Option<u32>,
    long_task_spans: Vec<Freeze>,
}

impl Heartbeat {
    /// A heartbeat that was recorded, as it was when its lane ended.
    pub const fn recorded(
        freezes: Vec<Freeze>,
        longest: Option<Span>,
        long_tasks: Option<u32>,
        long_task_spans: Vec<Freeze>,
        until: TimePoint,
    ) -> Self {
        Self {
            last: None,
            until,
            longest,
            freezes,
            long_tasks,
            long_task_spans,
        }
    }

    /// Notes that there was a frame, or that the lane began or ended.
    pub fn beat(&mut self, at: TimePoint) {
        self.until = at;
        if let Some(from) = self.last.replace(at) {
            let freeze = Freeze { from, to: at };
            let length = freeze.length().rounded();
            self.longest = Some(self.longest.unwrap_or_default().max(length));
            if length >= NOTICEABLE {
                self.freezes.push(freeze);
            }
        }
    }

    /// Leaves out the time to the next frame: a hidden page has no frames, and is not
    /// frozen.
    pub const fn pause(&mut self) {
        self.last = None;
    }

    /// Adds the tasks that the browser has reported, in the order of time: each kept the
    /// page's thread busy for 50 ms or more. There may be none; a browser that reports
    /// at all calls this.
    pub fn take_long_tasks(&mut self, tasks: impl IntoIterator<Item = Freeze>) {
        let count = self.long_tasks.get_or_insert(0);
        for task in tasks {
            *count += 1;
            if self.long_task_spans.len() < MAX_LONG_TASKS {
                // Browsers round lengths, so a task may seem to begin before the last
                // has ended.
                let last = self.long_task_spans.last();
                let from = last.map_or(task.from, |last| task.from.max(last.to));
                let to = task.to.max(from);
                self.long_task_spans.push(Freeze { from, to });
            }
        }
    }

    /// The number of long tasks; `None` where the browser does not tell.
    pub const fn long_tasks(&self) -> Option<u32> {
        self.long_tasks
    }

    /// The spans of the first of them, in the order in which they came.
    pub fn long_task_spans(&self) -> &[Freeze] {
        &self.long_task_spans
    }

    /// The point of the last beat.
    pub const fn until(&self) -> TimePoint {
        self.until
    }

    /// The longest time from frame to frame; `None` with fewer than two frames.
    pub const fn longest(&self) -> Option<Span> {
        self.longest
    }

    /// The gaps that a person notices, in the order in which they came.
    pub fn freezes(&self) -> &[Freeze] {
        &self.freezes
    }
}
