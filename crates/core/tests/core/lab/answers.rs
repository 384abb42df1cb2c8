//! What the lab sends and when, and what it counts meanwhile.

use playground_core::experiment::plan::{Answer, Plan};
use playground_core::experiment::workload::{Fault, Faults};
use playground_core::lab::address::{LabKey, LabRequest};
use playground_core::lab::answer::{Chunk, ResponsePlan};
use playground_core::lab::state::{Arrival, InFlight, LabState, RunStats};
use playground_core::units::{AttemptNumber, RequestIndex, RunId, Span, TimePoint};

use playground_testing::samples::Dice;

const fn key(run: u64, request: u32) -> LabKey {
    LabKey {
        run: RunId(run),
        request: RequestIndex(request),
        attempt: AttemptNumber::FIRST,
    }
}

const REQUEST: LabRequest = LabRequest {
    key: key(1, 0),
    delay_ms: 100,
    answer: Answer::Whole { status: 200 },
    bytes: 10,
    chunks: 4,
    transfer_ms: 20,
    retry_after_seconds: None,
    capacity: None,
};

fn planned(request: LabRequest) -> ResponsePlan {
    ResponsePlan::for_request(&request).expect("the lab answers this")
}

fn chunks(answer: &ResponsePlan) -> Vec<Chunk> {
    (0..answer.chunks_sent)
        .map(|place| answer.chunk(place).expect("it is sent"))
        .collect()
}

/// A request arrives; `None` if it is rejected.
fn arrive(lab: &LabState, key: LabKey) -> Option<InFlight> {
    match lab.arrive(&LabRequest { key, ..REQUEST }, TimePoint::START) {
        Arrival::Taken { in_flight, .. } => Some(in_flight),
        Arrival::Refused { .. } | Arrival::Unwanted => None,
    }
}

fn stats(requests: u32, in_flight: u32, max_in_flight: u32) -> RunStats {
    RunStats {
        requests,
        in_flight,
        max_in_flight,
        ..RunStats::default()
    }
}

#[test]
fn a_body_comes_piece_by_piece_at_the_end_of_each_share_of_its_time() {
    let answer = planned(REQUEST);
    let pieces: Vec<_> = chunks(&answer)
        .iter()
        .map(|chunk| (chunk.at.ms(), chunk.bytes))
        .collect();
    assert_eq!(pieces, [(105.0, 2), (110.0, 3), (115.0, 2), (120.0, 3)]);
    assert_eq!((answer.head_at.ms(), answer.end_at().ms()), (100.0, 120.0));
    assert_eq!(answer.chunk(4), None);
}

#[test]
fn a_broken_body_stops_half_way_in_bytes_and_in_time() {
    let answer = planned(LabRequest {
        answer: Answer::Broken,
        ..REQUEST
    });
    assert!(!answer.ends_whole);
    assert_eq!((answer.status, answer.bytes), (200, 10));
    let sent: u64 = chunks(&answer).iter().map(|chunk| chunk.bytes).sum();
    assert_eq!((sent, answer.chunks_sent), (5, 2));
    assert_eq!(answer.end_at(), Span::from_ms(110.0));
    assert_eq!(answer.chunk(2), None);
}

#[test]
fn a_hanging_request_is_never_answered_and_error_statuses_are_sent() {
    let hang = LabRequest {
        answer: Answer::Never,
        ..REQUEST
    };
    assert_eq!(ResponsePlan::for_request(&hang), None);
    let busy = planned(LabRequest {
        answer: Answer::Whole { status: 429 },
        retry_after_seconds: Some(1),
        ..REQUEST
    });
    assert_eq!((busy.status, busy.retry_after_seconds), (429, Some(1)));
}

#[test]
fn whole_bodies_add_up_and_broken_ones_never_do_over_many_plans() {
    let mut dice = Dice::new(61);
    for _ in 0..150 {
        let mut workload = dice.workload(40);
        workload.faults = Faults::NONE.with(Fault::Drop, 0.5);
        let plan = Plan::new(workload);
        for index in plan.indexes() {
            let answer = planned(LabRequest::from_plan(key(1, index.0), &plan));
            let pieces = chunks(&answer);
            let sent: u64 = pieces.iter().map(|chunk| chunk.bytes).sum();
            if answer.ends_whole {
                assert_eq!(sent, workload.body_bytes);
            } else {
                assert!(sent <= workload.body_bytes / 2);
            }
            let times = pieces.iter().map(|chunk| chunk.at);
            assert!(times.clone().is_sorted(), "pieces come in order");
            assert!(
                times
                    .clone()
                    .all(|at| at >= answer.head_at && at <= answer.end_at())
            );
        }
    }
}

#[test]
fn only_a_whole_body_in_one_piece_without_transfer_time_is_immediate() {
    let at_once = LabRequest {
        chunks: 1,
        transfer_ms: 0,
        ..REQUEST
    };
    assert!(planned(at_once).is_immediate());
    for other in [
        LabRequest {
            chunks: 2,
            ..at_once
        },
        LabRequest {
            transfer_ms: 1,
            ..at_once
        },
        LabRequest {
            answer: Answer::Broken,
            ..at_once
        },
    ] {
        assert!(!planned(other).is_immediate(), "{other:?}");
    }
}

