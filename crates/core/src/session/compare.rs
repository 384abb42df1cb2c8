//! The lanes' makespans side by side: against each other, their ideals, and an article's.

use crate::run::outcome::OutcomeKind;
use crate::session::figures::{LaneFigures, LaneStage};
use crate::units::Span;
use crate::wording::numbers::{
    format_grouped, format_percent, format_ratio, format_span, group_digits,
};

/// One lane's bar and the words at it.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareBar {
    pub title: String,
    pub time: String,
    /// Lengths as shares of the longest of all bars, from 0 to 1.
    pub measured: f64,
    pub ideal: Option<f64>,
    pub against_ideal: String,
    /// How many did not succeed: a short bar is no merit where requests failed.
    pub lost: Option<String>,
}

/// A bar for each lane, on one scale.
pub fn compare_bars(lanes: &[LaneFigures]) -> Vec<CompareBar> {
    let spans = lanes.iter().flat_map(|lane| [lane.time, lane.ideal]);
    let longest = spans.flatten().fold(Span::from_ms(1.0), Span::max);
    lanes.iter().map(|lane| bar(lane, longest)).collect()
}

fn bar(lane: &LaneFigures, longest: Span) -> CompareBar {
    let share = |span: Span| span.ms() / longest.ms();
    let has_ended = matches!(lane.stage, LaneStage::Ended(_));
    CompareBar {
        title: lane.title.clone(),
        time: lane.time.map_or_else(|| "–".to_owned(), format_span),
        measured: share(lane.time.unwrap_or_default()),
        ideal: lane.ideal.map(share),
        against_ideal: against_ideal(lane, has_ended),
        lost: lost(lane),
    }
}

fn against_ideal(lane: &LaneFigures, has_ended: bool) -> String {
    match (lane.ideal, lane.time) {
        (Some(ideal), Some(time)) if has_ended && ideal > Span::ZERO => {
            let over = (time.ms() / ideal.ms() - 1.0) * 100.0;
            format!("ideal {} + {}", format_span(ideal), format_percent(over))
        }
        (Some(ideal), _) if !has_ended => format!("ideal {}", format_span(ideal)),
        _ => String::new(),
    }
}

fn lost(lane: &LaneFigures) -> Option<String> {
    let lost = lane.counts.total() - lane.counts.of(OutcomeKind::Succeeded);
    let [count, all] = [lost, lane.requests].map(|count| group_digits(count.into()));
    (lost > 0).then(|| format!("{count} of {all} not succeeded"))
}

/// In seconds, as articles give them, and how many times faster that is.
pub fn published_time(seconds: f64, speedup: Option<f64>) -> String {
    let time = format!("{} s", format_grouped(seconds, 1));
    match speedup.filter(|times| *times > 1.0) {
        Some(times) => format!("{time} · {}", format_ratio(times)),
        None => time,
    }
}
