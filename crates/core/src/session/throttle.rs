//! How often costly work is repeated while a run goes on.

use crate::units::TimePoint;

/// After work that took `t`, the page has time for other things for this many times `t`.
const PAUSE_FACTOR: f64 = 10.0;

/// When work may be done again, by the page's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Throttle {
    due: TimePoint,
}

impl Throttle {
    pub fn is_due(&self, now: TimePoint) -> bool {
        now >= self.due
    }

    /// The work was done from `begun` to `now`.
    pub fn done(&mut self, begun: TimePoint, now: TimePoint) {
        self.due = now + (now - begun).times(PAUSE_FACTOR);
    }
}
