//! How often a waterfall is drawn.

use crate::units::{Span, TimePoint};

/// From so many events since the last picture on, a run is busy.
const BUSY_FROM: usize = 16;
/// Then this long passes between two pictures.
const BUSY_PACE: Span = Span::from_whole_ms(100);

/// Says which frames are drawn. Requests and picture share one thread: while a lot
/// happens the picture is drawn less often, and does not slow down what it shows; no
/// eye could follow each of those steps. In calm times every frame is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FramePace {
    drawn: Option<TimePoint>,
}

impl FramePace {
    /// Whether to draw now, `events` having come since the last picture.
    pub fn is_due(&mut self, now: TimePoint, events: usize) -> bool {
        let waits = events >= BUSY_FROM && self.drawn.is_some_and(|drawn| now - drawn < BUSY_PACE);
        if !waits {
            self.drawn = Some(now);
        }
        !waits
    }
}
