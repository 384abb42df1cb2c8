//! A lane in which requests fail against the plan: they may end sooner than planned, so its time
//! is not compared with the ideal.

use playground_core::analysis::figure::Figure;
use playground_core::experiment::Experiment;
use playground_core::experiment::policy::Policy;
use playground_core::experiment::workload::{Capacity, Fault, Faults, OverflowPolicy, Workload};
use playground_core::run::event::{Ending, RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::session::comparison::Comparison;
use playground_core::session::figures::LaneFigures;
use playground_core::session::statistics::AllStatistics;
use playground_core::units::{LaneIndex, Span};

use super::report::restored;
use super::scenes::{CONCURRENT, experiment, experiment_of_urls, fold, page_ms, planned};
use crate::rows::assert_rows;
use playground_testing::samples::{finished, step};

const LATE: Outcome = Outcome::TimedOut {
    after: Span::from_ms(50.0),
    page_was_busy: false,
};
const LOST: Outcome = Outcome::NetworkError(NetworkCause::NetworkOrCors);
const fn error(status: u16) -> Outcome {
    Outcome::HttpError { status }
}

fn with_faults(faults: Faults, retries: u32) -> Experiment {
    let plain = experiment(1, &[CONCURRENT]);
    Experiment {
        workload: Workload {
            faults,
            ..plain.workload
        },
        policy: Policy {
            retries,
            ..plain.policy
        },
        ..plain
    }
}

fn with_capacity(beyond: OverflowPolicy) -> Experiment {
    let plain = experiment(1, &[CONCURRENT]);
    let requests = 1;
    Experiment {
        workload: Workload {
            capacity: Some(Capacity { requests, beyond }),
            ..plain.workload
        },
        ..plain
    }
}

/// One request whose attempts all end at 10, 20, … ms, each with the next of these outcomes.
fn ended(experiment: Experiment, outcomes: &[Outcome]) -> Comparison {
    let mut all = planned(experiment);
    let (last, earlier) = outcomes.split_last().expect("at least one");
    let mut events: Vec<RunEvent> = Vec::new();
    let mut at = 0.0;
    let mut attempt = |end: Step| {
        events.extend([step(0, at, Step::Queued), step(0, at, Step::Dispatched)]);
        at += 10.0;
        events.push(step(0, at, end));
    };
    for &outcome in earlier {
        attempt(Step::BackedOff {
            outcome,
            wait: Span::ZERO,
        });
    }
    attempt(match *last {
        Outcome::Cancelled(by) => Step::Cancelled(by),
        outcome => Step::Ended(outcome),
    });
    events.push(finished(at, Ending::Completed));
    fold(&mut all.lanes[0], &events);
    all
}

#[test]
fn a_request_departs_if_it_fails_though_the_plan_goes_on_or_succeeds() {
    let none = || experiment(1, &[CONCURRENT]);
    let not_found = || with_faults(Faults::NONE.with(Fault::NotFound, 1.0), 2);
    let server_error = |retries| with_faults(Faults::NONE.with(Fault::ServerError, 1.0), retries);
    let waiting = || with_capacity(OverflowPolicy::Wait);
    let rows = [
        ("succeeds as planned", none(), vec![Outcome::Succeeded], 0),
        ("late", none(), vec![LATE], 1),
        ("lost", none(), vec![LOST], 1),
        ("an error of the server", none(), vec![error(500)], 1),
        ("lost, then well", none(), vec![LOST, Outcome::Succeeded], 0),
        ("lost twice", none(), vec![LOST, LOST], 1),
        (
            "cancelled",
            none(),
            vec![Outcome::Cancelled(CancelledBy::User)],
            0,
        ),
        ("planned, not retried", not_found(), vec![error(404)], 0),
        (
            "planned, without retries",
            server_error(0),
            vec![error(500)],
            0,
        ),
        ("given up too soon", server_error(2), vec![error(500)], 1),
        (
            "planned to its last",
            server_error(2),
            vec![error(500); 3],
            0,
        ),
        ("late in the server's queue", waiting(), vec![LATE], 0),
        ("lost in the server's queue", waiting(), vec![LOST], 1),
    ];
    assert_rows(rows.map(|(name, experiment, outcomes, expected)| {
        let all = ended(experiment, &outcomes);
        (name, all.lanes[0].departures, expected)
    }));
}

#[test]
fn such_a_lane_has_no_ideal_anywhere_and_says_why() {
    let whole = ended(experiment(1, &[CONCURRENT]), &[Outcome::Succeeded]);
    let departed = ended(experiment(1, &[CONCURRENT]), &[LATE]);
    let has_ideal = |all: &Comparison| {
        let figures = LaneFigures::new(all, LaneIndex(0), page_ms(10.0)).expect("a lane");
        let statistics = AllStatistics::new(all);
        let statistics = statistics.lanes[0].figures.as_ref().expect("it has ended");
        [
            figures.ideal.is_some(),
            statistics.value(Figure::Ideal).is_some(),
            statistics.value(Figure::Efficiency).is_some(),
            figures
                .remarks(8)
                .iter()
                .all(|remark| !remark.contains("plan")),
        ]
    };
    let rows = [("as planned", whole, true), ("departed", departed, false)];
    assert_rows(rows.into_iter().flat_map(|(name, all, expected)| {
        let again = restored(&all);
        [
            (name.to_owned(), all),
            (format!("{name}, from its report"), again),
        ]
        .map(|(name, all)| (name, has_ideal(&all), [expected; 4]))
    }));
}

#[test]
fn the_remark_counts_the_requests_and_is_none_of_own_urls() {
    let remark = |experiment| {
        let all = ended(experiment, &[LOST]);
        let figures = LaneFigures::new(&all, LaneIndex(0), page_ms(10.0)).expect("a lane");
        let remarks = figures.remarks(8);
        remarks.into_iter().find(|remark| remark.contains("plan"))
    };
    let expected =
        "1 request failed against the plan, so the lane cannot be compared with the ideal.";
    assert_eq!(
        remark(experiment(1, &[CONCURRENT])).as_deref(),
        Some(expected)
    );
    let own = experiment_of_urls(&["http://127.0.0.1:9/"], &[CONCURRENT]);
    assert_eq!(remark(own), None);
}
