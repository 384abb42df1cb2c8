//! Whether an answer was there in time, also where the page was too busy to look.

use crate::run::outcome::Outcome;
use crate::units::{Span, TimePoint};

/// A timer that is no later than this is on time: browsers keep nested timers this far apart
/// (<https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers>).
const TIMER_PRECISION: Span = Span::from_whole_ms(4);

/// A task that keeps its thread for longer is called long
/// (<https://www.w3.org/TR/longtasks-1/>).
const LONG_TASK: Span = Span::from_whole_ms(50);

/// How long after a deadline the page looks. It was busy then, or suspended, unless it looks on
/// time: an answer may be there that it was not given yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lateness {
    OnTime,
    /// By less than a long task: what had come is given to the page in its next turns.
    Short,
    Long,
}

/// The point at which an attempt's time is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deadline {
    at: TimePoint,
    timeout: Span,
}

impl Deadline {
    pub fn new(dispatched: TimePoint, timeout: Span) -> Self {
        Self {
            at: dispatched + timeout,
            timeout,
        }
    }

    pub const fn timeout(self) -> Span {
        self.timeout
    }

    /// How late it is when the page looks.
    pub fn lateness(self, now: TimePoint) -> Lateness {
        match now - self.at {
            late if late <= TIMER_PRECISION => Lateness::OnTime,
            late if late <= LONG_TASK => Lateness::Short,
            _ => Lateness::Long,
        }
    }

    /// Whether it looks so late that being busy may be why there is no answer: by a tenth of the
    /// timeout at least.
    pub fn is_far_overslept(self, now: TimePoint) -> bool {
        now - self.at > LONG_TASK.max(self.timeout.times(0.1))
    }

    /// Whether what ended then was in time.
    pub fn admits(self, ended: TimePoint) -> bool {
        ended <= self.at
    }

    /// The outcome of an attempt that was not complete in time, as far as the page can tell.
    pub const fn missed(self, page_was_busy: bool) -> Outcome {
        Outcome::TimedOut {
            after: self.timeout,
            page_was_busy,
        }
    }
}
