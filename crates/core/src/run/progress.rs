//! The progress of a run, and the time it may still take.

use crate::units::Span;

/// The planned work of a lane, and how much of it is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    ideal: Option<Span>,
    total: Span,
    done: Span,
}

impl Progress {
    /// `ideal`: the lane's ideal makespan, where there is one; `total`: the planned
    /// time in flight of all its requests together.
    pub const fn new(ideal: Option<Span>, total: Span) -> Self {
        Self {
            ideal,
            total,
            done: Span::ZERO,
        }
    }

    /// Counts the planned work of a request that has ended.
    pub fn finish(&mut self, work: Span) {
        self.done += work;
    }

    /// Planned work done, from 0 to 1.
    pub fn fraction(&self) -> f64 {
        if self.total > Span::ZERO {
            (self.done.ms() / self.total.ms()).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// The time left after `elapsed`: at first predicted by the ideal, and as work gets
    /// done, more and more by the pace so far. `None` as long as there is neither.
    pub fn remaining(&self, elapsed: Span) -> Option<Span> {
        /// From this fraction on, the pace alone decides.
        const TRUSTED: f64 = 0.2;
        let fraction = self.fraction();
        let by_ideal = self.ideal.map(|ideal| ideal - elapsed);
        let by_pace = (fraction > 0.0).then(|| elapsed.times((1.0 - fraction) / fraction));
        let trust = (fraction / TRUSTED).min(1.0);
        let estimate = match (by_ideal, by_pace) {
            (Some(by_ideal), Some(by_pace)) => by_pace.times(trust) + by_ideal.times(1.0 - trust),
            (one, other) => one.or(other)?,
        };
        Some(estimate.max(Span::ZERO))
    }
}
