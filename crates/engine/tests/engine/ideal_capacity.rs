//! Where the server queues requests, a lane without overhead takes as long as the ideal
//! says, too; and where it rejects some, there is no ideal.

use playground_core::analysis::ideal::{ideal_makespan, ideal_schedule};
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{
    Capacity, Latency, OverflowPolicy, WorkKind, Workload,
};
use playground_core::experiment::{Experiment, Policy};
use playground_core::lab::address::{LabKey, LabRequest};
use playground_core::lab::state::{Arrival, LabState};
use playground_core::run::event::Ending;
use playground_core::run::outcome::OutcomeKind;
use playground_core::units::{AttemptNumber, RequestIndex, RunId, Span};

use playground_testing::drive::Driven;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::poll_loop::Pace;
use playground_testing::samples::Dice;

const fn waiting(requests: u32) -> Option<Capacity> {
    Some(Capacity {
        requests,
        beyond: OverflowPolicy::Wait,
    })
}

fn run(plan: &Plan, policy: Policy, strategy: Strategy) -> Driven {
    let mut driver = LaneDriver::planned(plan.clone(), strategy.limit());
    if strategy.kind().has_threads() {
        driver = driver.on_threads();
    }
    if strategy.batch_size().is_some() {
        driver = driver.in_batches();
    }
    driver.policy(policy).pace(Pace::OneByOne).run()
}

/// Whether an answer was due at the moment of its timeout: that may go either way.
fn was_photo_finish(plan: &Plan, policy: Policy, driven: &Driven) -> bool {
    let lab = LabState::default();
    let timeout = Span::from_whole_ms(policy.timeout_ms);
    driven
        .fetch
        .dispatches()
        .iter()
        .any(|&((index, attempt), at)| {
            let key = LabKey {
                run: RunId(1),
                request: RequestIndex(index),
                attempt: AttemptNumber(attempt),
            };
            match lab.arrive(&LabRequest::from_plan(key, plan), at) {
                Arrival::Taken { answer, .. } => answer.is_some_and(|it| it.end_at() == timeout),
                _ => false,
            }
        })
}

#[test]
fn the_measured_makespan_is_the_ideal_where_requests_queue_at_the_server() {
    let mut dice = Dice::new(181);
    let (mut held, mut late) = (0, 0);
    for _ in 0..600 {
        let plan = Plan::new(Workload {
            kind: WorkKind::ALL[dice.whole(0, 2) as usize],
            compute_ms: dice.whole(1, 60),
            capacity: waiting(dice.whole(1, 12)),
            ..dice.workload(60)
        });
        let policy = dice.policy();
        let slots = dice.whole(1, 40);
        for strategy in [
            Strategy::Sequential,
            Strategy::Batched { size: slots },
            Strategy::Concurrent { limit: slots },
            Strategy::Threads { workers: slots },
        ] {
            let driven = run(&plan, policy, strategy);
            if was_photo_finish(&plan, policy, &driven) {
                continue;
            }
            let free = Plan::new(Workload {
                capacity: None,
                ..*plan.workload()
            });
            let timed_out = |run: &Driven| run.run.counts().of(OutcomeKind::TimedOut);
            held += 1;
            late += u32::from(timed_out(&driven) > timed_out(&run(&free, policy, strategy)));
            ExpectedRun::default()
                .outcomes_sum_to(plan.workload().requests)
                .makespan_ms(ideal_makespan(&plan, &policy, strategy).ms())
                .ending(Ending::Completed)
                .check(&driven.run);
        }
    }
    assert!(held > 1_000, "{held} of 2,400 were no photo finish");
    assert!(late > 100, "in {late} some timed out while they waited");
}

fn constant(requests: u32, capacity: Option<Capacity>) -> Workload {
    Workload {
        requests,
        latency: Latency::Constant { value: 100 },
        transfer_ms: 0,
        capacity,
        ..Workload::default()
    }
}

fn ideal_ms(workload: Workload, policy: Policy, strategy: Strategy) -> f64 {
    ideal_makespan(&Plan::new(workload), &policy, strategy).ms()
}

