//! Requests that the browser refused because it had too many open.

use playground_core::analysis::shortage::short_of_resources;
use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::units::{RequestIndex, Span, TimePoint};

use crate::rows::assert_rows;
use playground_testing::samples::{fold, step};

const TIMED_OUT: Outcome = Outcome::TimedOut {
    after: Span::from_ms(50.0),
    page_was_busy: false,
};
const LOST: Outcome = Outcome::NetworkError(NetworkCause::NetworkOrCors);
const LOST_AT_LAB: Outcome = Outcome::NetworkError(NetworkCause::Unreachable);

/// Some requests that are sent at one time and end alike at another.
type Batch = (u32, f64, f64, Outcome);

fn run(batches: &[Batch]) -> Run {
    let mut events: Vec<RunEvent> = Vec::new();
    let mut first = 0;
    for &(requests, sent, ended, outcome) in batches {
        for index in first..first + requests {
            events.push(step(index, sent, Step::Queued));
            events.push(step(index, sent, Step::Dispatched));
            if matches!(outcome, Outcome::Succeeded) {
                events.push(step(index, ended, Step::Responded { status: 200 }));
            }
            events.push(step(index, ended, Step::Ended(outcome)));
        }
        first += requests;
    }
    events.sort_by(|one, other| one.at.ms().total_cmp(&other.at.ms()));
    fold(Strategy::Concurrent { limit: 1_000 }, first, &events)
}

#[test]
fn a_request_that_failed_beside_too_many_open_ones_was_refused_by_the_browser() {
    let rows: [(&str, &[Batch], &[u32]); 9] = [
        (
            "those that timed out are still open",
            &[
                (1_000, 0.0, 900.0, TIMED_OUT),
                (250, 910.0, 1_500.0, TIMED_OUT),
                (2, 1_000.0, 1_400.0, LOST),
                (1, 1_100.0, 1_400.0, TIMED_OUT),
            ],
            &[1_250, 1_251],
        ),
        (
            "of a lab",
            &[
                (1_200, 0.0, 900.0, TIMED_OUT),
                (1, 1_000.0, 1_400.0, LOST_AT_LAB),
                (1, 1_100.0, 1_400.0, TIMED_OUT),
            ],
            &[1_200],
        ),
        (
            "one less",
            &[
                (1_199, 0.0, 900.0, TIMED_OUT),
                (1, 1_000.0, 1_400.0, LOST),
                (1, 1_100.0, 1_400.0, TIMED_OUT),
            ],
            &[],
        ),
        (
            "those that got a response are closed",
            &[
                (1_200, 0.0, 900.0, Outcome::Succeeded),
                (1, 1_000.0, 1_400.0, LOST),
                (1, 1_100.0, 1_400.0, TIMED_OUT),
            ],
            &[],
        ),
        (
            "those that were given up long ago are closed too",
            &[
                (1_200, 0.0, 900.0, TIMED_OUT),
                (1, 6_000.0, 6_100.0, LOST),
                (1, 6_050.0, 6_400.0, TIMED_OUT),
            ],
            &[],
        ),
        (
            "the server took no later one",
            &[(1_200, 0.0, 900.0, TIMED_OUT), (5, 1_000.0, 1_400.0, LOST)],
            &[],
        ),
        (
            "a server that is away",
            &[(1_300, 0.0, 900.0, LOST), (100, 10.0, 900.0, LOST)],
            &[],
        ),
        (
            "in flight",
            &[
                (1_200, 0.0, 900.0, Outcome::Succeeded),
                (1, 100.0, 101.0, LOST),
                (1, 100.0, 900.0, Outcome::Succeeded),
            ],
            &[1_200],
        ),
        (
            "another cause is known",
            &[
                (1_200, 0.0, 900.0, TIMED_OUT),
                (
                    1,
                    1_000.0,
                    1_400.0,
                    Outcome::NetworkError(NetworkCause::Offline),
                ),
                (1, 1_100.0, 1_400.0, TIMED_OUT),
            ],
            &[],
        ),
    ];
    assert_rows(rows.map(|(name, batches, expected)| {
        let found = short_of_resources(&run(batches));
        let expected: Vec<_> = expected.iter().copied().map(RequestIndex).collect();
        (name, found, expected)
    }));
}

#[test]
fn a_shortage_explains_also_what_a_lab_left_open() {
    for outcome in [LOST, LOST_AT_LAB] {
        let mut run = run(&[(1, 0.0, 1.0, outcome)]);
        let kind = RunEventKind::Explained(RequestIndex(0), NetworkCause::BrowserShortage);
        let at = TimePoint::from_ms(2.0);
        run.apply(RunEvent { at, kind }).expect("it is explained");
        let found = run.request(RequestIndex(0)).and_then(|it| it.outcome());
        let expected = Outcome::NetworkError(NetworkCause::BrowserShortage);
        assert_eq!(found, Some(expected));
    }
}
