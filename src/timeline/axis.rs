//! The time axis: a projection from time to plot, and its inverse.

use super::Px;
use crate::model::units::{Span, TimePoint};

/// Time from 0 to `end` over `width` pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    end: Span,
    width: Px,
}

impl TimeAxis {
    /// An axis is never without length: a run of nothing still has a scale.
    pub fn new(end: Span, width: Px) -> Self {
        Self {
            end: end.max(Span::from_ms(1.0)),
            width: Px(width.0.max(1.0)),
        }
    }

    pub const fn end(&self) -> Span {
        self.end
    }

    pub const fn width(&self) -> Px {
        self.width
    }

    pub fn x_from_time(&self, time: TimePoint) -> Px {
        Px(time.ms() / self.end.ms() * self.width.0)
    }

    pub fn time_from_x(&self, x: Px) -> TimePoint {
        TimePoint::from_ms(x.0 / self.width.0 * self.end.ms())
    }
}

/// How far an axis reaches while its lanes run: as far as the longest lane
/// should take with some room, and half as far again each time a run outgrows
/// it, so that bars stand still except at those few steps.
pub fn end_while_running(current: Span, expected: Span, elapsed: Span) -> Span {
    const ROOM: f64 = 1.08;
    const GROWTH: f64 = 1.5;
    let mut end = current.max(expected.times(ROOM)).max(Span::from_ms(10.0));
    while elapsed > end {
        end = end.times(GROWTH);
    }
    end
}

/// How far an axis reaches once everything has ended: the longest lane, and a
/// little room for the mark at its end.
pub fn end_when_done(longest: Span) -> Span {
    const ROOM: f64 = 1.02;
    longest.times(ROOM)
}
