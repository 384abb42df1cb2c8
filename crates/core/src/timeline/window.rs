//! The part of a lane's time that is shown.

use super::interval::{Bounds, Interval};
use crate::units::{Span, TimePoint};

/// The shortest time that is shown, in ms: browsers' clocks are not much finer.
const MIN_LENGTH: f64 = 1.0;

/// A window onto a lane's time, at least 1 ms long. The methods that take an `end` keep it
/// within the lane's time from 0 to that end; an end below 1 ms counts as 1 ms, so that an
/// empty run still has a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeWindow(Interval);

impl TimeWindow {
    /// All of a lane's time.
    pub fn whole(end: Span) -> Self {
        Self(Interval::whole(bounds(end)))
    }

    /// The window between two points, in either order; at least 1 ms.
    pub fn new(from: TimePoint, to: TimePoint) -> Self {
        let between = Interval::between(from.ms(), to.ms());
        Self(Interval {
            to: between.to.max(between.from + MIN_LENGTH),
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

    /// Whether the point is in the window, both ends included.
    pub fn contains(&self, time: TimePoint) -> bool {
        self.from() <= time && time <= self.to()
    }

    /// Whether any of the time from one point to a later one is in the window.
    pub fn overlaps(&self, from: TimePoint, to: TimePoint) -> bool {
        debug_assert!(from <= to, "a time span ends after it begins");
        from <= self.to() && to >= self.from()
    }

    /// Shows `factor` times less time, or more for a factor below 1. `at` keeps its position
    /// on screen, unless the window would leave the lane's time. A factor that is not a
    /// positive finite number changes nothing.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: TimePoint, end: Span) -> Self {
        Self(self.0.zoomed(factor, at.ms(), bounds(end)))
    }

    /// Moved later by this span, or earlier if it is negative.
    #[must_use]
    pub fn panned(self, by: Span, end: Span) -> Self {
        Self(self.0.panned(by.ms(), bounds(end)))
    }

    /// The same window after the lane's end has changed.
    #[must_use]
    pub fn within(self, end: Span) -> Self {
        Self(self.0.within(bounds(end)))
    }

    pub fn is_whole(&self, end: Span) -> bool {
        self.0.is_whole(bounds(end))
    }
}

fn bounds(end: Span) -> Bounds {
    Bounds::new(end.ms().max(MIN_LENGTH), MIN_LENGTH)
}
