//! Comparisons whose lanes have come as far as a test needs, and a check of whole tables.

use std::sync::Arc;

use playground_core::experiment::Experiment;
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Latency, Workload};
use playground_core::run::event::{Ending, RunEvent, Step};
use playground_core::run::outcome::Outcome;
use playground_core::session::comparison::Comparison;
use playground_core::session::lane_state::LaneState;
use playground_core::units::{RunId, TimePoint};
use playground_testing::samples::{finished, step};
use playground_testing::urls;

pub const SEQUENTIAL: Strategy = Strategy::Sequential;
pub const CONCURRENT: Strategy = Strategy::Concurrent { limit: 4 };

/// The time by the page's clock at which lanes start here.
pub const STARTED: TimePoint = TimePoint::from_ms(5_000.0);

/// A time by the page's clock, in ms after the lanes' start.
pub const fn page_ms(ms: f64) -> TimePoint {
    TimePoint::from_ms(5_000.0 + ms)
}

/// An experiment of requests of 100 ms each, with the built-in lab.
pub fn experiment(requests: u32, lanes: &[Strategy]) -> Experiment {
    Experiment {
        workload: Workload {
            requests,
            latency: Latency::Constant { value: 100 },
            transfer_ms: 0,
            ..Workload::default()
        },
        lanes: lanes.iter().copied().map(PlannedLane::from).collect(),
        ..Experiment::default()
    }
}

/// An experiment with the user's own URLs, one request for each.
pub fn experiment_of_urls(lines: &[&str], lanes: &[Strategy]) -> Experiment {
    Experiment {
        source: Source::Urls(Arc::new(urls::list(lines))),
        ..experiment(lines.len() as u32, lanes)
    }
}

/// A comparison of which nothing has run. Its lanes are the runs 1, 2 and so on.
pub fn planned(experiment: Experiment) -> Comparison {
    let mut ids = (1..).map(RunId);
    Comparison::new(experiment, || ids.next().unwrap_or_default())
}

pub fn comparison(requests: u32, lanes: &[Strategy]) -> Comparison {
    planned(experiment(requests, lanes))
}

/// Starts a lane and folds events into it; every one of them must be legal.
#[track_caller]
pub fn fold(lane: &mut LaneState, events: &[RunEvent]) {
    lane.started.get_or_insert(STARTED);
    for event in events {
        lane.fold(*event).expect("the event is legal");
    }
}

/// Requests from 0 on that are all dispatched at 0 and succeed after `durations_ms`.
#[track_caller]
pub fn succeed(lane: &mut LaneState, durations_ms: &[f64]) {
    let mut ends: Vec<_> = (0..).zip(durations_ms.iter().copied()).collect();
    for (index, _) in &ends {
        let sent = [Step::Queued, Step::Dispatched].map(|it| step(*index, 0.0, it));
        fold(lane, &sent);
    }
    ends.sort_by(|one, other| one.1.total_cmp(&other.1));
    for (index, ms) in ends {
        let responded = step(index, ms, Step::Responded { status: 200 });
        fold(
            lane,
            &[responded, step(index, ms, Step::Ended(Outcome::Succeeded))],
        );
    }
}

/// Requests that are sent one after the other and succeed after `durations_ms`.
#[track_caller]
pub fn complete_one_by_one(lane: &mut LaneState, durations_ms: &[f64]) {
    let mut at = 0.0;
    for (index, &ms) in (0..).zip(durations_ms) {
        let sent = [Step::Queued, Step::Dispatched].map(|it| step(index, at, it));
        fold(lane, &sent);
        at += ms;
        let responded = step(index, at, Step::Responded { status: 200 });
        fold(
            lane,
            &[responded, step(index, at, Step::Ended(Outcome::Succeeded))],
        );
    }
    fold(lane, &[finished(at, Ending::Completed)]);
}

/// A run in which every request succeeded, to its end.
#[track_caller]
pub fn complete(lane: &mut LaneState, durations_ms: &[f64]) {
    succeed(lane, durations_ms);
    let end = durations_ms.iter().copied().fold(0.0, f64::max);
    fold(lane, &[finished(end, Ending::Completed)]);
}
