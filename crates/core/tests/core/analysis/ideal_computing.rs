//! The ideal of computations: lanes on the page share one thread, and each worker has its
//! own.

use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, Latency, WorkKind, Workload};
use playground_core::experiment::{OnError, Policy};
use playground_core::units::AttemptNumber;

use playground_testing::lanes::{ideal_ms, page, threads};
use playground_testing::samples::{Dice, six_requests};

const PATIENT: Policy = Policy {
    timeout_ms: 120_000,
    retries: 0,
    on_error: OnError::Collect,
    ..Policy::DEFAULT
};

/// Requests of this latency, each followed by a computation of this length.
fn mixed(requests: u32, latency_ms: u32, compute_ms: u32) -> Workload {
    Workload {
        kind: WorkKind::Mixed,
        requests,
        latency: Latency::Constant { value: latency_ms },
        transfer_ms: 0,
        compute_ms,
        ..Workload::default()
    }
}

#[test]
fn the_page_computes_one_request_at_a_time_under_any_limit() {
    let mut dice = Dice::new(31);
    for _ in 0..200 {
        let workload = Workload {
            kind: WorkKind::Compute,
            compute_ms: dice.whole(1, 10_000),
            ..dice.workload(300)
        };
        let all = f64::from(workload.requests) * f64::from(workload.compute_ms);
        let limit = dice.whole(1, 1_000);
        for lane in [Strategy::Sequential, Strategy::Blocking, page(limit)] {
            assert_eq!(ideal_ms(workload, &dice.policy(), lane), all, "{lane:?}");
        }
    }
}

#[test]
fn threads_share_computations_evenly() {
    let mut dice = Dice::new(32);
    for _ in 0..200 {
        let workload = Workload {
            kind: WorkKind::Compute,
            compute_ms: dice.whole(1, 10_000),
            ..dice.workload(300)
        };
        let workers = dice.whole(1, 64);
        let rounds = workload.requests.div_ceil(workers);
        assert_eq!(
            ideal_ms(workload, &dice.policy(), threads(workers)),
            f64::from(rounds) * f64::from(workload.compute_ms),
            "{} on {workers} workers",
            workload.requests
        );
    }
}

#[test]
fn latencies_faults_and_the_timeout_do_not_affect_pure_computations() {
    for fault in Fault::ALL {
        let workload = Workload {
            kind: WorkKind::Compute,
            requests: 10,
            compute_ms: 70,
            latency: Latency::Constant { value: 900 },
            transfer_ms: 900,
            faults: Faults::NONE.with(fault, 1.0),
            ..Workload::default()
        };
        let hasty = Policy {
            timeout_ms: 1,
            retries: 3,
            ..PATIENT
        };
        assert_eq!(ideal_ms(workload, &hasty, page(10)), 700.0, "{fault:?}");
        assert_eq!(ideal_ms(workload, &hasty, threads(4)), 210.0, "{fault:?}");
    }
}

#[test]
fn equal_requests_with_computations_match_the_results_by_hand() {
    let ideal = |workload, strategy| ideal_ms(workload, &PATIENT, strategy);
    // One at a time: all of one, then all of the next.
    let four = mixed(4, 10, 4);
    assert_eq!(ideal(four, Strategy::Sequential), 56.0);
    assert_eq!(ideal(four, Strategy::Blocking), 56.0);
    assert_eq!(ideal(four, threads(1)), 56.0);
    // Two on the page: #0 computes 10–14 and #1 14–18; #2 is there at 24, #3 at 28.
    assert_eq!(ideal(four, page(2)), 32.0);
    // All at once: all are there at 10, and the thread is busy from then on.
    assert_eq!(ideal(four, page(4)), 26.0);
    assert_eq!(ideal(four, page(1_000)), 26.0);
    // Threads do not wait for each other: two rounds of two, two of three and one, one of four.
    assert_eq!(
        [2, 3, 4].map(|workers| ideal(four, threads(workers))),
        [28.0, 28.0, 14.0]
    );
    // If computing takes longer, two slots keep the page's thread busy.
    assert_eq!(ideal(mixed(3, 4, 10), page(2)), 34.0);
}

#[test]
fn uneven_requests_with_computations_match_the_results_by_hand() {
    let workload = Workload {
        kind: WorkKind::Mixed,
        compute_ms: 2,
        ..six_requests()
    };
    // Three on the page. There at: #1 1, #2 3, #0 4, #3 5, #5 8, #4 10. Computed by:
    // #1 3, #2 5, #0 7, #3 9, #5 11, #4 13; each end sends the next, #3 at 3,
    // #4 at 5 and #5 at 7.
    assert_eq!(ideal_ms(workload, &PATIENT, page(3)), 13.0);
    // Three threads: #0 0–6, #1 0–3, #2 0–5; #3 3–7; #4 5–12; #5 6–9.
    assert_eq!(ideal_ms(workload, &PATIENT, threads(3)), 12.0);
}

#[test]
fn nothing_is_computed_after_a_planned_failure() {
    let half_fail = |fault| Workload {
        faults: Faults::NONE.with(fault, 0.5),
        ..mixed(10, 20, 7)
    };
    let sequential = |workload, policy| ideal_ms(workload, &policy, Strategy::Sequential);
    for fault in [Fault::NotFound, Fault::ServerError, Fault::TooManyRequests] {
        assert_eq!(sequential(half_fail(fault), PATIENT), 200.0 + 35.0);
    }
    // A slow request computes like any other, unless it times out.
    let slow = half_fail(Fault::Slow);
    assert_eq!(sequential(slow, PATIENT), 100.0 + 1_000.0 + 70.0);
    let hasty = Policy {
        timeout_ms: 30,
        ..PATIENT
    };
    assert_eq!(sequential(slow, hasty), 100.0 + 150.0 + 35.0);
    let plan = Plan::new(slow);
    for index in plan.indexes() {
        let planned = plan.attempt(index, AttemptNumber::FIRST);
        let computing = plan.computing(index, AttemptNumber::FIRST, &hasty).ms();
        let expected = if planned.fault.is_some() { 0.0 } else { 7.0 };
        assert_eq!(computing, expected);
    }
}

#[test]
fn the_timeout_limits_only_the_exchange() {
    let hasty = Policy {
        timeout_ms: 11,
        ..PATIENT
    };
    assert_eq!(ideal_ms(mixed(3, 10, 5_000), &hasty, page(3)), 15_010.0);
    assert_eq!(ideal_ms(mixed(3, 10, 5_000), &hasty, threads(3)), 5_010.0);
    assert_eq!(ideal_ms(mixed(3, 11, 5_000), &hasty, page(3)), 11.0);
}
