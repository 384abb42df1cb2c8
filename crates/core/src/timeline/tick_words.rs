//! What the ticks of an axis say.

use super::Px;
use crate::wording::decimal::format_fixed;

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;

/// About the width of a label's character, and of the gap between two labels.
const CHARACTER: f64 = 7.0;
const GAP: f64 = 8.0;

/// How the times of one axis are written: all in the same units, the largest in which
/// they are short, with as many decimals as tell a tick from its neighbour.
pub(super) struct TickWords {
    unit: Unit,
    /// Of the seconds.
    decimals: u32,
    last_ms: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Milliseconds,
    Seconds,
    /// Hours, where there are any, and minutes.
    Minutes,
    /// The same, and seconds.
    MinutesAndSeconds,
    Hours,
}

impl TickWords {
    /// For ticks so many ms apart, up to this one. Both are whole ms.
    pub fn new(step_ms: f64, last_ms: f64) -> Self {
        // Beyond it, the figures that two neighbours share would hide the others.
        const LAST_IN_MS: f64 = 10.0 * SECOND;
        // Up to it, people count in seconds.
        const LAST_IN_SECONDS: f64 = 10.0 * MINUTE;
        let unit = if step_ms < 100.0 && last_ms < LAST_IN_MS {
            Unit::Milliseconds
        } else if step_ms < MINUTE && last_ms < LAST_IN_SECONDS {
            Unit::Seconds
        } else if step_ms < MINUTE {
            Unit::MinutesAndSeconds
        } else if step_ms % HOUR > 0.0 {
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

    /// How far apart two ticks must be, so that their labels do not touch.
    pub fn room(&self) -> Px {
        let longest = self.label(self.last_ms).len();
        Px(longest as f64 * CHARACTER + GAP)
    }

    pub fn label(&self, ms: f64) -> String {
        if ms <= 0.0 {
            return "0".to_owned();
        }
        match self.unit {
            Unit::Milliseconds => format!("{} ms", format_fixed(ms, 0)),
            Unit::Seconds => format!("{} s", format_fixed(ms / SECOND, self.decimals)),
            _ => self.with_minutes(ms),
        }
    }

    /// As in `1 h 05 min`, `5 min 30 s`.
    fn with_minutes(&self, ms: f64) -> String {
        let (hours, minutes) = ((ms / HOUR).floor(), (ms % HOUR / MINUTE).floor());
        let mut label = String::new();
        if hours > 0.0 {
            add(&mut label, hours, 0, "h");
        }
        let has_minutes = minutes > 0.0 || hours > 0.0;
        if has_minutes && self.unit != Unit::Hours {
            add(&mut label, minutes, 0, "min");
        }
        if self.unit == Unit::MinutesAndSeconds {
            add(&mut label, ms % MINUTE / SECOND, self.decimals, "s");
        }
        label
    }
}

/// Adds a figure and its unit; after another it has two digits before the point.
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
