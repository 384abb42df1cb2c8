//! Experiment documents, small enough to run in a blink.

use serde_json::{Value, json};

/// So many requests of one latency, answered by a head and a body at once.
pub fn workload(requests: u32, latency_ms: u32) -> Value {
    json!({
        "requests": requests,
        "latencyMs": {"distribution": "constant", "value": latency_ms},
        "bodyBytes": 64,
        "transferMs": 0,
    })
}

pub fn with_faults(mut workload: Value, faults: Value) -> Value {
    workload["faults"] = faults;
    workload
}

/// One lane under a limit.
pub fn concurrent(workload: Value, limit: u32) -> Value {
    json!({"workload": workload, "lanes": [{"strategy": "concurrent", "limit": limit}]})
}

/// The sequential lane, and one under a limit.
pub fn both_lanes(workload: Value, limit: u32) -> Value {
    json!({
        "workload": workload,
        "lanes": [{"strategy": "sequential"}, {"strategy": "concurrent", "limit": limit}],
    })
}

/// To be answered by the lab server at this origin.
pub fn at_server(mut experiment: Value, origin: &str) -> Value {
    experiment["source"] = json!({"kind": "server", "origin": origin});
    experiment
}

pub fn with_policy(mut experiment: Value, policy: Value) -> Value {
    experiment["policy"] = policy;
    experiment
}
