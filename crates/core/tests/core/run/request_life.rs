//! The life of a request: from planned to its outcome, through its attempts.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::{Ending, RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome, OutcomeKind};
use playground_core::run::request::{IllegalStep, Stage};
use playground_core::run::{IllegalEvent, Run};
use playground_core::units::{RequestIndex, Span, TimePoint};

use playground_testing::samples::{finished, fold, step};

const OK: Step = Step::Ended(Outcome::Succeeded);
const HEAD: Step = Step::Responded { status: 200 };
const ANSWER: Step = Step::Answered { status: 200 };
const CHUNK: Step = Step::Received { total_bytes: 7 };
const RESULT: Step = Step::Computed { found: 168 };
const BACK_OFF: Step = Step::BackedOff {
    outcome: Outcome::HttpError { status: 500 },
    wait: Span::from_ms(80.0),
};
const CANCEL: Step = Step::Cancelled(CancelledBy::User);

/// Every step, and the steps that lead to every stage.
const STEPS: [Step; 11] = [
    Step::Queued,
    Step::Dispatched,
    HEAD,
    ANSWER,
    CHUNK,
    Step::Read,
    Step::Computing,
    RESULT,
    BACK_OFF,
    OK,
    CANCEL,
];
const WAYS: [(Stage, &[Step]); 8] = [
    (Stage::Planned, &[]),
    (Stage::Waiting, &[Step::Queued]),
    (Stage::Dispatched, &[Step::Queued, Step::Dispatched]),
    (Stage::Receiving, &[Step::Queued, Step::Dispatched, HEAD]),
    (
        Stage::WaitingForThread,
        &[Step::Queued, Step::Dispatched, Step::Read],
    ),
    (
        Stage::Computing,
        &[Step::Queued, Step::Dispatched, Step::Read, Step::Computing],
    ),
    (
        Stage::BackingOff,
        &[Step::Queued, Step::Dispatched, BACK_OFF],
    ),
    (Stage::Ended, &[Step::Queued, Step::Dispatched, OK]),
];

/// The legal steps at each stage.
const LEGAL: [(Stage, &[Step]); 8] = [
    (Stage::Planned, &[Step::Queued, CANCEL]),
    (Stage::Waiting, &[Step::Dispatched, CANCEL]),
    (
        Stage::Dispatched,
        &[HEAD, ANSWER, Step::Read, BACK_OFF, OK, CANCEL],
    ),
    (Stage::Receiving, &[CHUNK, Step::Read, BACK_OFF, OK, CANCEL]),
    (
        Stage::WaitingForThread,
        &[Step::Computing, BACK_OFF, OK, CANCEL],
    ),
    (Stage::Computing, &[RESULT, BACK_OFF, OK, CANCEL]),
    (Stage::BackingOff, &[Step::Queued, CANCEL]),
    (Stage::Ended, &[]),
];

fn concurrent(requests: u32, events: &[RunEvent]) -> Run {
    fold(Strategy::Concurrent { limit: 10 }, requests, events)
}

fn led_to(way: &[Step]) -> Run {
    let events: Vec<_> = way.iter().map(|&next| step(0, 1.0, next)).collect();
    concurrent(2, &events)
}

#[test]
fn a_request_goes_from_the_queue_to_its_outcome() {
    let run = concurrent(
        1,
        &[
            step(0, 0.0, Step::Queued),
            step(0, 3.0, Step::Dispatched),
            step(0, 50.0, HEAD),
            step(0, 60.0, Step::Received { total_bytes: 100 }),
            step(0, 70.0, Step::Received { total_bytes: 256 }),
            step(0, 70.5, OK),
            finished(71.0, Ending::Completed),
        ],
    );
    let attempt = run.requests()[0].attempt;
    let at = |ms| Some(TimePoint::from_ms(ms));
    assert_eq!((attempt.queued, attempt.dispatched), (at(0.0), at(3.0)));
    assert_eq!((attempt.responded, attempt.ended), (at(50.0), at(70.5)));
    assert_eq!((attempt.status, attempt.bytes), (Some(200), 256));
    assert_eq!(run.requests()[0].outcome(), Some(Outcome::Succeeded));
    assert_eq!(attempt.duration(), Some(Span::from_ms(67.5)));
    assert_eq!(run.makespan(), Some(Span::from_ms(67.5)));
    assert_eq!(run.ending(), Some(Ending::Completed));
}

