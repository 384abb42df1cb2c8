//! The experiment document: its defaults, and that it is read as it was written.

use playground_core::documents::experiment::{self, to_json};
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{
    Capacity, Fault, Faults, Latency, OverflowPolicy, WorkKind, Workload,
};
use playground_core::experiment::{Experiment, OnError, Policy};
use serde_json::{Value, json};

use crate::rows::assert_rows;
use playground_testing::samples::Dice;
use playground_testing::urls::StandardUrls;

fn read(document: &Value) -> Experiment {
    experiment::read(document.clone(), &StandardUrls::default()).expect("the document is taken")
}

fn planned(lanes: &[Strategy]) -> Vec<PlannedLane> {
    lanes.iter().copied().map(PlannedLane::from).collect()
}

#[test]
fn an_empty_document_is_the_default_experiment() {
    assert_eq!(read(&json!({})), Experiment::default());
    assert_eq!(read(&json!({"version": 1})), Experiment::default());
    let empty = json!({"workload": {"faults": {}}, "policy": {}});
    assert_eq!(read(&empty), Experiment::default());
}

#[test]
fn every_default_is_as_documented() {
    let expected = json!({
        "version": 1,
        "source": {"kind": "lab"},
        "workload": {
            "kind": "fetch",
            "requests": 100,
            "latencyMs": {"distribution": "uniform", "min": 40, "max": 120},
            "bodyBytes": 2048,
            "transferMs": 20,
            "faults": {
                "serverError": 0.0,
                "notFound": 0.0,
                "tooManyRequests": 0.0,
                "slow": 0.0,
                "hang": 0.0,
                "drop": 0.0,
            },
            "capacity": null,
            "computeMs": 100,
            "seed": 42,
        },
        "lanes": [{"strategy": "sequential"}, {"strategy": "concurrent", "limit": 10}],
        "policy": {"timeoutMs": 5000, "retries": 0, "backoff": "jittered", "onError": "collect",
            "lock": "none"},
    });
    assert_eq!(to_json(&Experiment::default()), expected);
}

#[test]
fn a_lane_without_its_number_gets_a_limit_or_size_of_10_or_4_workers() {
    let document = json!({"lanes": [
        {"strategy": "concurrent"},
        {"strategy": "threads"},
        {"strategy": "batched"},
        {"strategy": "batched", "size": 25},
    ]});
    let experiment = read(&document);
    assert_eq!(
        experiment.lanes,
        planned(&[
            Strategy::Concurrent { limit: 10 },
            Strategy::Threads { workers: 4 },
            Strategy::Batched { size: 10 },
            Strategy::Batched { size: 25 },
        ])
    );
    let written = to_json(&experiment);
    let batched = json!({"strategy": "batched", "size": 25});
    assert_eq!(written["lanes"][3], batched);
}

#[test]
fn each_field_that_is_given_replaces_its_default_and_no_other() {
    let default = Experiment::default();
    let workload = |change: fn(&mut Workload)| {
        let mut changed = default.clone();
        change(&mut changed.workload);
        changed
    };
    let policy = |change: fn(&mut Policy)| {
        let mut changed = default.clone();
        change(&mut changed.policy);
        changed
    };
    let cases = [
        (
            json!({"workload": {"requests": 100_000}}),
            workload(|all| all.requests = 100_000),
        ),
        (
            json!({"workload": {"latencyMs": {"distribution": "constant", "value": 0}}}),
            workload(|all| all.latency = Latency::Constant { value: 0 }),
        ),
        (
            json!({"workload": {"bodyBytes": 0}}),
            workload(|all| all.body_bytes = 0),
        ),
        (
            json!({"workload": {"transferMs": 60_000}}),
            workload(|all| all.transfer_ms = 60_000),
        ),
        (
            json!({"workload": {"faults": {"hang": 0.25}}}),
            workload(|all| all.faults = Faults::NONE.with(Fault::Hang, 0.25)),
        ),
        (json!({"workload": {"capacity": null}}), default.clone()),
        (
            json!({"workload": {"capacity": {"requests": 20}}}),
            workload(|all| {
                all.capacity = Some(Capacity {
                    requests: 20,
                    beyond: OverflowPolicy::Wait,
                });
            }),
        ),
        (
            json!({"workload": {"capacity": {"requests": 1_000, "beyond": "tooManyRequests"}}}),
            workload(|all| {
                all.capacity = Some(Capacity {
                    requests: 1_000,
                    beyond: OverflowPolicy::TooManyRequests,
                });
            }),
        ),
        (
            json!({"workload": {"capacity": {"requests": 1, "beyond": "unavailable"}}}),
            workload(|all| {
                all.capacity = Some(Capacity {
                    requests: 1,
                    beyond: OverflowPolicy::Unavailable,
                });
            }),
        ),
        (
            json!({"workload": {"computeMs": 1}}),
            workload(|all| all.compute_ms = 1),
        ),
        (
            json!({"workload": {"computeMs": 10_000}}),
            workload(|all| all.compute_ms = 10_000),
        ),
        (
            json!({"workload": {"seed": 9_007_199_254_740_991_u64}}),
            workload(|all| all.seed = (1 << 53) - 1),
        ),
        (
            json!({"policy": {"timeoutMs": 1}}),
            policy(|all| all.timeout_ms = 1),
        ),
        (
            json!({"policy": {"retries": 10}}),
            policy(|all| all.retries = 10),
        ),
        (
            json!({"policy": {"onError": "failFast"}}),
            policy(|all| all.on_error = OnError::FailFast),
        ),
    ];
    assert_rows(cases.map(|(document, expected)| {
        let experiment = read(&document);
        (document, experiment, expected)
    }));
}

