//! The part of a lane's time that is looked at.

use super::interval::{Bounds, Interval};
use crate::units::{Span, TimePoint};

/// The shortest time that is looked at, in ms: clocks in browsers are no finer than
/// tenths of it.
const SHORTEST: f64 = 1.0;

/// A window onto a lane's time. It is never without length, and lies within the
/// lane's time from 0 to its `end` as far as that was told; an end below 1 ms is
/// taken as 1 ms, so that a run of nothing still has a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeWindow(Interval);

impl TimeWindow {
    /// All of a lane's time.
    pub fn whole(end: Span) -> Self {
        Self(Interval::whole(bounds(end)))
    }

    /// Between two points, whichever comes first; at least 1 ms.
    pub fn new(from: TimePoint, to: TimePoint) -> Self {
        let between = Interval::between(from.ms(), to.ms());
        Self(Interval {
            to: between.to.max(between.from + SHORTEST),
            ..between
        })
    }

    pub const fn from(&self) -> TimePoint {
        TimePoint::from_ms(self.0.from)
    }

    pub const fn to(&self) -> TimePoint {
        TimePoint::from_ms(self.0.to)
    }

    pub fn length(&self) -> Span {
        self.to() - self.from()
    }

    /// Whether the point is in the window; its ends are.
    pub fn contains(&self, time: TimePoint) -> bool {
        self.from() <= time && time <= self.to()
    }

    /// Whether any of the time from one point to a later one is in the window.
    pub fn overlaps(&self, from: TimePoint, to: TimePoint) -> bool {
        from <= self.to() && to >= self.from()
    }

    /// Shows `factor` times less time, or more for a factor below 1. `at` keeps its
    /// place on screen, unless the window would leave the lane's time. A factor that
    /// means nothing changes nothing.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: TimePoint, end: Span) -> Self {
        Self(self.0.zoomed(factor, at.ms(), bounds(end)))
    }

    /// As long as before, and so much later, or earlier for a negative span.
    #[must_use]
    pub fn panned(self, by: Span, end: Span) -> Self {
        Self(self.0.panned(by.ms(), bounds(end)))
    }

    /// The same window where the lane's time ends elsewhere by now.
    #[must_use]
    pub fn within(self, end: Span) -> Self {
        Self(self.0.within(bounds(end)))
    }

    pub fn is_whole(&self, end: Span) -> bool {
        self.0.is_whole(bounds(end))
    }
}

fn bounds(end: Span) -> Bounds {
    Bounds::new(end.ms().max(SHORTEST), SHORTEST)
}
