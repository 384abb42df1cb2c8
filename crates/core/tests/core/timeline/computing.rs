//! The bar and the phases of a request with a computation: they cover its time in flight
//! without gaps.

use std::collections::BTreeSet;

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::browser_times::{BrowserTimes, ExchangePoints};
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::run::flight_phases::{FlightPhase, FlightPhases};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::timeline::bar::{Phase, for_each_segment};
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};

use playground_testing::samples::{Dice, fold, step};

use Phase::{
    BackingOff, Computing, Receiving, WaitingForConnection, WaitingForPermit, WaitingForResponse,
    WaitingForThread,
};

const OK: Step = Step::Ended(Outcome::Succeeded);
const RESULT: Step = Step::Computed { found: 168 };

/// Waits for its permit, its answer, its body and its thread, and then computes.
const MIXED: [RunEvent; 8] = [
    step(0, 0.0, Step::Queued),
    step(0, 5.0, Step::Dispatched),
    step(0, 40.0, Step::Responded { status: 200 }),
    step(0, 55.0, Step::Received { total_bytes: 7 }),
    step(0, 60.0, Step::Read),
    step(0, 75.0, Step::Computing),
    step(0, 90.0, RESULT),
    step(0, 90.0, OK),
];

const MIXED_BAR: [(Phase, f64, f64); 5] = [
    (WaitingForPermit, 0.0, 5.0),
    (WaitingForResponse, 5.0, 40.0),
    (Receiving, 40.0, 60.0),
    (WaitingForThread, 60.0, 75.0),
    (Computing, 75.0, 90.0),
];

fn run_of(events: &[RunEvent]) -> Run {
    fold(Strategy::Concurrent { limit: 5 }, 1, events)
}

fn segments(events: &[RunEvent], now: f64) -> Vec<(Phase, f64, f64)> {
    let mut found = Vec::new();
    let run = run_of(events);
    for_each_segment(&run.requests()[0], TimePoint::from_ms(now), |it| {
        found.push((it.phase, it.from.ms(), it.to.ms()));
    });
    found
}

/// The browser's times: the request sent at `sent`, its first byte received at `head`.
fn timed(sent: f64, head: f64) -> RunEvent {
    let asked = TimePoint::from_ms(5.0);
    let points = ExchangePoints {
        redirects_end: None,
        lookup_start: asked,
        lookup_end: asked,
        connect_start: asked,
        secure_start: None,
        connect_end: asked,
        request_start: TimePoint::from_ms(sent),
        response_start: TimePoint::from_ms(head),
    };
    let times = BrowserTimes {
        protocol: None,
        points: Some(points),
    };
    RunEvent {
        at: TimePoint::from_ms(500.0),
        kind: RunEventKind::Timed(RequestIndex(0), AttemptNumber::FIRST, times),
    }
}

#[test]
fn a_request_waits_for_its_thread_after_its_body_and_then_computes() {
    assert_eq!(segments(&MIXED, 999.0), MIXED_BAR);
    // Until then it is that bar, cut off at now.
    for ms in 0..90 {
        let now = f64::from(ms);
        let past = |event: &&RunEvent| event.at.ms() <= now;
        let past: Vec<_> = MIXED.iter().filter(past).copied().collect();
        let begun = MIXED_BAR.iter().filter(|(_, from, _)| *from <= now);
        let cut: Vec<_> = begun
            .map(|&(phase, from, to)| (phase, from, to.min(now)))
            .collect();
        assert_eq!(segments(&past, now), cut, "at {now} ms");
    }
}

#[test]
fn a_request_without_an_exchange_waits_only_for_its_thread() {
    let pure = [
        step(0, 0.0, Step::Queued),
        step(0, 5.0, Step::Dispatched),
        step(0, 5.0, Step::Read),
        step(0, 75.0, Step::Computing),
        step(0, 90.0, RESULT),
        step(0, 90.0, OK),
    ];
    let seen: Vec<_> = segments(&pure, 999.0)
        .into_iter()
        .filter(|(_, from, to)| to > from)
        .collect();
    let expected = [
        (WaitingForPermit, 0.0, 5.0),
        (WaitingForThread, 5.0, 75.0),
        (Computing, 75.0, 90.0),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn an_answer_of_unknown_time_is_waited_for_until_its_body_is_complete() {
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 5.0, Step::Dispatched),
        step(0, 60.0, Step::Answered { status: 200 }),
        step(0, 60.0, Step::Read),
        step(0, 60.0, Step::Computing),
        step(0, 90.0, OK),
    ];
    let expected = [
        (WaitingForPermit, 0.0, 5.0),
        (WaitingForResponse, 5.0, 60.0),
        (WaitingForThread, 60.0, 60.0),
        (Computing, 60.0, 90.0),
    ];
    assert_eq!(segments(&events, 999.0), expected);
    // And to its end if nothing is computed.
    let alone = [&events[..3], &[step(0, 70.0, OK)]].concat();
    let expected = [expected[0], (WaitingForResponse, 5.0, 70.0)];
    assert_eq!(segments(&alone, 999.0), expected);
}

