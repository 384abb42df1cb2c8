//! What a screen reader says: the progress of a run from time to time, and its result once.

use crate::experiment::strategy::Strategy;
use crate::run::event::Ending;
use crate::session::comparison::Comparison;
use crate::session::lane_headline::AS_FAST;
use crate::session::lane_state::LaneState;
use crate::units::{LaneIndex, Span, TimePoint};
use crate::wording::numbers::{format_count, format_grouped, format_span, group_digits};

/// The time between two announcements of progress.
const PAUSE: Span = Span::from_whole_ms(15_000);

/// Announces the progress of a run from time to time.
#[derive(Clone, Copy, Debug)]
pub struct ProgressAnnouncer {
    last: TimePoint,
}

impl ProgressAnnouncer {
    pub const fn new(now: TimePoint) -> Self {
        Self { last: now }
    }

    /// What to say now; `None` if it is too early or nothing runs.
    pub fn announce(&mut self, all: &Comparison, now: TimePoint) -> Option<String> {
        if now - self.last < PAUSE {
            return None;
        }
        self.last = now;
        let lane = all.lanes.iter().find(|lane| lane.is_running())?;
        Some(format!(
            "{}: {} of {} requests have ended.",
            lane.title(),
            group_digits(lane.run.counts().total().into()),
            group_digits(lane.run.requests().len() as u64),
        ))
    }
}

/// The result of a comparison: a sentence for each lane that sent requests.
pub fn summary(all: &Comparison) -> String {
    let mut endings = all.lanes.iter().map(|lane| lane.run.ending());
    let is_stopped = endings.any(|ending| ending == Some(Ending::Stopped));
    let begin = if is_stopped { "Stopped" } else { "Finished" };
    let sentences = all
        .indexed_lanes()
        .filter_map(|(index, lane)| lane_summary(all, index, lane));
    [format!("{begin}.")]
        .into_iter()
        .chain(sentences)
        .collect::<Vec<_>>()
        .join(" ")
}

fn lane_summary(all: &Comparison, index: LaneIndex, lane: &LaneState) -> Option<String> {
    let makespan = format_span(lane.run.makespan()?);
    let title = lane.run.strategy().title();
    let speedup = all
        .speedup(index)
        .filter(|_| lane.run.strategy() != Strategy::Sequential);
    let compared = match speedup {
        Some(Ok(times)) if AS_FAST.contains(&times) => ", as fast".to_owned(),
        Some(Ok(times)) if times < 1.0 => {
            format!(", {} times slower", format_grouped(1.0 / times, 1))
        }
        Some(Ok(times)) => format!(", {} times faster", format_grouped(times, 1)),
        Some(Err(_)) => ", no comparison".to_owned(),
        None => String::new(),
    };
    let failures = match lane.run.counts().failures() {
        0 => String::new(),
        count => format!(", {}", format_count(count.into(), "failure", "failures")),
    };
    Some(format!("{title}: {makespan}{compared}{failures}."))
}
