//! The checkpoints of requests: what happened, when, and in which words.

use playground_core::experiment::policy::Lock;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::run::Run;
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::run::request::Stage;
use playground_core::session::debug_log::checkpoint::{Checkpoint, CheckpointKind, format_point};
use playground_core::units::{RequestIndex, Span, TimePoint};

use playground_testing::random_run::{STRATEGY, random_events};
use playground_testing::reports::eventful;
use playground_testing::samples::{Dice, RETRIED, fold, step};

fn of_request(run: &Run, index: u32) -> Vec<Checkpoint> {
    let index = RequestIndex(index);
    let mut all = Vec::new();
    let record = run.request(index).expect("a request of this run");
    Checkpoint::each_of(index, record, |checkpoint| all.push(checkpoint));
    all
}

/// When and what, of one request.
fn told(run: &Run, index: u32) -> Vec<String> {
    let all = of_request(run, index);
    let line = |it: &Checkpoint| format!("{} {}", it.at.ms(), it.label(run));
    all.iter().map(line).collect()
}

#[test]
fn a_request_that_is_retried_tells_each_step() {
    let run = fold(STRATEGY, 1, &RETRIED);
    assert_eq!(
        told(&run, 0),
        [
            "0 queued for a permit",
            "5 dispatched: it had its permit after 5 ms",
            "40 answered 503",
            "45 HTTP error 503; attempt 2 follows after 60 ms",
            "105 attempt 2 queued for a permit",
            "110 attempt 2 dispatched: it had its permit after 5 ms",
            "140 answered 200",
            "160 Succeeded: 0 bytes",
        ]
    );
    // While it backs off, nobody knows for how long.
    let backing_off = fold(STRATEGY, 1, &RETRIED[..4]);
    assert_eq!(
        told(&backing_off, 0).last().unwrap(),
        "45 HTTP error 503; backs off"
    );
    assert_eq!(told(&Run::new(STRATEGY, 1), 0), [""; 0]);
}

#[test]
fn a_request_tells_whether_it_waited_for_a_permit_a_worker_or_the_lock() {
    let shared = Workload {
        kind: WorkKind::Update,
        ..Workload::default()
    };
    let first_two = |strategy, lock| {
        let mut run = Run::new(strategy, 1).sharing(&shared, lock);
        for event in &RETRIED[..2] {
            run.apply(*event).expect("the event is legal");
        }
        told(&run, 0)
    };
    let threads = Strategy::Threads { workers: 4 };
    assert_eq!(
        first_two(threads, Lock::Update),
        [
            "0 queued for a worker",
            "5 dispatched: it had its worker after 5 ms",
        ]
    );
    assert_eq!(
        first_two(STRATEGY, Lock::Request),
        [
            "0 queued for the lock",
            "5 dispatched: it had the lock after 5 ms",
        ]
    );
}

#[test]
fn who_waits_for_nothing_does_not_back_off() {
    let mut events = RETRIED[..4].to_vec();
    if let RunEventKind::Request(_, Step::BackedOff { wait, .. }) = &mut events[3].kind {
        *wait = Span::ZERO;
    }
    let said = |events| told(&fold(STRATEGY, 1, events), 0).pop();
    let words = "45 HTTP error 503; retries immediately";
    assert_eq!(said(&events), Some(words.to_owned()));
    events.push(step(0, 46.0, Step::Cancelled(CancelledBy::User)));
    let told = told(&fold(STRATEGY, 1, &events), 0);
    assert_eq!(told[3], format!("{words}, and is cancelled first"));
}

#[test]
fn a_cancelled_request_says_where_it_stood() {
    let run = eventful();
    assert_eq!(
        told(&run, 3)[2..],
        [
            "65 Network error: unreachable; backs off, and is cancelled first",
            "90 Cancelled",
        ]
    );
    assert_eq!(told(&run, 4), ["0 queued for a permit", "90 Cancelled"]);
    assert_eq!(told(&run, 1)[3], "22 HTTP error 404");
    assert_eq!(
        told(&run, 0).last().unwrap(),
        "86.123456 Succeeded: 2,048 bytes"
    );
}

