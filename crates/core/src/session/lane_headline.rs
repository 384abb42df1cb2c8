//! The line above a lane's waterfall: its time, how it compares, and what was expected.

use crate::session::figures::{LaneFigures, LaneStage};
use crate::units::Span;
use crate::wording::numbers::{format_ratio, format_span};

/// What follows the time a lane is planned to take.
pub const EXPECTED: &str = "expected";

/// Between these a difference is within the machine's own noise.
pub(super) const AS_FAST: std::ops::Range<f64> = 0.95..1.05;

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
        None | Some(Err(_)) => String::new(),
        Some(Ok(times)) if AS_FAST.contains(&times) => "as fast".to_owned(),
        Some(Ok(times)) if times >= 1.0 => format!("{} faster", format_ratio(times)),
        Some(Ok(times)) => format!("{} slower", format_ratio(1.0 / times)),
    }
}

/// What stands below how fast it was: the ideal, how much longer it will take, and whether
/// it is not compared with the sequential lane; a remark of the lane says why.
pub fn ideal(lane: &LaneFigures) -> String {
    let ideal = lane
        .ideal
        .map(|ideal| format!("ideal {}", format_span(ideal)));
    let more = match lane.stage {
        LaneStage::Pending => return ideal.map_or_else(String::new, |_| EXPECTED.to_owned()),
        LaneStage::Running => {
            let left = lane.remaining.map(format_span);
            left.map(|left| format!("about {left} left"))
        }
        LaneStage::Ended(_) => {
            let is_compared = !matches!(lane.speedup, Some(Err(_)));
            (!is_compared).then(|| "no comparison".to_owned())
        }
    };
    let both = [ideal, more].into_iter().flatten();
    both.collect::<Vec<_>>().join(" · ")
}
