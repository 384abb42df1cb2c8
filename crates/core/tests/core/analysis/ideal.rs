//! The ideal makespan: first-come list scheduling of the planned lengths.

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::policy::Backoff;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, Latency, Workload};
use playground_core::units::{AttemptNumber, RequestIndex, Span};

use crate::rows::assert_rows;
use playground_testing::samples::{Dice, six_requests};
use playground_testing::simulation::simulated_ms;

fn ideal_ms(plan: &Plan, policy: Policy, slots: u32) -> f64 {
    ideal_makespan(plan, &policy, Strategy::Concurrent { limit: slots }).ms()
}

#[test]
fn it_matches_list_scheduling_by_hand() {
    let plan = Plan::new(six_requests());
    let ideal = |slots| ideal_ms(&plan, Policy::default(), slots);
    // One slot: 4 + 1 + 3 + 2 + 5 + 1.
    assert_eq!(ideal(1), 16.0);
    // Two: #0 0–4 and #1 0–1, #2 1–4, #3 4–6 and #4 4–9, #5 6–7.
    assert_eq!(ideal(2), 9.0);
    // Three: #0 0–4, #1 0–1, #2 0–3; #3 1–3; #4 3–8 and #5 3–4.
    assert_eq!(ideal(3), 8.0);
    // Four: #0 0–4, #1 0–1, #2 0–3, #3 0–2; #4 1–6; #5 2–3.
    assert_eq!(ideal(4), 6.0);
    // Five and more: the longest.
    assert_eq!(ideal(5), 5.0);
    assert_eq!(ideal(1_000), 5.0);
}

#[test]
fn batches_match_the_schedule_by_hand() {
    let plan = Plan::new(six_requests());
    let ideal = |size| ideal_makespan(&plan, &Policy::default(), Strategy::Batched { size }).ms();
    // The lengths are 4, 1, 3, 2, 5, 1: the longest of each batch, added up.
    let rows = [
        (1, 16.0),
        (2, 4.0 + 3.0 + 5.0),
        (3, 4.0 + 5.0),
        (4, 4.0 + 5.0),
        (5, 5.0 + 1.0),
        (6, 5.0),
        (1_000, 5.0),
    ];
    assert_rows(rows.map(|(size, expected)| (size, ideal(size), expected)));
}

#[test]
fn in_batches_a_lane_is_as_long_as_its_batches_one_after_the_other() {
    let mut dice = Dice::new(26);
    for _ in 0..300 {
        let plan = Plan::new(dice.workload(60));
        let (policy, size) = (dice.policy(), dice.whole(1, 20));
        // With as many slots as requests none of them waits for another.
        let longest = |batch: &[RequestIndex]| {
            let work = batch.iter().map(|index| {
                let attempts = (1..=policy.retries).map(AttemptNumber);
                let backoffs = attempts.map_while(|it| plan.backoff_after(*index, it, &policy));
                backoffs.fold(plan.work(*index, &policy), |sum, wait| sum + wait)
            });
            work.map(Span::ms).fold(0.0, f64::max)
        };
        let indexes: Vec<_> = plan.indexes().collect();
        let batches: f64 = indexes.chunks(size as usize).map(longest).sum();
        let ideal = ideal_makespan(&plan, &policy, Strategy::Batched { size }).ms();
        assert!((ideal - batches).abs() < 1e-6, "{ideal}, {batches}");
        let slots = ideal_ms(&plan, policy, size);
        assert!(policy.retries > 0 || slots <= ideal, "{slots}, {ideal}");
    }
}

#[test]
fn one_slot_takes_the_sum_of_the_lengths_and_many_the_longest() {
    let mut dice = Dice::new(21);
    for _ in 0..100 {
        let plan = Plan::new(dice.workload(80));
        let policy = Policy {
            retries: 0,
            ..dice.policy()
        };
        let length = |index| {
            let attempt = plan.attempt(index, AttemptNumber::FIRST);
            attempt.length(&policy).ms()
        };
        let sum: f64 = plan.indexes().map(length).sum();
        assert_eq!(ideal_ms(&plan, policy, 1), sum);
        let longest = plan.indexes().map(length).fold(0.0, f64::max);
        assert_eq!(ideal_ms(&plan, policy, 80), longest);
    }
}

