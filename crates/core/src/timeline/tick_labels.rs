//! The labels of an axis's ticks.

use super::Px;
use crate::wording::numbers::{format_fixed, format_grouped};

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;

/// The approximate width of a label's character and of the gap between two labels, in px.
const CHARACTER: f64 = 7.0;
const GAP: f64 = 8.0;

/// The format of one axis's times: all in the same units, the largest that keeps them
/// short, with enough decimals to distinguish neighbouring ticks.
pub(super) struct TickLabels {
    unit: Unit,
    /// Decimals of the seconds.
    decimals: u32,
    last_ms: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Milliseconds,
    Seconds,
    /// Hours, if there are any, and minutes.
    Minutes,
    /// The same, and seconds.
    MinutesAndSeconds,
    Hours,
}

impl TickLabels {
    /// For ticks at multiples of `step_ms` up to `last_ms`. Both are whole ms.
    pub fn new(step_ms: f64, last_ms: f64) -> Self {
        // Above it, the digits that neighbours share would hide those that differ.
        const MAX_IN_MS: f64 = 10.0 * SECOND;
        // Below it, seconds alone are easy to read.
        const MAX_IN_SECONDS: f64 = 10.0 * MINUTE;
        let unit = if step_ms < 100.0 && last_ms < MAX_IN_MS {
            Unit::Milliseconds
        } else if step_ms < MINUTE && last_ms < MAX_IN_SECONDS {
            Unit::Seconds
        } else if step_ms < MINUTE {
            Unit::MinutesAndSeconds
        } else if (step_ms / HOUR).fract() > 0.0 {
            Unit::Minutes
        } else {
            Unit::Hours
        };
        let decimals = [SECOND, 100.0, 10.0];
        let decimals = decimals.into_iter().take_while(|&each| step_ms < each);
        Self {
            unit,
            decimals: decimals.count() as u32,
            last_ms,
        }
    }

    /// The minimum distance between two ticks whose labels do not touch.
    pub fn min_spacing(&self) -> Px {
        let longest = self.label(self.last_ms).len();
        Px(longest as f64 * CHARACTER + GAP)
    }

    pub fn label(&self, ms: f64) -> String {
        if ms <= 0.0 {
            return "0".to_owned();
        }
        match self.unit {
            Unit::Milliseconds => format!("{} ms", format_grouped(ms, 0)),
            Unit::Seconds => format!("{} s", format_fixed(ms / SECOND, self.decimals)),
            _ => self.with_minutes(ms),
        }
    }

    /// For example `1 h 05 min` or `5 min 30 s`.
    fn with_minutes(&self, ms: f64) -> String {
        let hours = (ms / HOUR).floor();
        let rest = ms - hours * HOUR;
        let minutes = (rest / MINUTE).floor();
        let seconds = (rest - minutes * MINUTE) / SECOND;
        let mut label = String::new();
        if hours > 0.0 {
            add(&mut label, hours, 0, "h");
        }
        let has_minutes = minutes > 0.0 || hours > 0.0;
        if has_minutes && self.unit != Unit::Hours {
            add(&mut label, minutes, 0, "min");
        }
        if self.unit == Unit::MinutesAndSeconds {
            add(&mut label, seconds, self.decimals, "s");
        }
        label
    }
}

/// Appends a figure and its unit; after another figure, with two digits before the point.
fn add(label: &mut String, figure: f64, decimals: u32, unit: &str) {
    if !label.is_empty() {
        label.push(' ');
        if figure < 10.0 {
            label.push('0');
        }
    }
    label.push_str(&format_fixed(figure, decimals));
    label.push(' ');
    label.push_str(unit);
}
