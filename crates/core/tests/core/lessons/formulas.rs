//! What foretells a lesson's answers, by hand on small plans.

use playground_core::experiment::plan::Plan;
use playground_core::experiment::policy::Lock;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{
    Capacity, Fault, Faults, Latency, OverflowPolicy, WorkKind, Workload,
};
use playground_core::lessons::formula::{Formula, FormulaInputs};

use playground_testing::grounds::{limit, on};
use playground_testing::samples::six_requests;

fn constant(requests: u32, ms: u32) -> Workload {
    Workload {
        requests,
        latency: Latency::Constant { value: ms },
        transfer_ms: 0,
        ..Workload::default()
    }
}

const fn capacity(requests: u32, beyond: OverflowPolicy) -> Option<Capacity> {
    Some(Capacity { requests, beyond })
}

#[test]
fn times_by_hand_come_out_the_same() {
    // 4, 1, 3, 2, 5 and 1 ms.
    let plan = Plan::new(six_requests());
    let two = on(&plan, limit(2));
    assert_eq!(Formula::Sum.value(&two), 16.0);
    assert_eq!(Formula::Longest.value(&two), 5.0);
    assert_eq!(Formula::Rounds.value(&two), 15.0);
    // Two slots: #0 0–4 and #1 0–1, #2 1–4, #3 4–6 and #4 4–9, #5 6–7.
    assert_eq!(Formula::List.value(&two), 9.0);
    assert_eq!(Formula::Connections.value(&two), 15.0);
    assert_eq!(Formula::Connections.value(&on(&plan, limit(30))), 5.0);
    let mut impatient = two;
    impatient.policy.timeout_ms = 3;
    assert_eq!(Formula::Capped.value(&impatient), 3.0);
    assert_eq!(Formula::Capped.value(&two), 5.0);
    assert_eq!(Formula::Number(150.0).value(&two), 150.0);
}

#[test]
fn rounds_are_of_whoever_has_the_least_room() {
    let plan = Plan::new(constant(40, 100));
    let rounds = |plan: &Plan, slots| Formula::Rounds.value(&on(plan, limit(slots)));
    assert_eq!(
        [rounds(&plan, 1), rounds(&plan, 7), rounds(&plan, 100)],
        [4_000.0, 600.0, 100.0]
    );
    let narrow = Plan::new(Workload {
        capacity: capacity(8, OverflowPolicy::Wait),
        ..constant(40, 100)
    });
    assert_eq!(
        [rounds(&narrow, 4), rounds(&narrow, 8), rounds(&narrow, 40)],
        [1_000.0, 500.0, 500.0]
    );
    let connections = Formula::Connections.value(&on(&plan, limit(40)));
    assert_eq!(connections, 700.0);

    let computing = Plan::new(Workload {
        kind: WorkKind::Compute,
        compute_ms: 50,
        ..constant(16, 100)
    });
    let cores = |strategy, cores| {
        let ground = on(&computing, strategy);
        Formula::Cores.value(&FormulaInputs { cores, ..ground })
    };
    let workers = Strategy::Threads { workers: 4 };
    assert_eq!(
        [cores(workers, 8), cores(workers, 2), cores(workers, 3)],
        [200.0, 400.0, 300.0]
    );
    // The page has one thread, whatever it starts.
    assert_eq!(cores(limit(16), 8), 800.0);
}

#[test]
fn numbers_by_hand_come_out_the_same() {
    let plan = Plan::new(Workload {
        capacity: capacity(20, OverflowPolicy::Unavailable),
        ..constant(100, 100)
    });
    let mut ground = on(&plan, limit(60));
    let value = |formula: Formula, ground: &FormulaInputs<'_>| formula.value(ground);
    assert_eq!(value(Formula::All, &ground), 100.0);
    assert_eq!(value(Formula::Limit, &ground), 60.0);
    assert_eq!(value(Formula::Capacity, &ground), 20.0);
    assert_eq!(value(Formula::BeyondCapacity, &ground), 80.0);
    assert_eq!(value(Formula::AllAttempts, &ground), 100.0);
    ground.policy.retries = 3;
    assert_eq!(value(Formula::AllAttempts, &ground), 400.0);
    assert_eq!(value(Formula::BeyondWaves, &ground), 20.0);
    ground.policy.retries = 9;
    assert_eq!(
        value(Formula::BeyondWaves, &ground),
        0.0,
        "no fewer than none"
    );
    let roomy = Plan::new(constant(100, 100));
    assert_eq!(value(Formula::BeyondCapacity, &on(&roomy, limit(60))), 0.0);
}

