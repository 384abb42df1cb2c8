//! How often a waterfall is drawn.

use crate::units::{Span, TimePoint};

/// A run is busy from this many events since the last drawn frame.
const BUSY_EVENTS: usize = 16;
/// The time between two drawn frames of a busy run.
const BUSY_INTERVAL: Span = Span::from_whole_ms(100);
/// A frame that takes longer than this is slow.
const SLOW_FRAME: Span = Span::from_whole_ms(50);
/// However slow drawing is, the page is drawn after this time.
const MAX_PAUSE: Span = Span::from_whole_ms(400);
/// For this time it is known how long a frame takes without drawing.
const KNOWN_FOR: Span = Span::from_whole_ms(1_000);

/// Decides which animation frames are drawn. Requests and drawing share one thread: a busy
/// run is drawn less often, so that drawing does not slow it down. Where drawing itself is
/// slow, as in a browser that paints without a graphics processor, it takes half of the time
/// at most. Otherwise every frame is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FramePace {
    /// The last frame, and whether it was drawn.
    last: Option<(TimePoint, bool)>,
    drawn: Option<TimePoint>,
    /// How long the last frame that was drawn took until the next.
    with_drawing: Span,
    /// The same of the last frame that was not, and when that was.
    without_drawing: Option<(Span, TimePoint)>,
}

impl FramePace {
    /// Whether to draw now, after this many events since the last drawn frame. To be asked
    /// once in each frame.
    pub fn is_due(&mut self, now: TimePoint, events: usize) -> bool {
        match self.last {
            Some((before, true)) => self.with_drawing = now - before,
            Some((before, false)) => self.without_drawing = Some((now - before, now)),
            None => {}
        }
        let pause = self.pause(now, events);
        let is_due = self.drawn.is_none_or(|drawn| now - drawn >= pause);
        if is_due {
            self.drawn = Some(now);
        }
        self.last = Some((now, is_due));
        is_due
    }

    /// The least time between two drawn frames.
    fn pause(&self, now: TimePoint, events: usize) -> Span {
        let of_events = if events >= BUSY_EVENTS {
            BUSY_INTERVAL
        } else {
            Span::ZERO
        };
        // A page that computes has slow frames as well, whether it draws or not.
        let known = self.without_drawing;
        let without = known.filter(|&(_, at)| now - at < KNOWN_FOR);
        let is_drawing_slow = self.with_drawing > SLOW_FRAME
            && without.is_none_or(|(without, _)| self.with_drawing > without.times(2.0));
        let of_drawing = if is_drawing_slow {
            self.with_drawing.times(2.0).min(MAX_PAUSE)
        } else {
            Span::ZERO
        };
        of_events.max(of_drawing)
    }
}
