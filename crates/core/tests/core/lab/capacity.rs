//! A server that works on a limited number of requests at once: the others are refused
//! or wait in a queue.

use playground_core::experiment::plan::{Answer, Plan};
use playground_core::experiment::workload::{Capacity, OverflowPolicy, Workload};
use playground_core::lab::address::{LabKey, LabRequest};
use playground_core::lab::answer::ResponsePlan;
use playground_core::lab::state::{Arrival, InFlight, LabState};
use playground_core::units::{AttemptNumber, RequestIndex, RunId, Span, TimePoint};

use playground_testing::samples::Dice;

const RUN: RunId = RunId(1);

const fn at(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

/// Takes 100 ms to its head and 20 ms more to its end.
const fn request(run: RunId, index: u32, requests: u32, beyond: OverflowPolicy) -> LabRequest {
    LabRequest {
        key: LabKey {
            run,
            request: RequestIndex(index),
            attempt: AttemptNumber::FIRST,
        },
        delay_ms: 100,
        answer: Answer::Whole { status: 200 },
        bytes: 10,
        chunks: 1,
        transfer_ms: 20,
        retry_after_seconds: None,
        capacity: Some(Capacity { requests, beyond }),
    }
}

#[track_caller]
fn taken(arrival: Arrival) -> (InFlight, Option<ResponsePlan>) {
    match arrival {
        Arrival::Taken { in_flight, answer } => (in_flight, answer),
        other => panic!("{other:?}"),
    }
}

/// When the answer begins and ends, in ms from the arrival.
#[track_caller]
fn times(arrival: Arrival) -> (f64, f64) {
    let (_, answer) = taken(arrival);
    let answer = answer.expect("it is answered");
    (answer.head_at.ms(), answer.end_at().ms())
}

fn refused(arrival: &Arrival) -> Option<u16> {
    match arrival {
        Arrival::Refused { status } => Some(*status),
        _ => None,
    }
}

#[test]
fn a_waiting_request_begins_when_the_first_slot_is_free() {
    let lab = LabState::default();
    let ask = |index, ms| lab.arrive(&request(RUN, index, 2, OverflowPolicy::Wait), at(ms));
    assert_eq!(times(ask(0, 0.0)), (100.0, 120.0));
    assert_eq!(times(ask(1, 10.0)), (100.0, 120.0));
    // Until 120, when #0 is done; then until 130, when #1 is.
    assert_eq!(times(ask(2, 20.0)), (200.0, 220.0));
    assert_eq!(times(ask(3, 20.0)), (210.0, 230.0));
    // Behind #2, which is done at 240.
    assert_eq!(times(ask(4, 230.0)), (110.0, 130.0));
    assert_eq!(times(ask(5, 1_000.0)), (100.0, 120.0), "a slot is free");
}

#[test]
fn a_waiting_request_is_in_flight_and_keeps_its_place_if_cancelled() {
    let lab = LabState::default();
    let ask = |index| lab.arrive(&request(RUN, index, 1, OverflowPolicy::Wait), at(0.0));
    let (first, second) = (ask(0), ask(1));
    assert_eq!(lab.stats(RUN).in_flight, 2);
    drop((first, second));
    let stats = lab.stats(RUN);
    assert_eq!((stats.in_flight, stats.max_in_flight), (0, 2));
    assert_eq!(stats.refused, 0);
    assert_eq!(
        times(ask(2)),
        (340.0, 360.0),
        "the server works on both cancelled requests"
    );
}

#[test]
fn a_request_never_answered_takes_no_slot_and_a_broken_body_takes_half_its_transfer() {
    let lab = LabState::default();
    let ask = |index, answer| {
        let request = LabRequest {
            answer,
            ..request(RUN, index, 1, OverflowPolicy::Wait)
        };
        lab.arrive(&request, at(0.0))
    };
    let (_hanging, answer) = taken(ask(0, Answer::Never));
    assert_eq!(answer, None);
    assert_eq!(times(ask(1, Answer::Broken)), (100.0, 110.0));
    assert_eq!(times(ask(2, Answer::Whole { status: 500 })), (210.0, 230.0));
}

#[test]
fn a_refusing_server_answers_429_or_503_beyond_its_capacity() {
    let lab = LabState::default();
    for (run, beyond, status) in [
        (RunId(1), OverflowPolicy::TooManyRequests, 429),
        (RunId(2), OverflowPolicy::Unavailable, 503),
    ] {
        let ask = |index| lab.arrive(&request(run, index, 2, beyond), at(0.0));
        let (first, _second) = (taken(ask(0)), taken(ask(1)));
        assert_eq!(refused(&ask(2)), Some(status));
        assert_eq!(refused(&ask(3)), Some(status));
        drop(first);
        let (_third, answer) = taken(ask(4));
        assert_eq!(answer.map(|it| it.head_at), Some(Span::from_ms(100.0)));
        assert_eq!(refused(&ask(5)), Some(status));
        let stats = lab.stats(run);
        assert_eq!((stats.requests, stats.refused), (6, 3));
        assert_eq!((stats.in_flight, stats.max_in_flight), (2, 2));
    }
}

#[test]
fn each_run_has_the_server_to_itself() {
    let lab = LabState::default();
    for beyond in OverflowPolicy::ALL {
        for run in 10..20 {
            let run = RunId(run + 100 * beyond as u64);
            let (_guard, answer) = taken(lab.arrive(&request(run, 0, 1, beyond), at(0.0)));
            assert_eq!(answer.map(|it| it.head_at), Some(Span::from_ms(100.0)));
        }
    }
}

#[test]
fn a_request_cancelled_before_it_arrived_takes_no_slot() {
    let lab = LabState::default();
    let (first, second) = (0, 1);
    let ask = |index| request(RUN, index, 1, OverflowPolicy::Wait);
    lab.cancel_early(ask(first).key);
    assert!(matches!(
        lab.arrive(&ask(first), at(0.0)),
        Arrival::Unwanted
    ));
    assert_eq!(times(lab.arrive(&ask(second), at(0.0))), (100.0, 120.0));
    assert_eq!(lab.stats(RUN).requests, 1);
}

/// Requests that arrive one after the other, now and then at the same time.
fn arrivals(dice: &mut Dice, capacity: Capacity) -> Vec<(LabRequest, TimePoint)> {
    let plan = Plan::new(Workload {
        capacity: Some(capacity),
        ..dice.workload(120)
    });
    let mut now = 0.0;
    let indexes = plan.indexes();
    let arrival = |index| {
        now += f64::from(dice.whole(0, 40));
        let key = LabKey {
            run: RUN,
            request: index,
            attempt: AttemptNumber::FIRST,
        };
        (LabRequest::from_plan(key, &plan), at(now))
    };
    indexes.map(arrival).collect()
}

#[test]
fn at_most_the_capacity_is_worked_on_and_requests_begin_in_order_of_arrival() {
    let mut dice = Dice::new(171);
    for _ in 0..200 {
        let requests = dice.whole(1, 12);
        let beyond = OverflowPolicy::Wait;
        let lab = LabState::default();
        let (mut work, mut came) = (Vec::new(), Vec::new());
        for (request, at) in arrivals(&mut dice, Capacity { requests, beyond }) {
            let planned = ResponsePlan::for_request(&request);
            let (_, answer) = taken(lab.arrive(&request, at));
            let Some((planned, answer)) = planned.zip(answer) else {
                assert_eq!(planned, answer, "both are never answered");
                continue;
            };
            let wait = answer.head_at - planned.head_at;
            assert!(wait >= Span::ZERO);
            assert_eq!(
                answer,
                planned.after(wait),
                "the whole answer is delayed by the wait"
            );
            came.push(at);
            work.push((at + wait, at + answer.end_at()));
        }
        assert!(work.is_sorted_by(|one, next| one.0 <= next.0));
        for &(begin, _) in &work {
            let at_once = work.iter().filter(|it| it.0 <= begin && begin < it.1);
            assert!(at_once.count() <= requests as usize);
        }
        // No slot stays free: a request that waited begins when another ends.
        for (place, &(begin, _)) in work.iter().enumerate() {
            let waited = begin > came[place];
            assert!(!waited || work.iter().any(|it| it.1 == begin));
        }
        let stats = lab.stats(RUN);
        assert_eq!((stats.refused, stats.in_flight), (0, 0));
    }
}

#[test]
fn at_most_the_capacity_is_accepted_and_all_others_are_refused() {
    let mut dice = Dice::new(172);
    for _ in 0..200 {
        let requests = dice.whole(1, 12);
        let (beyond, status) = if dice.chance(5) {
            (OverflowPolicy::TooManyRequests, 429)
        } else {
            (OverflowPolicy::Unavailable, 503)
        };
        let lab = LabState::default();
        let mut in_flight = Vec::new();
        let (mut asked, mut accepted, mut rejected) = (0, 0, 0);
        for (request, now) in arrivals(&mut dice, Capacity { requests, beyond }) {
            // Some end as planned, and some are cancelled before.
            in_flight.retain(|(_, ends)| *ends > now && !dice.chance(1));
            let is_full = in_flight.len() >= requests as usize;
            asked += 1;
            match lab.arrive(&request, now) {
                Arrival::Taken {
                    in_flight: it,
                    answer,
                } => {
                    assert!(!is_full);
                    assert_eq!(answer, ResponsePlan::for_request(&request));
                    accepted += 1;
                    let ends = answer.map_or(at(f64::INFINITY), |it| now + it.end_at());
                    in_flight.push((it, ends));
                }
                Arrival::Refused { status: given } => {
                    assert!(is_full);
                    assert_eq!(given, status);
                    rejected += 1;
                }
                Arrival::Unwanted => panic!("it was not cancelled"),
            }
            assert_eq!(lab.stats(RUN).in_flight as usize, in_flight.len());
        }
        let stats = lab.stats(RUN);
        assert!(stats.max_in_flight <= requests);
        assert_eq!((stats.requests, stats.refused), (asked, rejected));
        assert_eq!(accepted + stats.refused, stats.requests);
    }
}
