//! Computing for a number of milliseconds: how much work that is depends on the machine,
//! and is measured.

use super::clock::BrowserClock;
use super::performance::performance_now;
use playground_core::experiment::computation::compute;
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::{Clock, Computed, When};

/// How long to compute first: browsers compile what runs long a second time, and better.
const WARM_UP_MS: f64 = 30.0;
/// How long a measurement takes at least, so that the clock's ticks do not matter.
const MEASURED_MS: f64 = 12.0;

/// How much is computed in a millisecond, when nothing disturbs this thread.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    units_per_ms: f64,
}

impl Pace {
    /// Measures it, which keeps the thread busy for a moment.
    pub fn measure() -> Self {
        warm_up();
        // Any disturbance makes it slower, so the fastest of three is closest.
        let fastest = (0..3).map(|_| measure_once()).fold(0.0, f64::max);
        Self {
            units_per_ms: fastest,
        }
    }

    /// The work of this many milliseconds, in units; at least one.
    pub fn units(self, ms: f64) -> u32 {
        libm::round(self.units_per_ms * ms).max(1.0) as u32
    }
}

/// Computes until the browser has had time to compile it well.
pub fn warm_up() {
    let until = performance_now() + WARM_UP_MS;
    while performance_now() < until {
        compute(10);
    }
}

fn measure_once() -> f64 {
    let started = performance_now();
    let mut units = 0;
    loop {
        compute(10);
        units += 10;
        let ms = performance_now() - started;
        if ms >= MEASURED_MS {
            return f64::from(units) / ms;
        }
    }
}

/// Waits until the page has handled the events that wait for it, and this is the next
/// thing its one thread does.
pub async fn wait_until_idle() -> When {
    BrowserClock.sleep(Span::ZERO).await;
    When::Now
}

/// Computes here and now.
pub fn compute_here(units: u32) -> Computed {
    let found = compute(units);
    Computed {
        found,
        at: When::At(TimePoint::from_ms(performance_now())),
    }
}
