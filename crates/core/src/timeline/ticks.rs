//! The positions and labels of an axis's ticks.

use super::Px;
use super::axis::TimeAxis;
use super::tick_labels::TickLabels;
use super::window::TimeWindow;
use crate::units::TimePoint;

/// A tick and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub x: Px,
    pub label: String,
}

/// Round steps in ms: 1, 2 or 5 times a power of ten up to ten seconds, then divisors of
/// minutes and hours. Browsers' clocks need no finer steps.
const STEPS: [f64; 23] = [
    1.0,
    2.0,
    5.0,
    10.0,
    20.0,
    50.0,
    100.0,
    200.0,
    500.0,
    1_000.0,
    2_000.0,
    5_000.0,
    10_000.0,
    15_000.0,
    30_000.0,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
];
const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;

/// Ticks at the round times of the axis's window, at least `spacing` apart, and further if
/// their labels need more room. If no such time is in the window, the roundest time in it
/// is the only tick, so that the axis always shows where it is.
pub fn ticks(axis: &TimeAxis, spacing: Px) -> Vec<Tick> {
    let window = axis.window();
    let step_for = |spacing: f64| round_step(window.length().ms() * spacing / axis.width().0);
    let spacing = spacing.0.max(1.0);
    let step = step_for(spacing);
    let needed = Multiples::new(step, &window).labels().min_spacing().0;
    let step = if needed > spacing {
        step_for(needed)
    } else {
        step
    };

    let mut multiples = Multiples::new(step, &window);
    if multiples.is_empty() {
        let finer = STEPS.into_iter().rev().filter(|&finer| finer < step);
        let mut finer = finer.map(|finer| Multiples::new(finer, &window));
        if let Some(found) = finer.find(|finer| !finer.is_empty()) {
            multiples = Multiples {
                last: found.first,
                ..found
            };
        }
    }
    let labels = multiples.labels();
    (multiples.first..=multiples.last)
        .map(|multiple| {
            let ms = multiple as f64 * multiples.step;
            Tick {
                x: axis.x_from_time(TimePoint::from_ms(ms)),
                label: labels.label(ms),
            }
        })
        .collect()
}

/// The multiples of a step that are in a window.
struct Multiples {
    step: f64,
    first: u64,
    last: u64,
}

impl Multiples {
    fn new(step: f64, window: &TimeWindow) -> Self {
        Self {
            step,
            first: (window.from().ms() / step).ceil() as u64,
            last: (window.to().ms() / step).floor() as u64,
        }
    }

    const fn is_empty(&self) -> bool {
        self.first > self.last
    }

    fn labels(&self) -> TickLabels {
        TickLabels::new(self.step, self.last as f64 * self.step)
    }
}

/// The smallest round step of at least this many ms.
fn round_step(at_least: f64) -> f64 {
    STEPS
        .into_iter()
        .find(|&step| step >= at_least)
        .unwrap_or_else(|| (at_least / HOUR).ceil() * HOUR)
}
