//! Whether the page could have answered a click: the time from frame to frame.

use crate::units::{Span, TimePoint};

/// From here on a person notices that a page does not answer. It is also what
/// browsers call a long task (W3C Long Tasks API).
const NOTICEABLE: Span = Span::from_whole_ms(50);

/// Of more long tasks than these only the number is kept.
const MAX_LONG_TASKS: usize = 1_000;

/// A time without a frame, or one that a single task took: whatever was pressed then
/// had to wait.
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

/// A lane's frames, as far as they tell something: where they stayed away.
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
    /// One that was recorded: what it had come to when its lane ended.
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

    /// There was a frame, or the lane began or ended.
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

    /// The page is hidden, or was: it has no frames then, and is not frozen.
    pub const fn pause(&mut self) {
        self.last = None;
    }

    /// The browser tells of tasks that kept the page's thread for 50 ms or more, if
    /// there are any: those that have ended since it last did, in the order of time.
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

    /// How many such tasks there were; `None` where the browser does not tell.
    pub const fn long_tasks(&self) -> Option<u32> {
        self.long_tasks
    }

    /// When the first of them were, in the order in which they came.
    pub fn long_task_spans(&self) -> &[Freeze] {
        &self.long_task_spans
    }

    /// The last beat there was.
    pub const fn until(&self) -> TimePoint {
        self.until
    }

    /// The longest time from frame to frame; `None` where there were not two.
    pub const fn longest(&self) -> Option<Span> {
        self.longest
    }

    /// Those that a person notices, in the order in which they came.
    pub fn freezes(&self) -> &[Freeze] {
        &self.freezes
    }
}