#[test]
fn all_of_its_attempts_are_a_requests_length_and_the_first_alone_is_capped() {
    let plan = Plan::new(Workload {
        faults: Faults::NONE.with(Fault::ServerError, 1.0),
        ..constant(3, 100)
    });
    let mut ground = on(&plan, limit(3));
    ground.policy.retries = 2;
    assert_eq!(Formula::Sum.value(&ground), 900.0);
    assert_eq!(Formula::Longest.value(&ground), 300.0);
    assert_eq!(Formula::Capped.value(&ground), 100.0);
}

#[test]
fn a_failure_is_planned_where_no_attempt_is_left() {
    let failures = |fault, share, retries| {
        let plan = Plan::new(Workload {
            faults: Faults::NONE.with(fault, share),
            ..constant(20, 100)
        });
        let mut ground = on(&plan, limit(5));
        ground.policy.retries = retries;
        Formula::PlannedFailures.value(&ground)
    };
    assert_eq!(failures(Fault::ServerError, 0.1, 0), 2.0);
    assert_eq!(failures(Fault::ServerError, 1.0, 3), 20.0);
    assert_eq!(
        failures(Fault::NotFound, 0.1, 3),
        2.0,
        "a retry finds no more"
    );
    assert_eq!(failures(Fault::Hang, 0.2, 0), 4.0);
    assert_eq!(failures(Fault::Slow, 1.0, 0), 0.0, "slow is not wrong");
}

#[test]
fn the_words_have_the_numbers_put_in() {
    let plan = Plan::new(Workload {
        capacity: capacity(8, OverflowPolicy::Wait),
        ..constant(40, 1_500)
    });
    let words = |formula: Formula, slots| formula.words(&on(&plan, limit(slots)));
    assert_eq!(words(Formula::Sum, 1), "Σ d = 40 · 1.5 s");
    assert_eq!(words(Formula::Rounds, 5), "⌈n / k⌉ · d = ⌈40 / 5⌉ · 1.5 s");
    assert_eq!(words(Formula::Rounds, 10), "⌈n / c⌉ · d = ⌈40 / 8⌉ · 1.5 s");
    assert_eq!(
        words(Formula::Connections, 40),
        "⌈n / 6⌉ · d = ⌈40 / 6⌉ · 1.5 s"
    );
    assert_eq!(
        words(Formula::List, 3),
        "list scheduling: each begins once one of 3 places is free"
    );
    assert_eq!(words(Formula::BeyondCapacity, 40), "n − c = 40 − 8");
    assert_eq!(words(Formula::Number(3.0), 1), "");
    let mut ground = on(&plan, limit(40));
    ground.policy.retries = 2;
    assert_eq!(
        Formula::BeyondWaves.words(&ground),
        "n − c · attempts = 40 − 8 · 3"
    );
    assert_eq!(Formula::AllAttempts.words(&ground), "n · attempts = 40 · 3");
    ground.strategy = Strategy::Threads { workers: 4 };
    ground.cores = 2;
    let cores = "⌈n / cores⌉ · d = ⌈40 / 2⌉ · 1.5 s";
    assert_eq!(Formula::Cores.words(&ground), cores);
    let uneven = Plan::new(six_requests());
    assert_eq!(
        Formula::Sum.words(&on(&uneven, limit(1))),
        "Σ dᵢ: all waits added up"
    );
    let updating = Plan::new(Workload {
        kind: WorkKind::Update,
        ..constant(20, 200)
    });
    let mut ground = on(&updating, limit(20));
    let places = "list scheduling: each begins once one of 20 places is free";
    assert_eq!(Formula::List.words(&ground), places);
    ground.policy.lock = Lock::Update;
    let locked = "all waits together, then one update after the other";
    assert_eq!(Formula::List.words(&ground), locked);
}
