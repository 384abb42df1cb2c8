//! Where an axis has its ticks, and what they say.

use super::Px;
use super::axis::TimeAxis;
use crate::model::decimal::format_fixed;
use crate::model::units::TimePoint;

/// A tick and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub x: Px,
    pub label: String,
}

/// Ticks at round times, at least `spacing` apart. All have the same unit: the
/// largest in which the step is a whole number, or a tenth.
pub fn ticks(axis: &TimeAxis, spacing: Px) -> Vec<Tick> {
    let step = round_step(axis.end().ms() * spacing.0 / axis.width().0);
    let count = (axis.end().ms() / step).floor() as u32;
    (0..=count)
        .map(|place| {
            let ms = f64::from(place) * step;
            Tick {
                x: axis.x_from_time(TimePoint::from_ms(ms)),
                label: label(ms, step),
            }
        })
        .collect()
}

/// The smallest round step of at least this many ms: 1, 2 or 5 times a power of
/// ten up to the second, then steps that divide minutes and hours.
fn round_step(at_least: f64) -> f64 {
    const MINUTE: f64 = 60_000.0;
    const LONG_STEPS: [f64; 14] = [
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
        60.0 * MINUTE,
        120.0 * MINUTE,
    ];
    let short = [1.0, 10.0, 100.0]
        .into_iter()
        .flat_map(|power| [power, 2.0 * power, 5.0 * power]);
    short
        .chain(LONG_STEPS)
        .find(|&step| step >= at_least)
        .unwrap_or_else(|| (at_least / (60.0 * MINUTE)).ceil() * 60.0 * MINUTE)
}

fn label(ms: f64, step: f64) -> String {
    const MINUTE: f64 = 60_000.0;
    if ms == 0.0 {
        "0".to_owned()
    } else if step < 100.0 {
        format!("{} ms", format_fixed(ms, 0))
    } else if step < 1_000.0 {
        format!("{} s", format_fixed(ms / 1_000.0, 1))
    } else if step < MINUTE {
        format!("{} s", format_fixed(ms / 1_000.0, 0))
    } else {
        format!("{} min", format_fixed(ms / MINUTE, 0))
    }
}
