//! Failures whose cause is found later: the run gets the cause, and nothing else changes.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::NetworkCause::{self, NetworkOrCors, Unreachable};
use playground_core::run::outcome::{CancelledBy, Outcome, OutcomeKind};
use playground_core::run::{IllegalEvent, Run};
use playground_core::units::{RequestIndex, Span, TimePoint};

use playground_testing::reports::lane;
use playground_testing::samples::{finished, fold, step};

const UNKNOWN: Outcome = Outcome::NetworkError(NetworkOrCors);
const CORS: NetworkCause = NetworkCause::ForbiddenByCors;
const BACK_OFF: Step = Step::BackedOff {
    outcome: UNKNOWN,
    wait: Span::from_ms(10.0),
};

fn explained(index: u32, cause: NetworkCause) -> RunEvent {
    RunEvent {
        at: TimePoint::from_ms(99.0),
        kind: RunEventKind::Explained(RequestIndex(index), cause),
    }
}

/// A request that fails twice and is not retried again.
fn life(index: u32, end: Outcome) -> Vec<RunEvent> {
    let failed = [
        step(index, 0.0, Step::Queued),
        step(index, 0.0, Step::Dispatched),
        step(index, 1.0, BACK_OFF),
    ];
    let again = [
        step(index, 2.0, Step::Queued),
        step(index, 2.0, Step::Dispatched),
        step(
            index,
            3.0,
            Step::BackedOff {
                outcome: Outcome::HttpError { status: 503 },
                wait: Span::from_ms(10.0),
            },
        ),
        step(index, 4.0, Step::Queued),
        step(index, 4.0, Step::Dispatched),
        step(index, 5.0, Step::Ended(end)),
    ];
    [&failed[..], &again].concat()
}

fn run(requests: u32, events: &[RunEvent]) -> Run {
    fold(Strategy::Concurrent { limit: 10 }, requests, events)
}

fn outcomes(run: &Run, index: u32) -> Vec<Option<Outcome>> {
    let record = run.request(RequestIndex(index));
    let attempts = record.into_iter().flat_map(|record| record.attempts());
    attempts.map(|attempt| attempt.outcome).collect()
}

#[test]
fn every_attempt_that_failed_for_an_unknown_cause_is_explained() {
    let mut run = run(1, &life(0, UNKNOWN));
    run.apply(explained(0, CORS)).expect("it is explained");
    let known = Some(Outcome::NetworkError(CORS));
    let refused = Some(Outcome::HttpError { status: 503 });
    assert_eq!(outcomes(&run, 0), [known, refused, known]);
    assert_eq!(run.explained(), 1, "a request, not its attempts");
    let record = run.request(RequestIndex(0));
    assert_eq!(record.and_then(|record| record.outcome()), known);
}

#[test]
fn an_earlier_attempt_is_explained_even_if_the_last_succeeded() {
    let mut run = run(1, &life(0, Outcome::Succeeded));
    run.apply(explained(0, Unreachable))
        .expect("it is explained");
    let of = outcomes(&run, 0);
    assert_eq!(of[0], Some(Outcome::NetworkError(Unreachable)));
    assert_eq!(of[2], Some(Outcome::Succeeded));
    assert_eq!(run.counts().of(OutcomeKind::Succeeded), 1);
}

#[test]
fn a_failure_is_explained_also_after_the_end_and_nothing_else_changes() {
    let events = [
        life(0, UNKNOWN),
        life(1, UNKNOWN),
        vec![finished(6.0, Ending::Completed)],
    ]
    .concat();
    let before = run(2, &events);
    let mut after = before.clone();
    assert_eq!(before.explained(), 0);
    for (count, index) in (1..).zip([1, 0]) {
        after.apply(explained(index, CORS)).expect("it may be late");
        assert_eq!(after.explained(), count);
    }
    assert_eq!(after.counts(), before.counts());
    assert_eq!(after.counts().of(OutcomeKind::NetworkError), 2);
    assert_eq!(after.makespan(), before.makespan());
    assert_eq!(after.last_end(), before.last_end());
    assert_eq!(after.ending(), before.ending());
    assert!(after.is_comparable());
}

