//! How many times faster a lane was than the sequential one, and why that is not said.

use playground_core::analysis::speedup::{NoComparison, WorkDone, speedup};
use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{Ending, RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};

use crate::rows::assert_rows;
use playground_testing::samples::{completed_run, finished, fold, step};

const CONCURRENT: Strategy = Strategy::Concurrent { limit: 10 };
const SEQUENTIAL: Strategy = Strategy::Sequential;

/// A run of this number of requests that all end after `ms`, the first `failed` of them with an error.
fn completed(strategy: Strategy, requests: u32, failed: u32, ms: f64) -> Run {
    let mut events = Vec::new();
    let sent = (0..requests)
        .flat_map(|index| [Step::Queued, Step::Dispatched].map(|sent| step(index, 0.0, sent)));
    events.extend(sent);
    events.extend((0..requests).map(|index| {
        let outcome = if index < failed {
            Outcome::HttpError { status: 500 }
        } else {
            Outcome::Succeeded
        };
        step(index, ms, Step::Ended(outcome))
    }));
    events.push(finished(ms, Ending::Completed));
    fold(strategy, requests, &events)
}

/// A run of one request that was cancelled.
fn cut(strategy: Strategy, ending: Ending) -> Run {
    let events: [RunEvent; 4] = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 30.0, Step::Cancelled(CancelledBy::User)),
        finished(30.0, ending),
    ];
    fold(strategy, 1, &events)
}

/// What is said of a run beside a sequential one; "" where nothing is.
fn said(run: &Run, sequential: &Run) -> String {
    match speedup(run, &[run, sequential]) {
        None => String::new(),
        Some(Ok(times)) => format!("{times}"),
        Some(Err(reason)) => reason.label("the sequential lane"),
    }
}

#[test]
fn a_speedup_is_between_lanes_that_completed_and_in_which_as_many_succeeded() {
    let sequential = |requests, failed| completed(SEQUENTIAL, requests, failed, 1_000.0);
    let concurrent = |requests, failed| completed(CONCURRENT, requests, failed, 125.0);
    let open = fold(
        CONCURRENT,
        1,
        &[step(0, 0.0, Step::Queued), step(0, 0.0, Step::Dispatched)],
    );
    let open_sequential = fold(SEQUENTIAL, 1, &[step(0, 0.0, Step::Queued)]);
    let rows = [
        ("all succeeded", concurrent(40, 0), sequential(40, 0), "8"),
        ("as many failed", concurrent(40, 3), sequential(40, 3), "8"),
        (
            "it was slower",
            completed(CONCURRENT, 1, 0, 2_000.0),
            sequential(1, 0),
            "0.5",
        ),
        (
            "most failed",
            concurrent(100, 97),
            sequential(100, 0),
            "97 of 100 failed: no comparison",
        ),
        (
            "one failed",
            concurrent(40, 1),
            sequential(40, 0),
            "1 of 40 failed: no comparison",
        ),
        (
            "some failed, but more in the other",
            concurrent(40, 5),
            sequential(40, 32),
            "32 of 40 failed in the sequential lane: no comparison",
        ),
        (
            "more succeeded of more requests",
            concurrent(1_000, 5),
            sequential(40, 1),
            "1 of 40 failed in the sequential lane: no comparison",
        ),
        (
            "more succeeded, since fewer were to",
            concurrent(1_000, 5),
            sequential(40, 0),
            "Another number of requests: no comparison",
        ),
        (
            "only the other's failed",
            concurrent(1_200, 0),
            sequential(1_200, 1_100),
            "1,100 of 1,200 failed in the sequential lane: no comparison",
        ),
        (
            "more failed",
            concurrent(40, 32),
            sequential(40, 5),
            "32 of 40 failed: no comparison",
        ),
        (
            "other numbers of requests",
            concurrent(1_000, 0),
            sequential(40, 0),
            "Another number of requests: no comparison",
        ),
        (
            "stopped",
            cut(CONCURRENT, Ending::Stopped),
            sequential(1, 0),
            "stopped: no comparison",
        ),
        (
            "failed fast",
            cut(CONCURRENT, Ending::FailedFast),
            sequential(1, 0),
            "failed fast: no comparison",
        ),
        (
            "crashed",
            cut(CONCURRENT, Ending::Crashed),
            sequential(1, 0),
            "crashed: no comparison",
        ),
        (
            "no workers",
            cut(CONCURRENT, Ending::NoWorkers),
            sequential(1, 0),
            "sent nothing: no comparison",
        ),
        (
            "the other was stopped",
            concurrent(1, 0),
            cut(SEQUENTIAL, Ending::Stopped),
            "the sequential lane stopped: no comparison",
        ),
        (
            "the other failed fast",
            concurrent(1, 0),
            cut(SEQUENTIAL, Ending::FailedFast),
            "the sequential lane failed fast: no comparison",
        ),
        (
            "no time",
            completed(CONCURRENT, 1, 0, 0.0),
            sequential(1, 0),
            "Makespan of 0 ms: no comparison",
        ),
        ("it still runs", open, sequential(1, 0), ""),
        (
            "the other still runs",
            concurrent(1, 0),
            open_sequential,
            "",
        ),
    ];
    let rows = rows.map(|(name, run, sequential, expected)| {
        (name, said(&run, &sequential), expected.to_owned())
    });
    assert_rows(rows);
}

#[test]
fn the_position_of_the_sequential_lane_does_not_matter_and_without_it_nothing_is_said() {
    let sequential = completed_run(SEQUENTIAL, &[100.0, 1_000.0]);
    let concurrent = completed_run(CONCURRENT, &[125.0, 125.0]);
    for lanes in [[&sequential, &concurrent], [&concurrent, &sequential]] {
        assert_eq!(speedup(&concurrent, &lanes), Some(Ok(8.0)));
        assert_eq!(speedup(&sequential, &lanes), Some(Ok(1.0)));
    }
    assert_eq!(speedup(&concurrent, &[&concurrent]), None);
    assert_eq!(speedup(&concurrent, &[]), None);
}

#[test]
fn a_changed_limit_and_failures_against_the_plan_have_their_own_words() {
    let against = NoComparison::AgainstPlan {
        failed: 3,
        requests: 1_000,
    };
    let words = "3 of 1,000 failed against the plan: no comparison";
    assert_eq!(against.label(""), words);
    let changed = NoComparison::LimitChanged.label("");
    assert_eq!(changed, "limit changed: no comparison");
}

#[test]
fn lanes_are_compared_with_the_first_that_completed_and_in_which_most_succeeded() {
    let work = |ending, succeeded| {
        Some(WorkDone {
            ending,
            succeeded,
            requests: 40,
        })
    };
    let (whole, stopped) = (Ending::Completed, Ending::Stopped);
    let place = |lanes: &[Option<WorkDone>]| {
        let most = WorkDone::most(lanes.iter().copied());
        most.map(|(place, _)| place)
    };
    let rows = [
        ("none", place(&[]), None),
        ("none that ended", place(&[None]), None),
        ("none that completed", place(&[work(stopped, 40)]), None),
        (
            "the later",
            place(&[work(whole, 3), work(whole, 40)]),
            Some(1),
        ),
        (
            "the first of equals",
            place(&[work(whole, 40), work(whole, 40)]),
            Some(0),
        ),
        (
            "one that completed",
            place(&[work(stopped, 40), None, work(whole, 3)]),
            Some(2),
        ),
    ];
    assert_rows(rows);
}
