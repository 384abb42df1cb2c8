//! The browser's times of an exchange: kept in its attempt, divided into phases, drawn.

use playground_core::experiment::strategy::Strategy;
use playground_core::named::Named;
use playground_core::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::flight_phases::FlightPhases;
use playground_core::run::outcome::Outcome;
use playground_core::run::request::Attempt;
use playground_core::run::{IllegalEvent, Run};
use playground_core::timeline::bar::{Phase, for_each_segment};
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};

use playground_testing::samples::{Dice, RETRIED, finished, fold, step};

const fn ms(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

/// On a reused connection: lookup and connection at `asked`.
const fn reused(asked: f64, sent: f64, head: f64) -> ExchangePoints {
    ExchangePoints {
        redirects_end: None,
        lookup_start: ms(asked),
        lookup_end: ms(asked),
        connect_start: ms(asked),
        secure_start: None,
        connect_end: ms(asked),
        request_start: ms(sent),
        response_start: ms(head),
    }
}

/// On a new connection with TLS.
const NEW: ExchangePoints = ExchangePoints {
    redirects_end: None,
    lookup_start: ms(12.0),
    lookup_end: ms(15.0),
    connect_start: ms(15.0),
    secure_start: Some(ms(20.0)),
    connect_end: ms(30.0),
    request_start: ms(31.0),
    response_start: ms(80.0),
};

const fn timed(index: u32, attempt: u32, points: Option<ExchangePoints>) -> RunEvent {
    let times = BrowserTimes {
        protocol: Some(Protocol::Http1),
        points,
    };
    RunEvent {
        at: ms(500.0),
        kind: RunEventKind::Timed(RequestIndex(index), AttemptNumber(attempt), times),
    }
}

/// One request, in flight from 10 to 100 ms.
fn life() -> Vec<RunEvent> {
    vec![
        step(0, 0.0, Step::Queued),
        step(0, 10.0, Step::Dispatched),
        step(0, 82.0, Step::Responded { status: 200 }),
        step(0, 100.0, Step::Ended(Outcome::Succeeded)),
        finished(100.0, Ending::Completed),
    ]
}

fn run_of(events: &[RunEvent]) -> Run {
    fold(Strategy::Concurrent { limit: 5 }, 1, events)
}

fn attempt_with(points: ExchangePoints) -> Attempt {
    let mut events = life();
    events.push(timed(0, 1, Some(points)));
    run_of(&events).requests()[0].attempt
}

fn spans(phases: &FlightPhases) -> [f64; 9] {
    phases.by_phase().map(|(_, span)| span.ms())
}

fn segments(run: &Run) -> Vec<(Phase, f64, f64)> {
    let mut found = Vec::new();
    for_each_segment(&run.requests()[0], ms(999.0), |it| {
        found.push((it.phase, it.from.ms(), it.to.ms()));
    });
    found
}

#[test]
fn a_new_connection_has_phases_for_dns_connect_and_tls() {
    let phases = FlightPhases::from_attempt(&attempt_with(NEW)).expect("all is known");
    // 2 ms before the lookup and 1 ms after the connection are the browser's queue.
    let expected = [0.0, 3.0, 3.0, 5.0, 10.0, 49.0, 20.0, 0.0, 0.0];
    assert_eq!(spans(&phases), expected);
}

#[test]
fn on_a_reused_connection_all_time_before_the_request_is_waiting() {
    let phases =
        FlightPhases::from_attempt(&attempt_with(reused(10.5, 60.0, 81.0))).expect("all is known");
    let expected = [0.0, 50.0, 0.0, 0.0, 0.0, 21.0, 19.0, 0.0, 0.0];
    assert_eq!(spans(&phases), expected);
}

#[test]
fn phases_add_up_to_the_time_in_flight() {
    let mut dice = Dice::new(91);
    for _ in 0..2_000 {
        let mut at = 10.0;
        let mut next = || {
            at += f64::from(dice.whole(0, 90)) / 10.0;
            ms(at)
        };
        let points = ExchangePoints {
            redirects_end: Some(next()),
            lookup_start: next(),
            lookup_end: next(),
            connect_start: next(),
            secure_start: Some(next()),
            connect_end: next(),
            request_start: next(),
            response_start: next(),
        };
        let phases = FlightPhases::from_attempt(&attempt_with(points)).expect("all is known");
        assert!((phases.total().ms() - 90.0).abs() < 1e-9, "{points:?}");
        assert!(
            spans(&phases).iter().all(|span| *span > -1e-9),
            "{phases:?}"
        );
    }
}

#[test]
fn hidden_or_unfinished_attempts_have_no_phases() {
    let mut hidden = life();
    hidden.push(timed(0, 1, None));
    assert_eq!(
        FlightPhases::from_attempt(&run_of(&hidden).requests()[0].attempt),
        None
    );
    assert_eq!(
        FlightPhases::from_attempt(&run_of(&life()).requests()[0].attempt),
        None
    );
    let in_flight = [&life()[..3], &[timed(0, 1, Some(NEW))]].concat();
    assert_eq!(
        FlightPhases::from_attempt(&run_of(&in_flight).requests()[0].attempt),
        None
    );
}

#[test]
fn a_bar_shows_both_queues_once_the_browsers_times_are_known() {
    use Phase::{
        Connecting, Receiving, WaitingForConnection, WaitingForPermit, WaitingForResponse,
    };
    let without_times = [
        (WaitingForPermit, 0.0, 10.0),
        (WaitingForResponse, 10.0, 82.0),
        (Receiving, 82.0, 100.0),
    ];
    assert_eq!(segments(&run_of(&life())), without_times);
    let with_times = |points| {
        let mut events = life();
        events.push(timed(0, 1, Some(points)));
        segments(&run_of(&events))
    };
    assert_eq!(
        with_times(reused(10.5, 60.0, 81.0)),
        [
            (WaitingForPermit, 0.0, 10.0),
            (WaitingForConnection, 10.0, 60.0),
            (WaitingForResponse, 60.0, 81.0),
            (Receiving, 81.0, 100.0),
        ]
    );
    assert_eq!(
        with_times(NEW),
        [
            (WaitingForPermit, 0.0, 10.0),
            (WaitingForConnection, 10.0, 12.0),
            (Connecting, 12.0, 30.0),
            (WaitingForConnection, 30.0, 31.0),
            (WaitingForResponse, 31.0, 80.0),
            (Receiving, 80.0, 100.0),
        ]
    );
}

#[test]
fn times_go_only_to_their_attempt_even_after_the_end() {
    let events = [&RETRIED[..], &[finished(160.0, Ending::Completed)]].concat();
    let mut run = run_of(&events);
    assert!(!run.is_timed());
    let first = reused(0.0, 1.0, 40.0);
    run.apply(timed(0, 1, Some(first)))
        .expect("its first attempt");
    assert!(!run.is_timed(), "the second is still to come");
    let second = reused(110.0, 111.0, 139.0);
    run.apply(timed(0, 2, Some(second)))
        .expect("its second attempt");
    assert!(run.is_timed());
    let request = &run.requests()[0];
    let points = |attempt: &Attempt| attempt.times.and_then(|times| times.points);
    assert_eq!(points(&request.earlier[0]), Some(first));
    assert_eq!(points(&request.attempt), Some(second));
    assert_eq!(run.protocols(), [Protocol::Http1]);

    let before = run.clone();
    for attempt in [0, 3] {
        let unknown = IllegalEvent::UnknownAttempt(RequestIndex(0), AttemptNumber(attempt));
        assert_eq!(run.apply(timed(0, attempt, None)), Err(unknown));
    }
    let unknown = IllegalEvent::UnknownRequest(RequestIndex(1));
    assert_eq!(run.apply(timed(1, 1, None)), Err(unknown));
    assert_eq!(run, before);
    let mut waiting = run_of(&events[..1]);
    let unsent = IllegalEvent::UnknownAttempt(RequestIndex(0), AttemptNumber::FIRST);
    assert_eq!(waiting.apply(timed(0, 1, None)), Err(unsent));
}

#[test]
fn a_run_does_not_wait_for_the_times_of_attempts_cancelled_in_their_body() {
    let mut events = life();
    events.truncate(3);
    assert!(
        !run_of(&life()).is_timed(),
        "one that was read has times to come"
    );
    for outcome in [
        Outcome::TimedOut {
            after: Span::from_ms(90.0),
            page_was_busy: false,
        },
        Outcome::TooLarge { limit_bytes: 5 },
    ] {
        let given_up = [&events[..], &[step(0, 100.0, Step::Ended(outcome))]].concat();
        assert!(run_of(&given_up).is_timed(), "{outcome:?}");
    }
}

#[test]
fn protocols_are_read_by_their_ids() {
    for protocol in Protocol::ALL {
        assert_eq!(Protocol::from_name(protocol.name()), Some(protocol));
    }
    assert_eq!(Protocol::from_name("http/1.0"), Some(Protocol::Http1));
    for id in ["", "unknown", "HTTP/2"] {
        assert_eq!(Protocol::from_name(id), None);
    }
}