#[test]
fn an_address_with_an_absurd_length_does_not_overflow_the_lab() {
    let answer = planned(LabRequest {
        bytes: u64::MAX,
        chunks: u32::MAX,
        ..REQUEST
    });
    let first = answer.chunk(0).expect("it is sent");
    let last = answer.chunk(u32::MAX - 1).expect("it is sent");
    assert!(first.bytes > 1 << 31 && last.bytes > 1 << 31);
}

#[test]
fn a_request_is_in_flight_until_its_guard_is_dropped() {
    let lab = LabState::default();
    let run = RunId(5);
    assert_eq!(lab.stats(run), stats(0, 0, 0));
    let first = arrive(&lab, key(5, 0)).expect("it was not cancelled");
    let second = arrive(&lab, key(5, 1)).expect("it was not cancelled");
    assert_eq!(lab.stats(run), stats(2, 2, 2));
    drop(first);
    assert_eq!(lab.stats(run), stats(2, 1, 2));
    let third = arrive(&lab.clone(), key(5, 2));
    assert_eq!(lab.stats(run), stats(3, 2, 2), "clones share one memory");
    drop((second, third));
    assert_eq!(lab.stats(run), stats(3, 0, 2));
    let _fourth = arrive(&lab, key(5, 3));
    assert_eq!(lab.stats(run), stats(4, 1, 2), "the maximum does not fall");
}

#[test]
fn runs_are_counted_apart() {
    let lab = LabState::default();
    let _one = arrive(&lab, key(1, 0));
    let _two = (arrive(&lab, key(2, 0)), arrive(&lab, key(2, 1)));
    assert_eq!(lab.stats(RunId(1)), stats(1, 1, 1));
    assert_eq!(lab.stats(RunId(2)), stats(2, 2, 2));
}

#[test]
fn a_request_cancelled_before_it_arrives_is_rejected_once_and_not_counted() {
    let lab = LabState::default();
    lab.cancel_early(key(1, 3));
    assert!(
        arrive(&lab, key(1, 4)).is_some(),
        "another request is not cancelled"
    );
    assert!(arrive(&lab, key(2, 3)).is_some(), "nor is another run's");
    assert!(arrive(&lab, key(1, 3)).is_none());
    assert_eq!(lab.stats(RunId(1)), stats(1, 0, 1));
    assert!(
        arrive(&lab, key(1, 3)).is_some(),
        "the message was for one arrival"
    );
}

#[test]
fn the_oldest_unclaimed_early_cancellations_are_forgotten() {
    let lab = LabState::default();
    for request in 0..=2_048 {
        lab.cancel_early(key(1, request));
    }
    assert!(
        arrive(&lab, key(1, 0)).is_some(),
        "the oldest was forgotten"
    );
    assert!(arrive(&lab, key(1, 1)).is_none());
    assert!(arrive(&lab, key(1, 2_048)).is_none());
}

#[test]
fn only_the_last_64_runs_are_remembered() {
    let lab = LabState::default();
    for run in 0..65 {
        drop(arrive(&lab, key(run, 0)));
    }
    assert_eq!(lab.stats(RunId(0)), stats(0, 0, 0));
    for run in 1..65 {
        assert_eq!(lab.stats(RunId(run)), stats(1, 0, 1));
    }
}

#[test]
fn a_late_end_in_a_forgotten_run_does_not_change_the_new_runs_count() {
    let lab = LabState::default();
    let late = arrive(&lab, key(0, 0));
    for run in 1..=64 {
        drop(arrive(&lab, key(run, 0)));
    }
    let again = arrive(&lab, key(0, 1));
    assert_eq!(lab.stats(RunId(0)), stats(1, 1, 1));
    drop(late);
    assert_eq!(lab.stats(RunId(0)), stats(1, 1, 1));
    drop(again);
    assert_eq!(lab.stats(RunId(0)), stats(1, 0, 1));
}

#[test]
fn stats_are_written_with_the_names_of_documents() {
    let all = RunStats {
        refused: 5,
        counter: (1 << 53) - 1,
        ..stats(3, 1, 2)
    };
    let json: serde_json::Value =
        serde_json::from_str(&all.to_string()).expect("counters are JSON");
    let written = serde_json::json!({
        "requests": 3, "inFlight": 1, "maxInFlight": 2, "refused": 5,
        "counter": 9_007_199_254_740_991_u64,
    });
    assert_eq!(json, written);
    assert_eq!(RunStats::read(&json), Some(all));
    // The stats of a lab without capacities and counters.
    let earlier = serde_json::json!({"requests": 3, "inFlight": 1, "maxInFlight": 2});
    assert_eq!(RunStats::read(&earlier), Some(stats(3, 1, 2)));
    for other in [
        serde_json::json!({}),
        serde_json::json!([3, 1, 2]),
        serde_json::json!({"requests": 3, "inFlight": -1, "maxInFlight": 2}),
        serde_json::json!({"requests": 3, "inFlight": 1, "maxInFlight": 2, "refused": null}),
        serde_json::json!({"requests": 3, "inFlight": 1, "maxInFlight": 2, "counter": -1}),
    ] {
        assert_eq!(RunStats::read(&other), None, "{other}");
    }
}
