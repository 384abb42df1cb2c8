//! Random draws that are the same on every machine.
//!
//! PCG-XSH-RR 64/32 (`rand_pcg::Pcg32`, O'Neill 2014) is portable by its
//! documentation; transcendental functions come from `libm`, because those of
//! the platform differ in their last bits between native and wasm.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;

use crate::units::{AttemptNumber, RequestIndex};

/// What a draw is for: each purpose has a stream of its own, so that a change
/// to one (another latency distribution, say) leaves the others as they were.
#[derive(Clone, Copy)]
pub enum Purpose {
    Latency = 1,
    FirstFault = 2,
    LaterFault = 3,
    Backoff = 4,
}

/// A stream of random numbers for one purpose.
pub struct Draw(Pcg32);

impl Draw {
    /// The stream for something that exists once in an experiment.
    pub fn new(seed: u64, purpose: Purpose) -> Self {
        Self(Pcg32::seed_from_u64(mix(seed, purpose as u64)))
    }

    /// The stream for one attempt, the same in whichever order attempts run.
    pub fn for_attempt(
        seed: u64,
        purpose: Purpose,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> Self {
        let mixed = mix(seed, purpose as u64);
        let mixed = mix(mixed, u64::from(index.0));
        Self(Pcg32::seed_from_u64(mix(mixed, u64::from(attempt.0))))
    }

    /// Uniform in [0, 1), with all 53 bits a double holds.
    pub fn fraction(&mut self) -> f64 {
        const STEPS: f64 = (1_u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 / STEPS
    }

    /// Uniform among the whole numbers from `min` to `max`, both included.
    ///
    /// Scaling a 53-bit fraction favours some numbers by less than one part in
    /// 2³⁰ for the ranges here, far below what a run could show.
    pub fn whole(&mut self, min: u32, max: u32) -> u32 {
        let count = f64::from(max - min) + 1.0;
        min + libm::floor(self.fraction() * count) as u32
    }

    /// Standard normal, by the Box–Muller transform.
    pub fn normal(&mut self) -> f64 {
        // 1 − u is in (0, 1], so the logarithm is finite.
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.fraction()));
        radius * libm::cos(std::f64::consts::TAU * self.fraction())
    }

    /// Puts the items in random order (Fisher–Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.whole(0, last as u32) as usize;
            items.swap(last, other);
        }
    }
}

/// SplitMix64's finaliser over both words: neighbouring seeds and indexes get
/// unrelated streams.
const fn mix(state: u64, word: u64) -> u64 {
    let mut z = (state ^ word).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
