//! How often a waterfall is drawn.

use crate::units::{Span, TimePoint};

/// A run is busy from this many events since the last drawn frame.
const BUSY_EVENTS: usize = 16;
/// The time between two drawn frames of a busy run.
const BUSY_INTERVAL: Span = Span::from_whole_ms(100);

/// Decides which animation frames are drawn. Requests and drawing share one thread: a busy
/// run is drawn less often, so that drawing does not slow it down. Otherwise every frame is
/// drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FramePace {
    drawn: Option<TimePoint>,
}

impl FramePace {
    /// Whether to draw now, after this many events since the last drawn frame.
    pub fn is_due(&mut self, now: TimePoint, events: usize) -> bool {
        let waits =
            events >= BUSY_EVENTS && self.drawn.is_some_and(|drawn| now - drawn < BUSY_INTERVAL);
        if !waits {
            self.drawn = Some(now);
        }
        !waits
    }
}
