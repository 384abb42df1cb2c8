//! The plan: the same seed gives the same plan on every machine.

use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::policy::Backoff;
use playground_core::experiment::ranges::LATENCY_MS;
use playground_core::experiment::workload::{Fault, Faults, Latency, Workload};
use playground_core::units::{AttemptNumber, RequestIndex, Span};

use playground_testing::pinned_plan::assert_pinned_plan;
use playground_testing::samples::Dice;

fn with_faults(requests: u32, faults: Faults) -> Plan {
    Plan::new(Workload {
        requests,
        faults,
        ..Workload::default()
    })
}

fn faults_of(plan: &Plan, attempt: AttemptNumber) -> Vec<Option<Fault>> {
    plan.indexes()
        .map(|index| plan.attempt(index, attempt).fault)
        .collect()
}

#[test]
fn seed_42_gives_the_pinned_plan() {
    assert_pinned_plan();
}

#[test]
fn the_same_workload_always_gives_the_same_plan() {
    let mut dice = Dice::new(1);
    for _ in 0..50 {
        let workload = dice.workload(200);
        let (plan, again) = (Plan::new(workload), Plan::new(workload));
        // Backwards: no draw depends on those before it.
        let indexes: Vec<_> = plan.indexes().collect();
        for &index in indexes.iter().rev() {
            let attempt = AttemptNumber(dice.whole(1, 5));
            assert_eq!(plan.attempt(index, attempt), again.attempt(index, attempt));
        }
    }
}

#[test]
fn another_seed_gives_another_plan() {
    let delays = |seed| {
        let plan = Plan::new(Workload {
            seed,
            ..Workload::default()
        });
        let delay = |index| plan.attempt(index, AttemptNumber::FIRST).delay_ms;
        plan.indexes().map(delay).collect::<Vec<_>>()
    };
    assert_ne!(delays(42), delays(43));
    assert_ne!(delays(0), delays((1 << 53) - 1));
}

#[test]
fn another_latency_does_not_move_the_faults_or_the_backoffs() {
    let mut dice = Dice::new(3);
    for _ in 0..50 {
        let workload = dice.workload(200);
        let plan = Plan::new(workload);
        let other = Plan::new(Workload {
            latency: dice.latency(900),
            body_bytes: 1,
            transfer_ms: 0,
            ..workload
        });
        for attempt in [AttemptNumber(1), AttemptNumber(2), AttemptNumber(3)] {
            assert_eq!(faults_of(&plan, attempt), faults_of(&other, attempt));
            for index in plan.indexes() {
                let [one, two] =
                    [&plan, &other].map(|plan| plan.backoff(index, attempt, Backoff::Jittered));
                assert_eq!(one, two);
            }
        }
    }
}

#[test]
fn uniform_latencies_reach_both_ends_and_nothing_beyond() {
    let plan = Plan::new(Workload {
        requests: 2_000,
        latency: Latency::Uniform { min: 7, max: 12 },
        ..Workload::default()
    });
    let mut seen: Vec<u32> = plan
        .indexes()
        .map(|index| plan.attempt(index, AttemptNumber::FIRST).delay_ms)
        .collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, [7, 8, 9, 10, 11, 12]);
}

#[test]
fn log_normal_latencies_have_their_median_and_stay_in_range() {
    let delays = |median, sigma| {
        let plan = Plan::new(Workload {
            requests: 4_001,
            latency: Latency::LogNormal { median, sigma },
            ..Workload::default()
        });
        let delay = |index| plan.attempt(index, AttemptNumber::FIRST).delay_ms;
        let mut delays: Vec<_> = plan.indexes().map(delay).collect();
        delays.sort_unstable();
        delays
    };
    let median = delays(200, 0.5)[2_000];
    assert!((190..=210).contains(&median), "{median}");
    assert_eq!(delays(200, 0.0), vec![200; 4_001]);
    assert_eq!(delays(0, 1.0), vec![0; 4_001]);
    let wild = delays(120_000, 3.0);
    assert_eq!(wild.last().copied().map(u64::from), Some(LATENCY_MS.max));
}

#[test]
fn an_attempt_takes_its_latency_and_transfer_or_the_timeout_if_shorter() {
    let length = |fault: Option<Fault>, timeout_ms| {
        let plan = Plan::new(Workload {
            latency: Latency::Constant { value: 100 },
            transfer_ms: 30,
            faults: fault.map_or(Faults::NONE, |fault| Faults::NONE.with(fault, 1.0)),
            ..Workload::default()
        });
        let policy = Policy {
            timeout_ms,
            ..Policy::default()
        };
        let attempt = plan.attempt(RequestIndex(0), AttemptNumber::FIRST);
        (attempt.length(&policy).ms(), attempt.fails(&policy))
    };
    assert_eq!(length(None, 5_000), (130.0, false));
    assert_eq!(length(None, 131), (130.0, false));
    assert_eq!(length(None, 129), (129.0, true));
    assert_eq!(length(Some(Fault::Slow), 5_000), (1_030.0, false));
    assert_eq!(length(Some(Fault::Drop), 5_000), (115.0, true));
    assert_eq!(length(Some(Fault::Hang), 5_000), (5_000.0, true));
    assert_eq!(length(Some(Fault::NotFound), 5_000), (130.0, true));
}

#[test]
fn backoff_doubles_with_jitter_up_to_ten_seconds() {
    let plan = with_faults(200, Faults::NONE);
    for index in plan.indexes() {
        for (failed, full) in [
            (1, 100.0),
            (2, 200.0),
            (3, 400.0),
            (7, 6_400.0),
            (8, 10_000.0),
        ] {
            let backoff = plan.backoff(index, AttemptNumber(failed), Backoff::Jittered);
            assert!(
                backoff >= Span::from_ms(full / 2.0),
                "{backoff:?} after {failed}"
            );
            assert!(backoff <= Span::from_ms(full), "{backoff:?} after {failed}");
        }
        let last = plan.backoff(index, AttemptNumber(u32::MAX), Backoff::Jittered);
        assert!(last <= Span::from_ms(10_000.0));
    }
}

#[test]
fn work_adds_up_every_planned_attempt_and_no_backoff() {
    let plan = Plan::new(Workload {
        latency: Latency::Constant { value: 40 },
        transfer_ms: 10,
        faults: Faults::NONE.with(Fault::ServerError, 1.0),
        ..Workload::default()
    });
    let policy = Policy {
        retries: 3,
        ..Policy::default()
    };
    assert_eq!(plan.work(RequestIndex(0), &policy), Span::from_ms(200.0));
    assert_eq!(
        plan.work(RequestIndex(0), &Policy::default()),
        Span::from_ms(50.0)
    );
}