#[test]
fn a_failure_is_explained_while_its_request_goes_on() {
    let begun = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 1.0, BACK_OFF),
        explained(0, CORS),
        step(0, 2.0, Step::Queued),
        step(0, 2.0, Step::Dispatched),
        step(0, 3.0, Step::Ended(UNKNOWN)),
    ];
    let mut run = run(1, &begun);
    let first = Some(Outcome::NetworkError(CORS));
    assert_eq!(outcomes(&run, 0), [first, Some(UNKNOWN)]);
    // A second failure may have another cause; a known cause stays.
    run.apply(explained(0, Unreachable))
        .expect("it failed again");
    let second = Some(Outcome::NetworkError(Unreachable));
    assert_eq!(outcomes(&run, 0), [first, second]);
}

#[test]
fn a_failure_before_a_cancellation_is_explained() {
    let cancel = Step::Cancelled(CancelledBy::User);
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 1.0, BACK_OFF),
        step(0, 2.0, cancel),
        finished(2.0, Ending::Stopped),
    ];
    let mut run = run(1, &events);
    run.apply(explained(0, CORS)).expect("an attempt failed");
    let cancelled = Some(Outcome::Cancelled(CancelledBy::User));
    let known = Some(Outcome::NetworkError(CORS));
    assert_eq!(outcomes(&run, 0), [known, cancelled]);
}

#[test]
fn an_explanation_is_refused_if_there_is_nothing_to_explain() {
    let ends = [
        Outcome::Succeeded,
        Outcome::HttpError { status: 404 },
        Outcome::TimedOut {
            after: Span::ZERO,
            page_was_busy: false,
        },
        Outcome::NetworkError(Unreachable),
        Outcome::NetworkError(NetworkCause::Offline),
        Outcome::BodyBroken { after_bytes: 0 },
    ];
    let mut events = Vec::new();
    for (index, end) in (0..).zip(ends) {
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, 0.0, Step::Dispatched));
        events.push(step(index, 1.0, Step::Ended(end)));
    }
    // One is in flight, and one was never sent.
    events.push(step(6, 0.0, Step::Queued));
    events.push(step(6, 0.0, Step::Dispatched));
    let mut run = run(8, &events);
    let before = run.clone();
    for index in 0..8 {
        let refused = run.apply(explained(index, CORS));
        let expected = IllegalEvent::NothingToExplain(RequestIndex(index));
        assert_eq!(refused, Err(expected));
    }
    let unknown = run.apply(explained(8, CORS));
    let expected = IllegalEvent::UnknownRequest(RequestIndex(8));
    assert_eq!(unknown, Err(expected));
    assert_eq!(run, before);
    assert_eq!(
        IllegalEvent::NothingToExplain(RequestIndex(3)).to_string(),
        "request 3 did not fail for an unknown cause"
    );
}

#[test]
fn an_explained_failure_is_not_explained_again() {
    let mut run = run(1, &life(0, UNKNOWN));
    run.apply(explained(0, CORS)).expect("it is explained");
    let before = run.clone();
    let again = run.apply(explained(0, Unreachable));
    let expected = IllegalEvent::NothingToExplain(RequestIndex(0));
    assert_eq!(again, Err(expected));
    assert_eq!(run, before);
}

#[test]
fn the_report_has_the_cause_of_every_attempt() {
    let kinds = |run: &Run| {
        let request = lane(run)["requests"][0].clone();
        let of = |attempt: &serde_json::Value| attempt["error"]["kind"].as_str().map(str::to_owned);
        let attempts = request["attempts"].as_array().cloned().unwrap_or_default();
        let kinds = attempts.iter().chain([&request]).filter_map(of);
        kinds.collect::<Vec<_>>()
    };
    let mut run = run(1, &life(0, UNKNOWN));
    let unknown = "networkOrCors";
    assert_eq!(kinds(&run), [unknown, "httpError", unknown, unknown]);
    run.apply(explained(0, CORS)).expect("it is explained");
    let known = "forbiddenByCors";
    assert_eq!(kinds(&run), [known, "httpError", known, known]);
}
