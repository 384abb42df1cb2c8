//! A run made from its events; impossible events are refused.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::run::{IllegalEvent, Run};
use playground_core::units::{RequestIndex, Span, TimePoint};

use playground_testing::samples::{finished, fold, step};

const OK: Step = Step::Ended(Outcome::Succeeded);
const HEAD: Step = Step::Responded { status: 200 };
const BACK_OFF: Step = Step::BackedOff {
    outcome: Outcome::HttpError { status: 500 },
    wait: Span::from_ms(80.0),
};
const CANCEL: Step = Step::Cancelled(CancelledBy::User);

fn concurrent(requests: u32, events: &[RunEvent]) -> Run {
    fold(Strategy::Concurrent { limit: 10 }, requests, events)
}

#[test]
fn a_request_the_run_does_not_have_is_refused() {
    let mut run = concurrent(2, &[]);
    let before = run.clone();
    assert_eq!(
        run.apply(step(2, 0.0, Step::Queued)),
        Err(IllegalEvent::UnknownRequest(RequestIndex(2)))
    );
    assert_eq!(run, before);
}

#[test]
fn a_run_cannot_finish_while_a_request_is_open() {
    let mut run = concurrent(3, &[step(1, 0.0, Step::Queued), step(1, 1.0, CANCEL)]);
    let before = run.clone();
    let end = finished(2.0, Ending::Stopped);
    assert_eq!(run.apply(end), Err(IllegalEvent::Unfinished(2)));
    assert_eq!(run, before);
}

#[test]
fn nothing_happens_after_the_end() {
    let mut run = concurrent(1, &[step(0, 0.0, CANCEL), finished(0.0, Ending::Stopped)]);
    let before = run.clone();
    let limit = RunEvent {
        at: TimePoint::from_ms(1.0),
        kind: RunEventKind::LimitChanged(4),
    };
    let late = [
        step(0, 1.0, Step::Queued),
        limit,
        finished(1.0, Ending::Completed),
    ];
    for event in late {
        assert_eq!(run.apply(event), Err(IllegalEvent::AfterTheEnd));
        assert_eq!(run, before);
    }
}

#[test]
fn in_flight_rises_at_dispatch_and_falls_at_the_end_and_at_backoff() {
    let mut run = concurrent(3, &[]);
    let mut in_flight_after = |index, next| {
        run.apply(step(index, 1.0, next)).expect("a legal step");
        run.in_flight().to_vec()
    };
    let of = |indexes: &[u32]| {
        indexes
            .iter()
            .copied()
            .map(RequestIndex)
            .collect::<Vec<_>>()
    };
    for index in 0..3 {
        assert_eq!(in_flight_after(index, Step::Queued), of(&[]));
    }
    assert_eq!(in_flight_after(0, Step::Dispatched), of(&[0]));
    assert_eq!(in_flight_after(1, Step::Dispatched), of(&[0, 1]));
    assert_eq!(in_flight_after(0, HEAD), of(&[0, 1]));
    assert_eq!(in_flight_after(1, BACK_OFF), of(&[0]));
    assert_eq!(in_flight_after(2, Step::Dispatched), of(&[0, 2]));
    assert_eq!(in_flight_after(0, OK), of(&[2]));
    assert_eq!(in_flight_after(2, CANCEL), of(&[]));
    assert_eq!(run.max_in_flight(), 2);
    assert_eq!(run.unfinished(), 1);
    assert_eq!(run.first_undispatched(), RequestIndex(3));
    assert_eq!(run.overtaken(), [], "each in order");
}

#[test]
fn the_makespan_runs_from_the_first_dispatch_to_the_last_end_of_an_attempt() {
    let mut run = concurrent(2, &[step(0, 0.0, Step::Queued), step(1, 0.0, Step::Queued)]);
    assert_eq!(run.makespan(), None);
    let rest = [
        (step(0, 5.0, Step::Dispatched), None),
        (step(0, 25.0, BACK_OFF), Some(20.0)),
        // Neither waiting nor a cancellation without an attempt makes it longer.
        (step(1, 90.0, CANCEL), Some(20.0)),
        (step(0, 95.0, CANCEL), Some(20.0)),
    ];
    for (event, makespan) in rest {
        run.apply(event).expect("a legal step");
        assert_eq!(run.makespan(), makespan.map(Span::from_ms));
    }
}

#[test]
fn a_run_is_comparable_only_when_it_went_as_planned_to_its_end() {
    let with = |events: &[RunEvent]| concurrent(1, events).is_comparable();
    let limit = RunEvent {
        at: TimePoint::START,
        kind: RunEventKind::LimitChanged(3),
    };
    let cancel = step(0, 0.0, CANCEL);
    assert!(with(&[cancel, finished(1.0, Ending::Completed)]));
    assert!(!with(&[cancel]));
    for ending in [
        Ending::Stopped,
        Ending::FailedFast,
        Ending::Crashed,
        Ending::NoWorkers,
    ] {
        assert!(!with(&[cancel, finished(1.0, ending)]), "{ending:?}");
    }
    assert!(!with(&[limit, cancel, finished(1.0, Ending::Completed)]));
}

#[test]
fn requests_that_wait_while_later_ones_have_begun_are_overtaken() {
    let mut run = Run::new(Strategy::Concurrent { limit: 2 }, 5);
    let mut passed_over_after = |index: u32, step| {
        let kind = RunEventKind::Request(RequestIndex(index), step);
        let at = TimePoint::START;
        run.apply(RunEvent { at, kind }).expect("a legal step");
        let all = run.overtaken().iter().map(|index| index.0);
        all.collect::<Vec<_>>()
    };
    for index in 0..5 {
        assert_eq!(passed_over_after(index, Step::Queued), [0; 0]);
    }
    assert_eq!(passed_over_after(2, Step::Dispatched), [0, 1]);
    assert_eq!(passed_over_after(4, Step::Dispatched), [0, 1, 3]);
    assert_eq!(passed_over_after(1, Step::Dispatched), [0, 3]);
    assert_eq!(passed_over_after(0, Step::Dispatched), [3]);
    assert_eq!(passed_over_after(3, CANCEL), [0; 0]);
}