#[test]
fn a_stopped_or_failed_request_has_a_bar_up_to_its_end() {
    let stop = Step::Cancelled(CancelledBy::User);
    let cut = |steps: usize, ms: f64| {
        let stopped = [&MIXED[..steps], &[step(0, ms, stop)]].concat();
        segments(&stopped, 999.0)
    };
    let waiting = [&MIXED_BAR[..3], &[(WaitingForThread, 60.0, 70.0)]].concat();
    assert_eq!(cut(5, 70.0), waiting);
    let computing = [&MIXED_BAR[..4], &[(Computing, 75.0, 80.0)]].concat();
    assert_eq!(cut(6, 80.0), computing);

    let failed = Step::BackedOff {
        outcome: Outcome::NetworkError(NetworkCause::WorkerLost),
        wait: Span::from_ms(60.0),
    };
    let lost = [&MIXED[..6], &[step(0, 80.0, failed)]].concat();
    let backing_off = [&computing[..], &[(BackingOff, 80.0, 100.0)]].concat();
    assert_eq!(segments(&lost, 100.0), backing_off);
}

#[test]
fn the_browsers_times_of_the_exchange_do_not_change_the_computation() {
    let timed = [&MIXED[..], &[timed(20.0, 38.0)]].concat();
    let expected = [
        (WaitingForPermit, 0.0, 5.0),
        (WaitingForConnection, 5.0, 20.0),
        (WaitingForResponse, 20.0, 38.0),
        (Receiving, 38.0, 60.0),
        (WaitingForThread, 60.0, 75.0),
        (Computing, 75.0, 90.0),
    ];
    assert_eq!(segments(&timed, 999.0), expected);

    let attempt = run_of(&timed).requests()[0].attempt;
    let phases = FlightPhases::from_attempt(&attempt).expect("all is known");
    let spans = phases.by_phase().map(|(_, span)| span.ms());
    assert_eq!(spans, [0.0, 15.0, 0.0, 0.0, 0.0, 18.0, 22.0, 15.0, 15.0]);
    assert_eq!(phases.total().ms(), 85.0);
}

#[test]
fn segments_and_phases_cover_the_whole_time_in_flight_for_any_times() {
    let mut dice = Dice::new(161);
    for round in 0..2_000 {
        let mut at = 5.0;
        let mut next = || {
            at += f64::from(dice.whole(0, 90)) / 8.0;
            at
        };
        let (sent, head) = (next(), next());
        let mut events = MIXED.to_vec();
        for event in &mut events[2..] {
            event.at = TimePoint::from_ms(next());
        }
        // A failure during or before the computation is covered as well.
        events.truncate([8, 6, 5][round % 3]);
        let end = next();
        if round % 3 > 0 {
            let lost = Outcome::NetworkError(NetworkCause::WorkerLost);
            events.push(step(0, end, Step::Ended(lost)));
        }
        let ended = events.last().map(|event| event.at.ms());
        let without_times = segments(&events, 9_999.0);
        events.push(timed(sent, head));
        for segments in [without_times, segments(&events, 9_999.0)] {
            assert_eq!(segments[0], (WaitingForPermit, 0.0, 5.0));
            assert!(segments.is_sorted_by(|a, b| a.2 == b.1), "{segments:?}");
            assert_eq!(segments.last().map(|it| it.2), ended, "{segments:?}");
        }
        let attempt = run_of(&events).requests()[0].attempt;
        let phases = FlightPhases::from_attempt(&attempt).expect("all is known");
        let in_flight = attempt.duration().expect("it has ended").ms();
        assert!((phases.total().ms() - in_flight).abs() < 1e-9, "{phases:?}");
        let spans = phases.by_phase().map(|(_, span)| span.ms());
        assert!(spans.iter().all(|span| *span > -1e-9), "{phases:?}");
        let drawn = |phase| {
            let segments = segments(&events, 9_999.0).into_iter();
            let of_phase = segments.filter(|it| it.0 == phase);
            of_phase.map(|(_, from, to)| to - from).sum::<f64>()
        };
        let computing = (
            phases.of(FlightPhase::Thread).ms(),
            phases.of(FlightPhase::Computing).ms(),
        );
        assert_eq!(computing, (drawn(WaitingForThread), drawn(Computing)));
    }
}

#[test]
fn each_phase_has_its_own_name() {
    let titles = Phase::ALL.map(Phase::title);
    let different: BTreeSet<_> = titles.into_iter().collect();
    assert_eq!(different.len(), Phase::ALL.len());
}
