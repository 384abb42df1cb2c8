//! Experiment documents, small enough to run in a blink.

use serde_json::{Value, json};

/// This number of requests of one latency, answered by a head and a body at once.
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

/// These lanes, one after the other.
pub fn lanes(workload: Value, lanes: Value) -> Value {
    json!({"workload": workload, "lanes": lanes})
}

/// One lane of this number of workers.
pub fn threads(workload: Value, workers: u32) -> Value {
    lanes(
        workload,
        json!([{"strategy": "threads", "workers": workers}]),
    )
}

/// This number of computations of one length, without any request.
pub fn computations(items: u32, compute_ms: u32) -> Value {
    json!({"kind": "compute", "requests": items, "computeMs": compute_ms})
}

/// Each response is computed on for so long.
pub fn computed_on(mut workload: Value, compute_ms: u32) -> Value {
    workload["kind"] = json!("mixed");
    workload["computeMs"] = json!(compute_ms);
    workload
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
