//! Histograms of durations, in bins with round edges. Lanes that are compared share their
//! bins, so that a bar means the same in each.

use crate::units::Span;

/// The most bins of a histogram: each must be wide enough to see.
pub const MAX_BINS: usize = 24;
/// Up to this ratio of the largest to the smallest duration, all bins have the same width.
const MAX_LINEAR_RATIO: f64 = 20.0;
/// The factors of a round number: 1, 2 or 5 times a power of ten.
const ROUND: [f64; 3] = [1.0, 2.0, 5.0];

/// Adjacent bins. Each includes its lower edge but not its upper one; the last includes
/// both. A duration outside counts in the nearest bin.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    edges: Vec<Span>,
}

impl Bins {
    /// At most [`MAX_BINS`] bins that cover these durations, with edges in whole ms: some
    /// browsers' clocks are no finer. If the largest duration is at most twenty times the
    /// smallest, or all are at most [`MAX_BINS`] ms, the edges are multiples of a round step.
    /// Otherwise they are round numbers, each 2 or 2.5 times the one before, so that short
    /// durations stay distinguishable beside very long ones.
    pub fn covering(spans: impl Iterator<Item = Span>) -> Self {
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for span in spans.filter(|span| span.ms().is_finite()) {
            least = least.min(span.ms().max(0.0));
            most = most.max(span.ms());
        }
        Self::between(least.min(most), most)
    }

    fn between(least: f64, most: f64) -> Self {
        let is_tiny = most <= MAX_BINS as f64;
        let edges = if is_tiny || most <= least * MAX_LINEAR_RATIO {
            linear_edges(least, most)
        } else {
            round_edges(least, most)
        };
        Self { edges }
    }

    /// The lower edge of each bin, then the upper edge of the last.
    pub fn edges(&self) -> &[Span] {
        &self.edges
    }

    /// The number of bins; at least one.
    const fn len(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// The index of the bin that a duration counts in.
    pub fn bin_of(&self, duration: Span) -> usize {
        let begun = self.edges.partition_point(|edge| *edge <= duration);
        begun.clamp(1, self.len()) - 1
    }

    /// The number of durations in each bin. Each counts in exactly one.
    pub fn count(&self, durations: impl Iterator<Item = Span>) -> Vec<u32> {
        let mut counts = vec![0; self.len()];
        for duration in durations {
            if let Some(count) = counts.get_mut(self.bin_of(duration)) {
                *count += 1;
            }
        }
        counts
    }
}

/// Multiples of the smallest round step that gives at most [`MAX_BINS`] bins.
fn linear_edges(least: f64, most: f64) -> Vec<Span> {
    let fits = |step: f64| {
        let first = libm::floor(least / step);
        let last = libm::ceil(most / step).max(first + 1.0);
        (1.0..=MAX_BINS as f64)
            .contains(&(last - first))
            .then_some((first, last, step))
    };
    let (first, last, step) = round_numbers().find_map(fits).unwrap_or((0.0, 1.0, most));
    let count = (last - first) as usize;
    let edges = (0..=count).map(|multiple| Span::from_ms((first + multiple as f64) * step));
    edges.collect()
}

/// The round numbers from the last one below these durations to the first one above them;
/// the first edge is 0 if a duration is less than 1 ms, or if the edges would be too many.
fn round_edges(least: f64, most: f64) -> Vec<Span> {
    let mut edges = vec![Span::ZERO];
    for edge in round_numbers() {
        if edge <= least {
            edges.clear();
        }
        edges.push(Span::from_ms(edge));
        if edge >= most {
            break;
        }
    }
    let excess = edges.len().saturating_sub(MAX_BINS + 1);
    if excess > 0 {
        edges.drain(..=excess);
        edges.insert(0, Span::ZERO);
    }
    edges
}

/// 1, 2, 5, 10, 20, 50 … up to the largest finite number.
fn round_numbers() -> impl Iterator<Item = f64> {
    let powers = std::iter::successors(Some(1.0), |power| Some(power * 10.0));
    let finite = powers.take_while(|power: &f64| power.is_finite());
    finite.flat_map(|power| ROUND.map(|factor| factor * power))
}
