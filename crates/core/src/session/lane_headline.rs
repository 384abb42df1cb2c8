//! The line above a lane's waterfall: its time, how it compares, and what was expected.

use crate::session::figures::{LaneFigures, LaneStage};
use crate::units::Span;
use crate::wording::numbers::{format_ratio, format_span};

/// What follows the time a lane is planned to take.
pub const EXPECTED: &str = "expected";

/// Between these a difference is within the machine's own noise.
const AS_FAST: std::ops::Range<f64> = 0.95..1.05;

/// The time it took, or is expected to take; a dash where it never began.
pub fn time(lane: &LaneFigures) -> String {
    match (lane.time, lane.stage) {
        (Some(time), _) => format_span(time),
        (None, LaneStage::Ended(_)) => span_or_dash(None),
        (None, _) if lane.is_secret => "?".to_owned(),
        (None, _) => span_or_dash(lane.ideal),
    }
}

/// The time before anything has run. `forecast`: `None` where it is to be guessed, and
/// `Some(None)` where nothing is planned.
pub fn planned_time(forecast: Option<Option<Span>>) -> String {
    forecast.map_or_else(|| "?".to_owned(), span_or_dash)
}

fn span_or_dash(span: Option<Span>) -> String {
    span.map_or_else(|| "–".to_owned(), format_span)
}

/// How many times faster or slower than the sequential lane.
pub fn speedup(lane: &LaneFigures) -> String {
    match lane.speedup {
        None => String::new(),
        Some(times) if AS_FAST.contains(&times) => "as fast".to_owned(),
        Some(times) if times >= 1.0 => format!("{} faster", format_ratio(times)),
        Some(times) => format!("{} slower", format_ratio(1.0 / times)),
    }
}

/// The ideal beside the measured time, and how much longer it will take.
pub fn ideal(lane: &LaneFigures) -> String {
    let ideal = lane
        .ideal
        .map(|ideal| format!("ideal {}", format_span(ideal)));
    match lane.stage {
        LaneStage::Pending => ideal.map_or_else(String::new, |_| EXPECTED.to_owned()),
        LaneStage::Running => {
            let left = lane.remaining.map(format_span);
            let left = left.map(|left| format!("about {left} left"));
            let both = [ideal, left].into_iter().flatten();
            both.collect::<Vec<_>>().join(" · ")
        }
        LaneStage::Ended(_) => ideal.unwrap_or_default(),
    }
}