#[test]
fn a_limit_above_the_capacity_gains_nothing() {
    let ideal = |capacity, limit| {
        let lane = Strategy::Concurrent { limit };
        ideal_ms(constant(100, capacity), Policy::default(), lane)
    };
    assert_eq!((ideal(None, 20), ideal(None, 100)), (500.0, 100.0));
    assert_eq!(
        (ideal(waiting(20), 10), ideal(None, 10)),
        (1_000.0, 1_000.0)
    );
    assert_eq!(ideal(waiting(20), 20), 500.0);
    assert_eq!(ideal(waiting(20), 100), 500.0);
    // All are sent at once; the last of them end when their turn is over.
    let plan = Plan::new(constant(40, waiting(20)));
    let lane = Strategy::Concurrent { limit: 100 };
    let spans = ideal_schedule(&plan, &Policy::default(), lane).spans;
    let in_ms: Vec<_> = spans.iter().map(|it| (it.0.ms(), it.1.ms())).collect();
    assert_eq!(in_ms[..20], [(0.0, 100.0); 20]);
    assert_eq!(in_ms[20..], [(0.0, 200.0); 20]);
}

#[test]
fn queueing_counts_towards_the_timeout_and_an_abandoned_request_keeps_its_turn() {
    let policy = Policy {
        timeout_ms: 250,
        ..Policy::default()
    };
    // Two in time, and the third would take 300 ms: it and all behind it give up at 250.
    let lane = Strategy::Concurrent { limit: 10 };
    assert_eq!(ideal_ms(constant(10, waiting(1)), policy, lane), 250.0);
    // The lane goes on, and the server still works on abandoned requests: no other is in time.
    assert_eq!(ideal_ms(constant(20, waiting(1)), policy, lane), 500.0);
}

#[test]
fn work_that_no_server_queues_is_not_slowed_by_a_capacity() {
    let computing = Workload {
        kind: WorkKind::Compute,
        ..constant(10, waiting(1))
    };
    let threads = Strategy::Threads { workers: 10 };
    assert_eq!(ideal_ms(computing, Policy::default(), threads), 100.0);
    // A page that blocks sends nothing that would outlast its timeout, so the server has
    // no abandoned request.
    let impatient = Policy {
        timeout_ms: 50,
        ..Policy::default()
    };
    let blocked = |capacity| {
        let mixed = Workload {
            latency: Latency::Uniform { min: 10, max: 90 },
            ..constant(50, capacity)
        };
        ideal_ms(mixed, impatient, Strategy::Blocking)
    };
    assert_eq!(blocked(waiting(1)), blocked(None));
}

#[test]
fn a_lane_whose_requests_may_be_rejected_has_no_ideal() {
    let has_ideal = |kind, requests, beyond, lane: Strategy| {
        let capacity = Some(Capacity {
            requests: 20,
            beyond,
        });
        let workload = Workload {
            kind,
            ..constant(requests, capacity)
        };
        Experiment {
            workload,
            ..Experiment::default()
        }
        .has_ideal(&lane.into())
    };
    let lane = |limit| Strategy::Concurrent { limit };
    for beyond in [OverflowPolicy::TooManyRequests, OverflowPolicy::Unavailable] {
        for kind in [WorkKind::Fetch, WorkKind::Mixed] {
            assert!(has_ideal(kind, 100, beyond, Strategy::Sequential));
            assert!(has_ideal(kind, 100, beyond, lane(20)));
            assert!(!has_ideal(kind, 100, beyond, lane(21)));
            assert!(!has_ideal(
                kind,
                100,
                beyond,
                Strategy::Threads { workers: 64 }
            ));
            assert!(
                has_ideal(kind, 20, beyond, lane(100)),
                "that many are never sent"
            );
        }
        assert!(has_ideal(WorkKind::Compute, 100, beyond, lane(100)));
    }
    assert!(has_ideal(
        WorkKind::Fetch,
        100,
        OverflowPolicy::Wait,
        lane(100)
    ));
}
