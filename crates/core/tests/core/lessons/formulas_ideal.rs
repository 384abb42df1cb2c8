//! Formulas against the ideal schedule and whole runs, for many plans.

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{
    Capacity, Faults, Latency, OverflowPolicy, WorkKind, Workload,
};
use playground_core::lessons::formula::{Formula, FormulaInputs};
use playground_core::run::outcome::OutcomeKind;

use playground_testing::formula_inputs::{inputs, limit};
use playground_testing::lane_driver::LaneDriver;
use playground_testing::samples::Dice;

fn ideal_ms(ground: &FormulaInputs<'_>) -> f64 {
    ideal_makespan(ground.plan, &ground.policy, ground.strategy).ms()
}

#[test]
fn as_many_requests_fail_as_planned() {
    let mut dice = Dice::new(301);
    let mut failed = 0.0;
    for _ in 0..100 {
        let plan = Plan::new(Workload {
            latency: Latency::Uniform { min: 1, max: 300 },
            ..dice.workload(60)
        });
        // Only hangs time out; nothing is due exactly at the timeout.
        let policy = Policy {
            timeout_ms: 10_000,
            ..dice.policy()
        };
        let slots = dice.whole(1, 40);
        let run = LaneDriver::planned(plan.clone(), slots)
            .policy(policy)
            .run()
            .run;
        let seen = run.counts().total() - run.counts().of(OutcomeKind::Succeeded);
        let ground = FormulaInputs {
            policy,
            ..inputs(&plan, limit(slots))
        };
        assert_eq!(
            Formula::PlannedFailures.value(&ground),
            f64::from(seen),
            "{policy:?}"
        );
        failed += f64::from(seen);
    }
    assert!(failed > 100.0, "{failed} failed");
}

fn without_faults(dice: &mut Dice) -> Plan {
    Plan::new(Workload {
        faults: Faults::NONE,
        ..dice.workload_of_any_kind(60)
    })
}

#[test]
fn the_longest_of_each_batch_added_up_is_the_ideal_in_batches() {
    let mut dice = Dice::new(304);
    for _ in 0..300 {
        let plan = Plan::new(Workload {
            faults: Faults::NONE,
            ..dice.workload(60)
        });
        let size = dice.whole(1, 70);
        let ground = inputs(&plan, Strategy::Batched { size });
        let batches = Formula::Batches.value(&ground);
        assert_eq!(batches, ideal_ms(&ground), "{size}: {:?}", plan.workload());
    }
}

#[test]
fn the_sum_is_the_ideal_of_one_slot_and_the_longest_that_of_a_slot_for_each_request() {
    let mut dice = Dice::new(302);
    for _ in 0..300 {
        let plan = without_faults(&mut dice);
        let requests = plan.workload().requests;
        for one in [
            Strategy::Sequential,
            limit(1),
            Strategy::Threads { workers: 1 },
        ] {
            let ground = inputs(&plan, one);
            assert_eq!(
                Formula::Sum.value(&ground),
                ideal_ms(&ground),
                "{:?}",
                plan.workload()
            );
        }
        // Computing on the page is sequential under any limit.
        let mut many = vec![Strategy::Threads { workers: requests }];
        if plan.workload().kind == WorkKind::Fetch {
            many.push(limit(requests));
            many.push(limit(1_000));
        }
        for strategy in many {
            let ground = inputs(&plan, strategy);
            assert_eq!(
                Formula::Longest.value(&ground),
                ideal_ms(&ground),
                "{:?}",
                plan.workload()
            );
        }
    }
}

#[test]
fn rounds_are_the_ideal_of_equal_lengths_under_every_limit_and_capacity() {
    let mut dice = Dice::new(303);
    for _ in 0..25 {
        let workload = Workload {
            latency: Latency::Constant {
                value: dice.whole(0, 400),
            },
            faults: Faults::NONE,
            ..dice.workload(40)
        };
        let most = workload.requests + 2;
        let capacities = (1..=most).map(|requests| {
            let beyond = OverflowPolicy::Wait;
            Some(Capacity { requests, beyond })
        });
        for capacity in capacities.chain([None]) {
            let plan = Plan::new(Workload {
                capacity,
                ..workload
            });
            for slots in 1..=most {
                let ground = inputs(&plan, limit(slots));
                let rounds = Formula::Rounds.value(&ground);
                assert_eq!(
                    rounds,
                    ideal_ms(&ground),
                    "{:?} under {slots}",
                    plan.workload()
                );
            }
        }
    }
}

#[test]
fn cores_are_the_ideal_of_computing_where_each_worker_has_one() {
    let mut dice = Dice::new(304);
    for _ in 0..200 {
        let plan = Plan::new(Workload {
            kind: WorkKind::Compute,
            ..dice.workload_of_any_kind(60)
        });
        let workers = dice.whole(1, 64);
        for strategy in [Strategy::Threads { workers }, limit(workers)] {
            let ground = inputs(&plan, strategy);
            assert_eq!(
                Formula::Cores.value(&ground),
                ideal_ms(&ground),
                "{:?}",
                plan.workload()
            );
        }
    }
}

#[test]
fn no_schedule_beats_the_longest_or_an_even_share_of_the_sum() {
    let mut dice = Dice::new(305);
    for _ in 0..500 {
        let plan = without_faults(&mut dice);
        let slots = dice.whole(1, 64);
        for strategy in [limit(slots), Strategy::Threads { workers: slots }] {
            let ground = inputs(&plan, strategy);
            let list = Formula::List.value(&ground);
            let share = Formula::Sum.value(&ground) / f64::from(slots);
            let least = Formula::Longest.value(&ground).max(share);
            assert!(
                list >= least - 1e-6,
                "{list} < {least}: {:?}",
                plan.workload()
            );
        }
    }
}
