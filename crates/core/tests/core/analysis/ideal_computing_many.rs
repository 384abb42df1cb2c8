//! The ideal of computations for many random plans, compared with a simulation and with
//! lower bounds.

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::units::{AttemptNumber, RequestIndex};

use playground_testing::lanes::{ideal_ms, page, threads};
use playground_testing::samples::Dice;
use playground_testing::simulation::simulated_ms;

/// How long the request's thread computes, in whichever attempt succeeds.
fn computed(plan: &Plan, index: RequestIndex, policy: &Policy) -> f64 {
    let attempts = (1..).map(AttemptNumber);
    let mut goes_on = true;
    let made = attempts.take_while(|attempt| {
        let made = goes_on;
        goes_on = plan.backoff_after(index, *attempt, policy).is_some();
        made
    });
    made.map(|attempt| plan.computing(index, attempt, policy).ms())
        .sum()
}

#[test]
fn no_lane_is_quicker_than_its_threads_or_its_longest_request() {
    let mut dice = Dice::new(33);
    for _ in 0..300 {
        let workload = Workload {
            kind: WorkKind::Mixed,
            compute_ms: dice.whole(1, 200),
            ..dice.workload(60)
        };
        let (plan, policy) = (Plan::new(workload), dice.policy());
        let of_each = plan.indexes().map(|index| computed(&plan, index, &policy));
        let of_each: Vec<_> = of_each.collect();
        let (once, busy) = (f64::from(workload.compute_ms), of_each.iter().sum());
        assert!(of_each.iter().all(|ms| [0.0, once].contains(ms)));
        let works = plan.indexes().map(|index| plan.work(index, &policy).ms());
        let longest = works.fold(0.0, f64::max);

        let slots = dice.whole(1, 64);
        let on_page = ideal_makespan(&plan, &policy, page(slots)).ms();
        assert!(on_page >= busy && on_page >= longest, "{workload:?}");
        let on_threads = ideal_makespan(&plan, &policy, threads(slots)).ms();
        let share = busy / f64::from(slots);
        assert!(on_threads >= share && on_threads >= longest, "{workload:?}");
    }
}

#[test]
fn compute_time_and_thread_do_not_matter_if_nothing_is_computed() {
    let mut dice = Dice::new(34);
    for _ in 0..200 {
        let workload = dice.workload(60);
        let other = Workload {
            compute_ms: 9_999,
            ..workload
        };
        let (policy, slots) = (dice.policy(), dice.whole(1, 64));
        let ideal = ideal_ms(workload, &policy, page(slots));
        assert_eq!(ideal_ms(other, &policy, page(slots)), ideal);
        assert_eq!(ideal_ms(other, &policy, threads(slots)), ideal);
    }
}

#[test]
fn one_thread_takes_the_sum_of_all_work() {
    let mut dice = Dice::new(36);
    for _ in 0..200 {
        let plan = Plan::new(Workload {
            compute_ms: dice.whole(1, 120),
            ..dice.workload_of_any_kind(60)
        });
        let policy = Policy {
            retries: 0,
            ..dice.policy()
        };
        let works = plan.indexes().map(|index| plan.work(index, &policy).ms());
        let ideal = ideal_makespan(&plan, &policy, Strategy::Sequential).ms();
        assert_eq!(ideal, works.sum::<f64>());
    }
}

#[test]
fn it_matches_a_simulation_for_many_seeds() {
    let mut dice = Dice::new(35);
    for _ in 0..600 {
        let workload = Workload {
            compute_ms: dice.whole(1, 120),
            ..dice.workload_of_any_kind(40)
        };
        let (plan, policy, slots) = (Plan::new(workload), dice.policy(), dice.whole(1, 12));
        for strategy in [
            page(slots),
            threads(slots),
            Strategy::Batched { size: slots },
        ] {
            assert_eq!(
                ideal_makespan(&plan, &policy, strategy).ms(),
                simulated_ms(&plan, &policy, strategy),
                "{workload:?} under {policy:?} on {strategy:?}"
            );
        }
    }
}
