//! How often costly work is repeated while a run progresses.

use crate::units::TimePoint;

/// The pause after work, in multiples of the time the work took.
const PAUSE_FACTOR: f64 = 10.0;

/// The time at which work may be repeated, by the page's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Throttle {
    due: TimePoint,
}

impl Throttle {
    pub fn is_due(&self, now: TimePoint) -> bool {
        now >= self.due
    }

    /// Notes that the work was done from `begun` to `now`.
    pub fn done(&mut self, begun: TimePoint, now: TimePoint) {
        self.due = now + (now - begun).times(PAUSE_FACTOR);
    }
}
