//! What a browser told of the requests of a lane.

use super::browser::ExpectedReport;
use serde_json::Value;

/// What the requests of a lane spent their time on, together; each one's phases are held to its
/// times on the way.
#[derive(Debug)]
pub struct Phases {
    pub protocols: Vec<String>,
    sums: Vec<(String, f64)>,
}

impl Phases {
    /// Of a lane whose server waited for so long before it answered.
    pub fn of(lane: ExpectedReport<'_>, latency_ms: f64) -> Self {
        /// A browser's clock ticks in tenths of a ms; each phase ends at a tick.
        const RESOLUTION: f64 = 0.2;
        let requests = lane.requests();
        let mut protocols: Vec<_> = requests
            .iter()
            .map(|request| request["protocol"].as_str().unwrap_or("hidden").to_owned())
            .collect();
        protocols.dedup();
        let mut sums: Vec<(String, f64)> = Vec::new();
        for request in requests {
            let ms = |value: &Value| value.as_f64().expect("a time");
            let phases = request["phasesMs"]
                .as_object()
                .unwrap_or_else(|| panic!("the browser told no phases: {request}"));
            let total: f64 = phases.values().map(ms).sum();
            let in_flight = ms(&request["endedMs"]) - ms(&request["dispatchedMs"]);
            assert!(
                (total - in_flight).abs() < RESOLUTION,
                "{total} of {in_flight}: {request}"
            );
            assert!(
                phases.values().all(|span| ms(span) > -RESOLUTION),
                "{request}"
            );
            assert!(
                ms(&phases["response"]) >= latency_ms - RESOLUTION,
                "{request}"
            );
            for (name, span) in phases {
                match sums.iter_mut().find(|(known, _)| known == name) {
                    Some((_, sum)) => *sum += ms(span),
                    None => sums.push((name.clone(), ms(span))),
                }
            }
        }
        Self { protocols, sums }
    }

    /// All requests together.
    pub fn sum(&self, phase: &str) -> f64 {
        let found = self.sums.iter().find(|(name, _)| name == phase);
        found.unwrap_or_else(|| panic!("no {phase} in {self:?}")).1
    }

    pub fn largest(&self) -> &str {
        let largest = self
            .sums
            .iter()
            .max_by(|one, other| one.1.total_cmp(&other.1));
        &largest.expect("there are phases").0
    }
}
