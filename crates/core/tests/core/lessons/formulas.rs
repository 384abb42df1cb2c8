//! Formulas against values computed by hand on small plans.

use playground_core::experiment::plan::Plan;
use playground_core::experiment::policy::Lock;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{
    Capacity, Fault, Faults, Latency, OverflowPolicy, WorkKind, Workload,
};
use playground_core::lessons::formula::{Formula, FormulaInputs};

use crate::rows::assert_rows;
use playground_testing::formula_inputs::{inputs, limit};
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
fn times_match_values_computed_by_hand() {
    // 4, 1, 3, 2, 5 and 1 ms.
    let plan = Plan::new(six_requests());
    let two = inputs(&plan, limit(2));
    assert_eq!(Formula::Sum.value(&two), 16.0);
    assert_eq!(Formula::Longest.value(&two), 5.0);
    assert_eq!(Formula::Rounds.value(&two), 15.0);
    // Two slots: #0 0–4 and #1 0–1, #2 1–4, #3 4–6 and #4 4–9, #5 6–7.
    assert_eq!(Formula::List.value(&two), 9.0);
    assert_eq!(Formula::Connections.value(&two), 15.0);
    assert_eq!(Formula::Connections.value(&inputs(&plan, limit(30))), 5.0);
    let mut short_timeout = two;
    short_timeout.policy.timeout_ms = 3;
    assert_eq!(Formula::Capped.value(&short_timeout), 3.0);
    assert_eq!(Formula::Capped.value(&two), 5.0);
    assert_eq!(Formula::Number(150.0).value(&two), 150.0);
}

#[test]
fn rounds_have_the_size_of_the_smallest_bound() {
    let plan = Plan::new(constant(40, 100));
    let rounds = |plan: &Plan, slots| Formula::Rounds.value(&inputs(plan, limit(slots)));
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
    let connections = Formula::Connections.value(&inputs(&plan, limit(40)));
    assert_eq!(connections, 700.0);

    let computing = Plan::new(Workload {
        kind: WorkKind::Compute,
        compute_ms: 50,
        ..constant(16, 100)
    });
    let cores = |strategy, cores| {
        let base = inputs(&computing, strategy);
        Formula::Cores.value(&FormulaInputs { cores, ..base })
    };
    let workers = Strategy::Threads { workers: 4 };
    assert_eq!(
        [cores(workers, 8), cores(workers, 2), cores(workers, 3)],
        [200.0, 400.0, 300.0]
    );
    // The page has one thread, whatever the limit.
    assert_eq!(cores(limit(16), 8), 800.0);
}

#[test]
fn batches_take_the_longest_of_each_added_up() {
    // 4, 1, 3, 2, 5, 1.
    let plan = Plan::new(six_requests());
    let batches = |size| Formula::Batches.value(&inputs(&plan, Strategy::Batched { size }));
    let rows = [
        (1, 16.0),
        (2, 12.0),
        (4, 9.0),
        (5, 6.0),
        (6, 5.0),
        (100, 5.0),
    ];
    assert_rows(rows.map(|(size, expected)| (size, batches(size), expected)));
    let label = Formula::Batches.label(&inputs(&plan, Strategy::Batched { size: 1_000 }));
    let words = "Σ max dᵢ: the longest wait of each batch of 1,000, added up";
    assert_eq!(label, words);
}

#[test]
fn counts_match_values_computed_by_hand() {
    let plan = Plan::new(Workload {
        capacity: capacity(20, OverflowPolicy::Unavailable),
        ..constant(100, 100)
    });
    let mut inputs_of = inputs(&plan, limit(60));
    let value = |formula: Formula, of: &FormulaInputs<'_>| formula.value(of);
    assert_eq!(value(Formula::All, &inputs_of), 100.0);
    assert_eq!(value(Formula::Limit, &inputs_of), 60.0);
    assert_eq!(value(Formula::Capacity, &inputs_of), 20.0);
    assert_eq!(value(Formula::BeyondCapacity, &inputs_of), 80.0);
    assert_eq!(value(Formula::AllAttempts, &inputs_of), 100.0);
    inputs_of.policy.retries = 3;
    assert_eq!(value(Formula::AllAttempts, &inputs_of), 400.0);
    assert_eq!(value(Formula::BeyondWaves, &inputs_of), 20.0);
    inputs_of.policy.retries = 9;
    assert_eq!(
        value(Formula::BeyondWaves, &inputs_of),
        0.0,
        "never negative"
    );
    let roomy = Plan::new(constant(100, 100));
    assert_eq!(
        value(Formula::BeyondCapacity, &inputs(&roomy, limit(60))),
        0.0
    );
}

