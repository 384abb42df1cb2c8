//! Distinct types for numbers of different kinds, so that the compiler rejects adding two
//! points in time or indexing with a run's id.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A length of time, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Span(f64);

impl Span {
    pub const ZERO: Self = Self(0.0);

    /// A length given in milliseconds; fractions are kept.
    pub const fn from_ms(ms: f64) -> Self {
        Self(ms)
    }

    /// A length given in whole milliseconds.
    pub const fn from_whole_ms(ms: u32) -> Self {
        Self(ms as f64)
    }

    pub const fn ms(self) -> f64 {
        self.0
    }

    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self(self.0 * factor)
    }

    /// Rounded to thousandths of a millisecond, as in reports: no browser's clock is finer
    /// than 5 µs, so more digits would only pretend precision.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self(libm::round(self.0 * 1_000.0) / 1_000.0)
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

/// A point in time, in milliseconds since its lane started.
///
/// Clocks count from other origins; the engine subtracts the lane's start before it emits
/// an event, so every recorded point is of this kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct TimePoint(f64);

impl TimePoint {
    pub const START: Self = Self(0.0);

    /// The point `ms` milliseconds after the lane's start.
    pub const fn from_ms(ms: f64) -> Self {
        Self(ms)
    }

    pub const fn ms(self) -> f64 {
        self.0
    }

    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }
}

impl Add<Span> for TimePoint {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0 + span.ms())
    }
}

impl Sub for TimePoint {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0 - earlier.0)
    }
}

/// A request's index in its workload, counted from 0; the same request has the same index
/// in every lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestIndex(pub u32);

impl RequestIndex {
    pub const fn as_usize(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for RequestIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A lane's place in its comparison, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LaneIndex(pub usize);

/// The number of a request's attempt, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptNumber(pub u32);

impl AttemptNumber {
    pub const FIRST: Self = Self(1);

    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// The id of one execution of one lane, random and below 2⁵³. The lab counts requests by
/// it, so it must differ between the tabs that share a lab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub u64);

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A point in time with a total order, which a floating-point number alone does not have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InOrder(pub TimePoint);

impl Eq for InOrder {}

impl Ord for InOrder {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.ms().total_cmp(&other.0.ms())
    }
}

impl PartialOrd for InOrder {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Removes an index from a sorted list.
pub(super) fn remove_sorted(indexes: &mut Vec<RequestIndex>, index: RequestIndex) {
    if let Ok(position) = indexes.binary_search(&index) {
        indexes.remove(position);
    }
}