#[test]
fn what_is_computed_waits_for_its_thread() {
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 20.0, Step::Responded { status: 200 }),
        step(0, 21.0, Step::Received { total_bytes: 1_234 }),
        step(0, 22.0, Step::Read),
        step(0, 30.0, Step::Computing),
        step(0, 90.0, Step::Computed { found: 7 }),
        step(0, 90.0, Step::Ended(Outcome::Succeeded)),
        step(1, 0.0, Step::Queued),
        step(1, 0.0, Step::Dispatched),
        step(1, 0.0, Step::Read),
    ];
    let run = fold(STRATEGY, 2, &events);
    assert_eq!(
        told(&run, 0),
        [
            "0 queued for a permit",
            "0 dispatched: it had its permit immediately",
            "20 answered 200",
            "22 body read: 1,234 bytes; waits for its thread",
            "30 computing",
            "90 Succeeded: 1,234 bytes",
        ]
    );
    assert_eq!(told(&run, 1)[2], "0 waits for its thread");
}

#[test]
fn no_clock_puts_a_later_step_first() {
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 12.0, Step::Dispatched),
        step(0, 11.0, Step::Ended(Outcome::Succeeded)),
    ];
    let run = fold(Strategy::Threads { workers: 1 }, 1, &events);
    let points: Vec<_> = of_request(&run, 0).iter().map(|it| it.at.ms()).collect();
    assert_eq!(points, [0.0, 12.0, 12.0]);
}

#[test]
fn points_are_told_to_the_tenth() {
    for (ms, words) in [
        (0.0, "0.0 ms"),
        (0.04, "0.0 ms"),
        (12.95, "13.0 ms"),
        (1_234.56, "1,234.6 ms"),
        (1_000_000.0, "1,000,000.0 ms"),
    ] {
        assert_eq!(format_point(TimePoint::from_ms(ms)), words);
    }
}

/// What holds of any run, at any moment.
fn assert_whole(run: &Run) {
    let kinds = |index, kind| {
        let all = of_request(run, index).into_iter();
        all.filter(|it| it.kind == kind).count()
    };
    for (index, record) in (0..).zip(run.requests()) {
        let is_ended = record.outcome().is_some();
        assert_eq!(kinds(index, CheckpointKind::Ended), usize::from(is_ended));
        let sent = |stage: &Option<TimePoint>| usize::from(stage.is_some());
        let dispatched: usize = record.attempts().map(|it| sent(&it.dispatched)).sum();
        assert_eq!(kinds(index, CheckpointKind::Dispatched), dispatched);
        let backs_off = usize::from(record.stage == Stage::BackingOff);
        let retries = record.attempts().count() - 1 + backs_off;
        assert_eq!(kinds(index, CheckpointKind::Retried), retries);

        let all = of_request(run, index);
        assert!(all.is_sorted_by_key(Checkpoint::order), "{all:?}");
        assert!(all.is_sorted_by(|one, next| one.at <= next.at), "{all:?}");
        for (checkpoint, number) in all.iter().zip(0..) {
            let said = checkpoint.label(run);
            assert!(!said.is_empty(), "{checkpoint:?} has no words");
            assert!(number > 0 || checkpoint.attempt.0 == 1, "{checkpoint:?}");
        }
    }
}

#[test]
fn each_attempt_and_each_outcome_of_any_run_is_logged_once() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let requests = dice.whole(1, 40);
        let lag = dice.whole(0, 5);
        let events: Vec<RunEvent> = random_events(&mut dice, requests, lag);
        assert_whole(&fold(STRATEGY, requests, &events));
        // And as far as it has come in the middle of it.
        let some = dice.whole(0, events.len() as u32) as usize;
        assert_whole(&fold(STRATEGY, requests, &events[..some]));
        // With computations, stops and backoffs that are cut short, by the engine.
        let (_, run) = dice.driven(30);
        assert_whole(&run);
    }
}

#[test]
fn a_wait_of_many_digits_is_grouped() {
    let wait = Span::from_ms(1_500.0);
    let outcome = Outcome::HttpError { status: 429 };
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 2_000.0, Step::Dispatched),
        step(0, 2_010.0, Step::BackedOff { outcome, wait }),
        step(0, 3_510.0, Step::Queued),
    ];
    let run = fold(STRATEGY, 1, &events);
    let said = told(&run, 0);
    assert!(said[1].ends_with("after 2,000 ms"), "{said:?}");
    assert!(
        said[2].ends_with("attempt 2 follows after 1,500 ms"),
        "{said:?}"
    );
}