#[test]
fn an_experiment_that_is_written_is_read_as_it_was() {
    let mut dice = Dice::new(71);
    for _ in 0..500 {
        let experiment = dice.experiment();
        let document = to_json(&experiment);
        assert_eq!(read(&document), experiment);
        let printed = document.to_string();
        let reread: Value = serde_json::from_str(&printed).expect("a document is JSON");
        assert_eq!(read(&reread), experiment);
    }
}

#[test]
fn fractions_that_binary_cannot_hold_are_read_as_they_were() {
    let mut experiment = Experiment::default();
    experiment.workload.faults = Faults::NONE
        .with(Fault::Hang, 0.1)
        .with(Fault::Drop, 1.0 / 3.0)
        .with(Fault::Slow, 0.07);
    experiment.workload.latency = Latency::LogNormal {
        median: 80,
        sigma: 0.1 + 0.2,
    };
    assert_eq!(read(&to_json(&experiment)), experiment);
}

#[test]
fn other_sources_and_lanes_are_read_as_they_were() {
    let experiment = Experiment {
        source: Source::LabServer {
            origin: "https://localhost:8443".to_owned(),
        },
        lanes: planned(&[Strategy::Threads { workers: 64 }, Strategy::Blocking]),
        ..Experiment::default()
    };
    assert_eq!(read(&to_json(&experiment)), experiment);
}

#[test]
fn a_whole_number_is_read_in_any_notation() {
    let document = json!({"version": 1.0, "workload": {"requests": 1e2, "seed": 42.0}});
    assert_eq!(read(&document), Experiment::default());
}

#[test]
fn the_order_of_fields_does_not_matter() {
    let latency = json!({"max": 9, "min": 3, "distribution": "uniform"});
    let parsed = read(&json!({
        "policy": {"retries": 1},
        "lanes": [{"limit": 3, "strategy": "concurrent"}],
        "workload": {"seed": 1, "latencyMs": latency},
    }));
    assert_eq!(parsed.policy.retries, 1);
    assert_eq!(parsed.lanes, planned(&[Strategy::Concurrent { limit: 3 }]));
    assert_eq!(parsed.workload.latency, Latency::Uniform { min: 3, max: 9 });
}

#[test]
fn ten_tenths_and_eight_lanes_are_within_the_limits() {
    let tenths = json!({"workload": {"faults": {
        "serverError": 0.1, "notFound": 0.2, "tooManyRequests": 0.3,
        "slow": 0.1, "hang": 0.2, "drop": 0.1,
    }}});
    assert!(read(&tenths).workload.faults.sum() > 0.99);
    let lane = json!({"strategy": "concurrent", "limit": 1000});
    let eight = read(&json!({"lanes": vec![lane; 8]}));
    assert_eq!(
        eight.lanes,
        planned(&[Strategy::Concurrent { limit: 1_000 }; 8])
    );
    let equal = json!({"workload": {"latencyMs": {"distribution": "uniform", "min": 5, "max": 5}}});
    assert_eq!(
        read(&equal).workload.latency,
        Latency::Uniform { min: 5, max: 5 }
    );
}

#[test]
fn threads_are_read_with_1_to_64_workers() {
    for workers in 1..=64 {
        let threads = json!({"lanes": [{"strategy": "threads", "workers": workers}]});
        assert_eq!(
            read(&threads).lanes,
            planned(&[Strategy::Threads { workers }])
        );
    }
}

#[test]
fn each_kind_of_work_is_read_by_its_name_and_is_fetch_by_default() {
    let names = WorkKind::ALL.map(WorkKind::name);
    assert_eq!(names, ["fetch", "compute", "mixed", "update"]);
    assert_rows(WorkKind::ALL.map(|kind| {
        let read = read(&json!({"workload": {"kind": kind.name()}}));
        let mut expected = Experiment::default();
        expected.workload.kind = kind;
        (kind.name(), read, expected)
    }));
    assert_eq!(
        read(&json!({"workload": {}})).workload.kind,
        WorkKind::Fetch
    );
}