#[test]
fn a_hang_lasts_until_the_timeout_and_a_drop_until_half_of_the_transfer() {
    let ideal = |fault| {
        let plan = Plan::new(Workload {
            requests: 10,
            latency: Latency::Constant { value: 100 },
            transfer_ms: 40,
            faults: Faults::NONE.with(fault, 0.1),
            ..Workload::default()
        });
        ideal_ms(&plan, Policy::default(), 1)
    };
    assert_eq!(ideal(Fault::NotFound), 1_400.0);
    assert_eq!(ideal(Fault::Drop), 1_380.0);
    assert_eq!(ideal(Fault::Slow), 2_300.0);
    assert_eq!(ideal(Fault::Hang), 9.0 * 140.0 + 5_000.0);
}

#[test]
fn a_request_that_backs_off_gives_its_slot_to_the_next() {
    // One in two fails, all attempts take 20 ms, and every backoff is shorter
    // than the 40 requests take that wait meanwhile: one slot never idles
    // before the last.
    let plan = Plan::new(Workload {
        requests: 40,
        latency: Latency::Constant { value: 20 },
        transfer_ms: 0,
        faults: Faults::NONE.with(Fault::ServerError, 0.5),
        ..Workload::default()
    });
    let once = Policy {
        retries: 1,
        ..Policy::default()
    };
    assert_eq!(ideal_ms(&plan, once, 1), (40.0 + 20.0) * 20.0);
}

#[test]
fn a_single_request_waits_for_its_backoff_and_retry_after() {
    let plan_of = |fault| {
        Plan::new(Workload {
            requests: 1,
            latency: Latency::Constant { value: 50 },
            transfer_ms: 0,
            faults: Faults::NONE.with(fault, 1.0),
            ..Workload::default()
        })
    };
    let twice = Policy {
        retries: 2,
        ..Policy::default()
    };
    let failing = plan_of(Fault::ServerError);
    let backoff = |attempt| {
        let failed = AttemptNumber(attempt);
        failing
            .backoff(RequestIndex(0), failed, Backoff::Jittered)
            .ms()
    };
    let expected = 150.0 + backoff(1) + backoff(2);
    assert_eq!(ideal_ms(&failing, twice, 1), expected);
    assert_eq!(ideal_ms(&failing, twice, 64), expected);

    let busy = plan_of(Fault::TooManyRequests);
    assert_eq!(ideal_ms(&busy, twice, 1), 150.0 + 2.0 * 1_000.0);
    let never_found = plan_of(Fault::NotFound);
    assert_eq!(ideal_ms(&never_found, twice, 1), 50.0);
}

#[test]
fn a_429_that_comes_after_the_timeout_cannot_ask_for_a_wait() {
    let plan = Plan::new(Workload {
        requests: 1,
        latency: Latency::Constant { value: 500 },
        faults: Faults::NONE.with(Fault::TooManyRequests, 1.0),
        ..Workload::default()
    });
    let policy = Policy {
        timeout_ms: 100,
        retries: 1,
        ..Policy::default()
    };
    let backoff = plan.backoff(RequestIndex(0), AttemptNumber::FIRST, Backoff::Jittered);
    assert_eq!(ideal_ms(&plan, policy, 1), 200.0 + backoff.ms());
}

#[test]
fn it_matches_a_simulation_for_many_seeds() {
    let mut dice = Dice::new(22);
    for _ in 0..1_000 {
        let plan = Plan::new(dice.workload(40));
        let (policy, slots) = (dice.policy(), dice.whole(1, 12));
        assert_eq!(
            ideal_ms(&plan, policy, slots),
            simulated_ms(&plan, &policy, Strategy::Concurrent { limit: slots }),
            "{:?} under {policy:?} on {slots} slots",
            plan.workload()
        );
        let batched = Strategy::Batched { size: slots };
        assert_eq!(
            ideal_makespan(&plan, &policy, batched).ms(),
            simulated_ms(&plan, &policy, batched),
            "{:?} under {policy:?} in batches of {slots}",
            plan.workload()
        );
    }
}

#[test]
fn requests_that_return_together_queue_in_the_order_in_which_they_failed() {
    // Few requests, short lengths and many failures: backoffs that differ by as
    // much as the failures do, so that requests are back at the same time.
    let policy = Policy {
        retries: 2,
        ..Policy::default()
    };
    for seed in 0..2_000 {
        let plan = Plan::new(Workload {
            requests: 3,
            latency: Latency::Uniform { min: 1, max: 60 },
            transfer_ms: 0,
            faults: Faults::NONE.with(Fault::ServerError, 0.9),
            seed,
            ..Workload::default()
        });
        let simulated = simulated_ms(&plan, &policy, Strategy::Concurrent { limit: 2 });
        assert_eq!(ideal_ms(&plan, policy, 2), simulated, "seed {seed}");
    }
}