#[test]
fn a_computation_is_kept_with_its_times() {
    let run = concurrent(
        1,
        &[
            step(0, 0.0, Step::Queued),
            step(0, 3.0, Step::Dispatched),
            step(0, 50.0, ANSWER),
            step(0, 60.0, CHUNK),
            step(0, 61.0, Step::Read),
            step(0, 75.0, Step::Computing),
            step(0, 90.0, RESULT),
            step(0, 90.0, OK),
        ],
    );
    let attempt = run.requests()[0].attempt;
    let at = |ms| Some(TimePoint::from_ms(ms));
    assert_eq!((attempt.read, attempt.computing), (at(61.0), at(75.0)));
    assert_eq!(attempt.found, Some(168));
    assert_eq!(attempt.waited_for_thread(), Span::from_ms(14.0));
    assert_eq!(attempt.computed_for(), Span::from_ms(15.0));
    assert_eq!(
        (attempt.status, attempt.responded),
        (Some(200), None),
        "the point is unknown"
    );
}

#[test]
fn exactly_the_legal_steps_are_accepted_at_each_stage() {
    for ((stage, way), (other, legal)) in WAYS.into_iter().zip(LEGAL) {
        assert_eq!(stage, other);
        for next in STEPS {
            let mut run = led_to(way);
            assert_eq!(run.requests()[0].stage, stage);
            let taken = run.apply(step(0, 2.0, next));
            assert_eq!(taken.is_ok(), legal.contains(&next), "{stage:?}, {next:?}");
        }
    }
}

#[test]
fn a_refused_step_is_named_and_changes_nothing() {
    for ((stage, way), (_, legal)) in WAYS.into_iter().zip(LEGAL) {
        for next in STEPS.into_iter().filter(|next| !legal.contains(next)) {
            let mut run = led_to(way);
            let before = run.clone();
            let illegal = IllegalStep { stage, step: next };
            let refused = Err(IllegalEvent::Step(RequestIndex(0), illegal));
            assert_eq!(run.apply(step(0, 2.0, next)), refused);
            assert_eq!(run, before, "{stage:?}, {next:?}");
        }
    }
}

#[test]
fn a_cancelled_request_keeps_the_stages_it_had_reached() {
    let ended = |way: &[Step]| {
        let mut run = led_to(way);
        run.apply(step(0, 9.0, CANCEL))
            .expect("every stage can be cancelled");
        assert_eq!(run.counts().of(OutcomeKind::Cancelled), 1);
        assert_eq!(run.in_flight(), []);
        run.requests()[0].clone()
    };
    let at = |ms| Some(TimePoint::from_ms(ms));
    let cancelled = Some(Outcome::Cancelled(CancelledBy::User));
    for (stage, way) in &WAYS[..7] {
        let request = ended(way);
        assert_eq!(request.outcome(), cancelled, "{stage:?}");
        assert_eq!(request.attempt.ended, at(9.0), "{stage:?}");
    }
    assert_eq!(ended(WAYS[0].1).attempt.queued, None);
    assert_eq!(ended(WAYS[1].1).attempt.dispatched, None);
    assert_eq!(ended(WAYS[2].1).attempt.dispatched, at(1.0));
    assert_eq!(ended(WAYS[3].1).attempt.responded, at(1.0));
    assert_eq!(ended(WAYS[4].1).attempt.read, at(1.0));
    assert_eq!(ended(WAYS[4].1).attempt.computing, None);
    assert_eq!(ended(WAYS[5].1).attempt.computing, at(1.0));
    let backing_off = ended(WAYS[6].1);
    assert_eq!(backing_off.attempt.dispatched, None);
    let failed = Some(Outcome::HttpError { status: 500 });
    assert_eq!(backing_off.earlier.len(), 1);
    assert_eq!(backing_off.earlier[0].outcome, failed);
    assert_eq!(backing_off.earlier[0].ended, at(1.0));
}

#[test]
fn a_retry_keeps_the_attempts_before_it() {
    let broken = Outcome::NetworkError(NetworkCause::Unreachable);
    let failed = Step::BackedOff {
        outcome: broken,
        wait: Span::from_ms(60.0),
    };
    let run = concurrent(
        1,
        &[
            step(0, 0.0, Step::Queued),
            step(0, 0.0, Step::Dispatched),
            step(0, 10.0, failed),
            step(0, 70.0, Step::Queued),
            step(0, 71.0, Step::Dispatched),
            step(0, 80.0, HEAD),
            step(0, 80.0, OK),
        ],
    );
    let request = &run.requests()[0];
    assert_eq!(request.attempts().count(), 2);
    assert_eq!(request.earlier[0].outcome, Some(broken));
    assert_eq!(request.earlier[0].ended, Some(TimePoint::from_ms(10.0)));
    assert_eq!(request.attempt.queued, Some(TimePoint::from_ms(70.0)));
    assert_eq!(request.outcome(), Some(Outcome::Succeeded));
    assert_eq!(run.counts().total(), 1, "a retried request counts once");
    assert_eq!(run.counts().of(OutcomeKind::NetworkError), 0);
}
