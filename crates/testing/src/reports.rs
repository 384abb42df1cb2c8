//! Reports of runs.

use playground_core::documents::report::{Environment, LaneReport, to_json};
use playground_core::experiment::Experiment;
use playground_core::experiment::strategy::{Strategy, Waiting};
use playground_core::run::Run;
use playground_core::run::event::{Ending, Step};
use playground_core::run::heartbeat::{Freeze, Heartbeat};
use playground_core::run::observations::LaneObservations;
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::run::unreachable::LoopbackPermission;
use playground_core::units::{RequestIndex, Span, TimePoint};
use serde_json::Value;

use crate::samples::{finished, fold, step};

/// The strategy of the lanes with a limit.
pub const CONCURRENT: Strategy = Strategy::Concurrent { limit: 10 };

/// How long workers took to start.
const STARTUP: Span = Span::from_ms(12.345_6);

/// Times in which the page was frozen.
const FREEZES: [Freeze; 1] = [Freeze {
    from: TimePoint::from_ms(10.0),
    to: TimePoint::from_ms(70.123_4),
}];

fn observations(has_threads: bool) -> LaneObservations {
    let (longest, long_tasks) = (Some(Span::from_ms(17.04)), Some(2));
    LaneObservations {
        heartbeat: Heartbeat::recorded(
            FREEZES.to_vec(),
            longest,
            long_tasks,
            FREEZES.to_vec(),
            TimePoint::START,
        ),
        was_hidden: Some(false),
        startup: has_threads.then_some(STARTUP),
        waiting: has_threads.then_some(Waiting::SyncXhr),
        loopback_permission: has_threads.then_some(LoopbackPermission::Prompt),
        ..LaneObservations::default()
    }
}

fn url(index: RequestIndex) -> String {
    format!("lab/work?request={index}")
}

/// The report of these lanes by the built-in lab.
pub fn report(runs: &[&Run]) -> Value {
    report_of(&Experiment::default(), runs)
}

/// The report of these lanes, each with an ideal of 99.5 ms.
pub fn report_of(experiment: &Experiment, runs: &[&Run]) -> Value {
    let environment = Environment {
        user_agent: "Test/1.0".to_owned(),
        hardware_concurrency: 8,
        cross_origin_isolated: true,
        app_version: "0.1.0".to_owned(),
    };
    let lanes: Vec<_> = runs
        .iter()
        .map(|run| LaneReport {
            run,
            ideal: Some(Span::from_ms(99.5)),
            source: &experiment.source,
            observations: observations(run.strategy().kind().has_threads()),
            url: &url,
        })
        .collect();
    to_json(experiment, &environment, &lanes)
}

/// The only lane of a report.
pub fn lane(run: &Run) -> Value {
    report(&[run])["lanes"][0].clone()
}

/// One request that failed once and then succeeded, one that was answered 404,
/// one stopped while it waited for its answer, one while it backed off, and one
/// that was never sent.
pub fn eventful() -> Run {
    let unreachable = Outcome::NetworkError(NetworkCause::Unreachable);
    let failed = Step::BackedOff {
        outcome: unreachable,
        wait: Span::from_ms(60.0),
    };
    let stop = Step::Cancelled(CancelledBy::User);
    let mut events: Vec<_> = (0..5).map(|index| step(index, 0.0, Step::Queued)).collect();
    events.extend((0..4).map(|index| step(index, 1.0, Step::Dispatched)));
    events.extend([
        step(0, 10.000_4, failed),
        step(1, 20.0, Step::Responded { status: 404 }),
        step(1, 21.0, Step::Received { total_bytes: 512 }),
        step(1, 22.0, Step::Ended(Outcome::HttpError { status: 404 })),
        step(3, 65.0, failed),
        step(0, 70.25, Step::Queued),
        step(0, 71.0, Step::Dispatched),
        step(0, 80.0, Step::Responded { status: 200 }),
        step(0, 85.5, Step::Received { total_bytes: 2_048 }),
        step(0, 86.123_456, Step::Ended(Outcome::Succeeded)),
        step(2, 90.0, stop),
        step(3, 90.0, stop),
        step(4, 90.0, stop),
        finished(90.0, Ending::Stopped),
    ]);
    fold(CONCURRENT, 5, &events)
}
