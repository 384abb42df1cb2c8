//! Whether an answer was there in time, also where the page was too busy to look.

use crate::run::outcome::Outcome;
use crate::units::{Span, TimePoint};

/// A timer is later than this only where something kept its thread: a task of this length is
/// called long (<https://www.w3.org/TR/longtasks-1/>).
const MAX_TIMER_DELAY: Span = Span::from_whole_ms(50);

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

    /// Whether the page looks so late that it must have been busy, or suspended, at the
    /// deadline.
    pub fn is_overslept(self, now: TimePoint) -> bool {
        now - self.at > MAX_TIMER_DELAY
    }

    /// Whether it looks so late that being busy may be why there is no answer: by a tenth of the
    /// timeout at least.
    pub fn is_far_overslept(self, now: TimePoint) -> bool {
        now - self.at > MAX_TIMER_DELAY.max(self.timeout.times(0.1))
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
