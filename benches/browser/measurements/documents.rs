//! The experiments that are measured.

use serde_json::{Value, json};

/// This number of requests of one latency, each answered by a head and a small body at once.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub requests: u32,
    pub latency_ms: u32,
    pub limit: u32,
}

/// Bytes of a body.
pub const BODY_BYTES: u32 = 2_048;

impl Load {
    /// The load on one lane under its limit.
    pub fn experiment(self) -> Value {
        json!({
            "workload": {
                "requests": self.requests,
                "latencyMs": {"distribution": "constant", "value": self.latency_ms},
                "bodyBytes": BODY_BYTES,
                "transferMs": 0,
            },
            "lanes": [{"strategy": "concurrent", "limit": self.limit}],
            // Long enough never to matter.
            "policy": {"timeoutMs": 60_000},
        })
    }
}

/// 500 requests, 25 of each of four faults; the first failure ends the run.
pub fn failing_fast() -> Value {
    json!({
        "workload": {
            "requests": 500,
            "faults": {"serverError": 0.05, "notFound": 0.05, "hang": 0.05, "drop": 0.05},
        },
        "lanes": [{"strategy": "concurrent", "limit": 50}],
        "policy": {"timeoutMs": 1_000, "onError": "failFast"},
    })
}

/// Half of 200 requests are never answered: soon each of 12 workers is blocked by one.
pub fn blocking_workers() -> Value {
    json!({
        "workload": {"requests": 200, "faults": {"hang": 0.5}},
        "lanes": [{"strategy": "threads", "workers": 12}],
        "policy": {"timeoutMs": 60_000},
    })
}