#[test]
fn a_requests_length_covers_all_attempts_and_capped_only_the_first() {
    let plan = Plan::new(Workload {
        faults: Faults::NONE.with(Fault::ServerError, 1.0),
        ..constant(3, 100)
    });
    let mut inputs_of = inputs(&plan, limit(3));
    inputs_of.policy.retries = 2;
    assert_eq!(Formula::Sum.value(&inputs_of), 900.0);
    assert_eq!(Formula::Longest.value(&inputs_of), 300.0);
    assert_eq!(Formula::Capped.value(&inputs_of), 100.0);
}

#[test]
fn a_request_is_planned_to_fail_if_its_last_attempt_does() {
    let failures = |fault, share, retries| {
        let plan = Plan::new(Workload {
            faults: Faults::NONE.with(fault, share),
            ..constant(20, 100)
        });
        let mut inputs_of = inputs(&plan, limit(5));
        inputs_of.policy.retries = retries;
        Formula::PlannedFailures.value(&inputs_of)
    };
    assert_eq!(failures(Fault::ServerError, 0.1, 0), 2.0);
    assert_eq!(failures(Fault::ServerError, 1.0, 3), 20.0);
    assert_eq!(
        failures(Fault::NotFound, 0.1, 3),
        2.0,
        "a retry does not help"
    );
    assert_eq!(failures(Fault::Hang, 0.2, 0), 4.0);
    assert_eq!(
        failures(Fault::Slow, 1.0, 0),
        0.0,
        "a slow answer is not a failure"
    );
}

#[test]
fn a_label_contains_the_numbers() {
    let plan = Plan::new(Workload {
        capacity: capacity(8, OverflowPolicy::Wait),
        ..constant(40, 1_500)
    });
    let label = |formula: Formula, slots| formula.label(&inputs(&plan, limit(slots)));
    assert_eq!(label(Formula::Sum, 1), "Σ d = 40 · 1.5 s");
    assert_eq!(label(Formula::Rounds, 5), "⌈n / k⌉ · d = ⌈40 / 5⌉ · 1.5 s");
    assert_eq!(label(Formula::Rounds, 10), "⌈n / c⌉ · d = ⌈40 / 8⌉ · 1.5 s");
    assert_eq!(
        label(Formula::Connections, 40),
        "⌈n / 6⌉ · d = ⌈40 / 6⌉ · 1.5 s"
    );
    assert_eq!(
        label(Formula::List, 3),
        "list scheduling: each request starts once one of 3 slots is free"
    );
    assert_eq!(label(Formula::BeyondCapacity, 40), "n − c = 40 − 8");
    assert_eq!(label(Formula::Number(3.0), 1), "");
    let mut inputs_of = inputs(&plan, limit(40));
    inputs_of.policy.retries = 2;
    assert_eq!(
        Formula::BeyondWaves.label(&inputs_of),
        "n − c · attempts = 40 − 8 · 3"
    );
    assert_eq!(
        Formula::AllAttempts.label(&inputs_of),
        "n · attempts = 40 · 3"
    );
    inputs_of.strategy = Strategy::Threads { workers: 4 };
    inputs_of.cores = 2;
    let cores = "⌈n / cores⌉ · d = ⌈40 / 2⌉ · 1.5 s";
    assert_eq!(Formula::Cores.label(&inputs_of), cores);
    let large = Plan::new(Workload {
        capacity: capacity(1_000, OverflowPolicy::Wait),
        ..constant(20_000, 1_500)
    });
    let label_of = |formula: Formula| formula.label(&inputs(&large, limit(1_000)));
    assert_eq!(label_of(Formula::Sum), "Σ d = 20,000 · 1.5 s");
    assert_eq!(
        label_of(Formula::Rounds),
        "⌈n / k⌉ · d = ⌈20,000 / 1,000⌉ · 1.5 s"
    );
    assert_eq!(label_of(Formula::BeyondCapacity), "n − c = 20,000 − 1,000");
    assert!(label_of(Formula::List).contains("one of 1,000 slots"));
    let uneven = Plan::new(six_requests());
    assert_eq!(
        Formula::Sum.label(&inputs(&uneven, limit(1))),
        "Σ dᵢ: all waits added up"
    );
    let updating = Plan::new(Workload {
        kind: WorkKind::Update,
        ..constant(20, 200)
    });
    let mut inputs_of = inputs(&updating, limit(20));
    let scheduled = "list scheduling: each request starts once one of 20 slots is free";
    assert_eq!(Formula::List.label(&inputs_of), scheduled);
    inputs_of.policy.lock = Lock::Update;
    let locked = "all waits overlap, then the updates run one after the other";
    assert_eq!(Formula::List.label(&inputs_of), locked);
}
