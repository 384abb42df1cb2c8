//! The lanes' makespans side by side: against each other, their ideals, and an article's.

use crate::analysis::speedup::{NoComparison, WorkDone};
use crate::run::event::Ending;
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
    /// The lengths in the drawing, or why there is no bar.
    pub lengths: Result<BarLengths, String>,
    pub against_ideal: String,
    /// How many did not succeed.
    pub lost: Option<String>,
}

/// Lengths as shares of the longest of all bars, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarLengths {
    pub measured: f64,
    pub ideal: Option<f64>,
}

/// A bar for each lane, on one scale. A lane that has ended has a bar only if it did the same
/// work as the lane in which most succeeded: a short bar is no merit where requests failed.
pub fn compare_bars(lanes: &[LaneFigures]) -> Vec<CompareBar> {
    let most = WorkDone::most(lanes.iter().map(LaneFigures::work_done));
    let reasons: Vec<_> = lanes.iter().map(|lane| no_bar(lane, most, lanes)).collect();
    let drawn = lanes.iter().zip(&reasons);
    let drawn = drawn.filter(|(_, reason)| reason.is_none());
    let spans = drawn.flat_map(|(lane, _)| [lane.time, lane.ideal]);
    let longest = spans.flatten().fold(Span::from_ms(1.0), Span::max);
    let bars = lanes.iter().zip(reasons);
    bars.map(|(lane, reason)| bar(lane, longest, reason))
        .collect()
}

/// Why a lane has no bar beside that in which most succeeded.
fn no_bar(
    lane: &LaneFigures,
    most: Option<(usize, WorkDone)>,
    lanes: &[LaneFigures],
) -> Option<String> {
    let own = lane.work_done()?;
    let (place, most) = most.unwrap_or((0, own));
    let reason = own.no_comparison(most)?;
    let other = lanes.get(place).map_or("", |other| &other.title);
    Some(reason.label(&format!("“{other}”")))
}

fn bar(lane: &LaneFigures, longest: Span, no_bar: Option<String>) -> CompareBar {
    let share = |span: Span| span.ms() / longest.ms();
    let has_ended = matches!(lane.stage, LaneStage::Ended(_));
    CompareBar {
        title: lane.title.clone(),
        time: lane.time.map_or_else(|| "–".to_owned(), format_span),
        lost: lost(lane).filter(|_| no_bar.is_none()),
        lengths: no_bar.map_or_else(
            || {
                Ok(BarLengths {
                    measured: share(lane.time.unwrap_or_default()),
                    ideal: lane.ideal.map(share),
                })
            },
            Err,
        ),
        against_ideal: against_ideal(lane, has_ended),
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

/// What this page measured, as it stands beside an article's time: there all requests succeeded.
/// Empty until the lane has ended.
pub fn measured_beside_published(lane: &LaneFigures) -> String {
    const ARTICLE: &str = "the article";
    let Some(own) = lane.work_done() else {
        return String::new();
    };
    let article = WorkDone {
        ending: Ending::Completed,
        succeeded: own.requests,
        requests: own.requests,
    };
    let changed = lane.limit_changed.then_some(NoComparison::LimitChanged);
    match own.no_comparison(article).or(changed) {
        Some(reason) => reason.label(ARTICLE),
        None => published_time(
            lane.time.unwrap_or_default().ms() / 1_000.0,
            lane.speedup.and_then(Result::ok),
        ),
    }
}
