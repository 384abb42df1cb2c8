//! The experiments that are measured.

use playground_core::lab::address::{FOLDER, SERVER_FOLDER};
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

    /// What the load takes without any overhead.
    pub fn ideal_ms(self) -> f64 {
        f64::from(self.requests.div_ceil(self.limit) * self.latency_ms)
    }
}

/// A load, and who answers it.
#[derive(Clone, Debug)]
pub struct Contest {
    pub load: Load,
    /// The lab server to be asked; without one, the built-in lab.
    pub origin: Option<String>,
}

impl Contest {
    pub fn experiment(&self) -> Value {
        let mut experiment = self.load.experiment();
        if let Some(origin) = &self.origin {
            experiment["source"] = json!({"kind": "server", "origin": origin});
        }
        experiment
    }

    /// The address of the lab's folder.
    pub fn lab(&self) -> String {
        match &self.origin {
            Some(origin) => format!("{origin}/{SERVER_FOLDER}"),
            None => FOLDER.to_owned(),
        }
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
