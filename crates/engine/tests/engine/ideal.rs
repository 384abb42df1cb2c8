//! Without overhead a lane takes exactly as long as the ideal says: the engine,
//! the lab's answers and list scheduling agree to the last bit.

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::{Answer, Plan};
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, Latency, WorkKind, Workload};
use playground_core::run::event::Ending;
use playground_core::run::outcome::OutcomeKind;
use playground_core::units::AttemptNumber;

use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::poll_loop::Pace;
use playground_testing::samples::Dice;

/// An attempt that ends at the moment of its timeout may go either way, so such timeouts
/// are avoided.
fn without_photo_finish(plan: &Plan, mut policy: Policy) -> Policy {
    let ends_at = |timeout_ms: u32| {
        plan.indexes().any(|index| {
            (1..=policy.retries + 1).any(|attempt| {
                let planned = plan.attempt(index, AttemptNumber(attempt));
                let (head, rest) = (planned.delay_ms, planned.transfer_ms);
                match planned.answer {
                    Answer::Whole { .. } => head + rest == timeout_ms,
                    Answer::Broken => 2 * head + rest == 2 * timeout_ms,
                    Answer::Never => false,
                }
            })
        })
    };
    policy.timeout_ms = (policy.timeout_ms..)
        .find(|&timeout_ms| !ends_at(timeout_ms))
        .expect("some timeout is no attempt's length");
    policy
}

#[track_caller]
fn assert_ideal(plan: &Plan, policy: Policy, strategy: Strategy) {
    let ideal = ideal_makespan(plan, &policy, strategy);
    let mut driver = LaneDriver::planned(plan.clone(), strategy.limit());
    if strategy.kind().has_threads() {
        driver = driver.on_threads();
    }
    if strategy.batch_size().is_some() {
        driver = driver.in_batches();
    }
    let driven = driver.policy(policy).pace(Pace::OneByOne).run();
    let requests = plan.workload().requests;
    ExpectedRun::default()
        .outcomes_sum_to(requests)
        .cancelled(0)
        .makespan_ms(ideal.ms())
        .ending(Ending::Completed)
        .check(&driven.run);
}

#[test]
fn the_measured_makespan_is_the_ideal_over_many_random_plans() {
    let mut dice = Dice::new(11);
    for _ in 0..600 {
        let plan = Plan::new(dice.workload(70));
        let policy = without_photo_finish(&plan, dice.policy());
        let limit = dice.whole(1, 80);
        assert_ideal(&plan, policy, Strategy::Concurrent { limit });
        assert_ideal(&plan, policy, Strategy::Batched { size: limit });
    }
}

#[test]
fn the_measured_makespan_is_the_ideal_with_computations_and_updates_under_each_lock() {
    let mut dice = Dice::new(13);
    for _ in 0..600 {
        let plan = Plan::new(Workload {
            kind: WorkKind::ALL[dice.whole(1, 3) as usize],
            compute_ms: dice.whole(1, 60),
            ..dice.workload(70)
        });
        let policy = without_photo_finish(&plan, dice.policy());
        let slots = dice.whole(1, 80);
        if plan.workload().updates() {
            // Workers do not share the page's lock.
            assert_ideal(&plan, policy, Strategy::Concurrent { limit: slots });
            assert_ideal(&plan, policy, Strategy::Batched { size: slots });
            continue;
        }
        for strategy in [
            Strategy::Sequential,
            Strategy::Batched { size: slots },
            Strategy::Concurrent { limit: slots },
            Strategy::Threads { workers: slots },
        ] {
            assert_ideal(&plan, policy, strategy);
        }
    }
}

#[test]
fn the_measured_makespan_is_the_ideal_where_equal_latencies_tie() {
    let mut dice = Dice::new(12);
    for seed in 0..200 {
        let plan = Plan::new(Workload {
            requests: dice.whole(1, 60),
            latency: Latency::Constant { value: 10 },
            transfer_ms: 0,
            faults: Faults::NONE
                .with(Fault::ServerError, 0.3)
                .with(Fault::Slow, 0.3),
            seed,
            ..Workload::default()
        });
        let policy = Policy {
            retries: 3,
            ..Policy::default()
        };
        let limit = dice.whole(1, 12);
        assert_ideal(&plan, policy, Strategy::Concurrent { limit });
        assert_ideal(&plan, policy, Strategy::Batched { size: limit });
    }
}

#[test]
fn twenty_thousand_requests_with_every_fault_complete() {
    let faults = Fault::ALL
        .into_iter()
        .fold(Faults::NONE, |faults, fault| faults.with(fault, 0.05));
    let plan = Plan::new(Workload {
        requests: 20_000,
        faults,
        ..Workload::default()
    });
    let driven = LaneDriver::planned(plan, 1_000).run();
    ExpectedRun::default()
        .succeeded(15_000)
        .http_errors(3_000)
        .timed_out(1_000)
        .bodies_broken(1_000)
        .network_errors(0)
        .outcomes_sum_to(20_000)
        .attempts(20_000)
        .max_in_flight(1_000)
        .ending(Ending::Completed)
        .check(&driven.run);
    assert_eq!(driven.fetch.max_in_flight(), 1_000);
    assert_eq!(driven.run.counts().of(OutcomeKind::Succeeded), 15_000);
}
