//! The time axis: a projection from time to plot, and its inverse.

use super::Px;
use super::window::TimeWindow;
use crate::units::{Span, TimePoint};

/// A window onto a lane's time over `width` pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    window: TimeWindow,
    width: Px,
}

impl TimeAxis {
    /// An axis of at least 1 px: a plot that is not laid out yet still has a scale.
    pub fn new(window: TimeWindow, width: Px) -> Self {
        Self {
            window,
            width: Px(width.0.max(1.0)),
        }
    }

    pub const fn window(&self) -> TimeWindow {
        self.window
    }

    pub const fn width(&self) -> Px {
        self.width
    }

    /// Below 0 or above the width for a time outside the window.
    pub fn x_from_time(&self, time: TimePoint) -> Px {
        debug_assert!(self.window.length().ms() > 0.0, "a window has a length");
        let share = (time - self.window.from()).ms() / self.window.length().ms();
        Px(share * self.width.0)
    }

    pub fn time_from_x(&self, x: Px) -> TimePoint {
        self.window.from() + self.window.length().times(x.0 / self.width.0)
    }
}

/// The end of the axis while lanes run: the expected time of the longest lane plus some
/// room, and half as much again each time a run outgrows it, so that bars move only at
/// those few steps.
pub fn end_while_running(current: Span, expected: Span, elapsed: Span) -> Span {
    const ROOM: f64 = 1.08;
    const GROWTH: f64 = 1.5;
    let mut end = current.max(expected.times(ROOM)).max(Span::from_ms(10.0));
    while elapsed > end {
        end = end.times(GROWTH);
    }
    end
}

/// The end of the axis once all lanes have ended: the longest lane, plus a little room for
/// the mark at its end.
pub fn end_when_done(longest: Span) -> Span {
    const ROOM: f64 = 1.02;
    longest.times(ROOM)
}
