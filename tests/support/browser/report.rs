//! A small language for what a lane's report should say.
//!
//! Each expectation panics with the lane's strategy, what was expected and what is there; each
//! returns the lane again, so that a test lists them one under the other:
//!
//! ```ignore
//! let report = page.run_experiment(experiment).await.unwrap();
//! ExpectedReport::lane(&report, 1).succeeded(475).http_errors(25).max_in_flight(10).outcomes_sum_to(500);
//! ```

use serde_json::Value;

/// The outcomes a report counts, by their names in it.
const OUTCOMES: [&str; 7] = [
    "succeeded",
    "httpError",
    "timedOut",
    "networkError",
    "bodyBroken",
    "tooLarge",
    "cancelled",
];

/// One lane of a report, under scrutiny.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedReport<'report> {
    pub(super) lane: &'report Value,
}

impl<'report> ExpectedReport<'report> {
    /// The lane at `index` of a whole report.
    #[track_caller]
    pub fn lane(report: &'report Value, index: usize) -> Self {
        let lane = &report["lanes"][index];
        assert!(
            lane.is_object(),
            "the report has no lane {index}: {}",
            shortened(report)
        );
        Self { lane }
    }

    /// All lanes of a report.
    #[track_caller]
    pub fn lanes(report: &'report Value) -> Vec<Self> {
        let Some(lanes) = report["lanes"].as_array() else {
            panic!("the report has no lanes: {}", shortened(report));
        };
        lanes.iter().map(|lane| Self { lane }).collect()
    }

    #[track_caller]
    pub fn succeeded(self, expected: u64) -> Self {
        self.counted("succeeded", expected)
    }

    #[track_caller]
    pub fn http_errors(self, expected: u64) -> Self {
        self.counted("httpError", expected)
    }

    #[track_caller]
    pub fn timed_out(self, expected: u64) -> Self {
        self.counted("timedOut", expected)
    }

    #[track_caller]
    pub fn network_errors(self, expected: u64) -> Self {
        self.counted("networkError", expected)
    }

    #[track_caller]
    pub fn bodies_broken(self, expected: u64) -> Self {
        self.counted("bodyBroken", expected)
    }

    #[track_caller]
    pub fn too_large(self, expected: u64) -> Self {
        self.counted("tooLarge", expected)
    }

    #[track_caller]
    pub fn cancelled(self, expected: u64) -> Self {
        self.counted("cancelled", expected)
    }

    /// Every request ended, each in one outcome, and the counts say what the requests say.
    #[track_caller]
    pub fn outcomes_sum_to(self, requests: u64) -> Self {
        let Some(counts) = self.lane["counts"].as_object() else {
            self.fail("its counts", "an object", &self.lane["counts"]);
        };
        let sum: u64 = counts.values().filter_map(Value::as_u64).sum();
        self.check("the sum of its outcomes", sum == requests, requests, sum);
        let listed = self.requests();
        self.check(
            "the number of its requests",
            listed.len() as u64 == requests,
            requests,
            listed.len(),
        );
        for outcome in OUTCOMES {
            let said = listed
                .iter()
                .filter(|request| request["outcome"] == outcome)
                .count() as u64;
            self.check(
                &format!("its requests with outcome {outcome}"),
                said == self.count(outcome),
                self.count(outcome),
                said,
            );
        }
        self
    }

    #[track_caller]
    pub fn max_in_flight(self, expected: u64) -> Self {
        self.equal("maxInFlight", expected)
    }

    #[track_caller]
    pub fn max_in_flight_at_most(self, bound: u64) -> Self {
        self.at_most("maxInFlight", bound)
    }

    #[track_caller]
    pub fn max_in_flight_at_source(self, expected: u64) -> Self {
        self.equal("maxInFlightAtSource", expected)
    }

    #[track_caller]
    pub fn max_in_flight_at_source_at_most(self, bound: u64) -> Self {
        self.at_most("maxInFlightAtSource", bound)
    }

    #[track_caller]
    pub fn refused_at_source(self, expected: u64) -> Self {
        self.equal("refusedAtSource", expected)
    }

    #[track_caller]
    pub fn makespan_between(self, low_ms: f64, high_ms: f64) -> Self {
        let seen = self.number("makespanMs");
        self.check(
            "makespanMs",
            (low_ms..=high_ms).contains(&seen),
            format!("{low_ms} to {high_ms}"),
            seen,
        )
    }

    /// It took at least as long as it ideally would, and at most `factor` times as long.
    #[track_caller]
    pub fn makespan_within_ideal_times(self, factor: f64) -> Self {
        let ideal = self.number("idealMs");
        self.makespan_between(ideal, ideal * factor)
    }

    #[track_caller]
    pub fn speedup_at_least(self, bound: f64) -> Self {
        let seen = self.number("speedup");
        self.check("speedup", seen >= bound, format!("at least {bound}"), seen)
    }

    /// It cannot have been faster than the same requests without overhead; clocks are coarse.
    #[track_caller]
    pub fn makespan_at_least_ideal(self) -> Self {
        let ideal = self.number("idealMs");
        self.makespan_between(ideal - 1.0, f64::INFINITY)
    }

    /// A field the report leaves empty on purpose, such as the speedup of a stopped lane.
    #[track_caller]
    pub fn has_no(self, field: &str) -> Self {
        let seen = &self.lane[field];
        let is_there = self
            .lane
            .as_object()
            .is_some_and(|lane| lane.contains_key(field));
        self.check(field, is_there && seen.is_null(), "null", seen)
    }

    /// Whatever was retried: nothing was sent before all requests of the batch before had ended.
    #[track_caller]
    pub fn in_batches_of(self, size: usize) -> Self {
        let requests = self.requests();
        let batches: Vec<_> = requests.chunks(size).collect();
        for (number, pair) in batches.windows(2).enumerate() {
            let ended = pair[0].iter().filter_map(|it| it["endedMs"].as_f64());
            let ended = ended.fold(0.0, f64::max);
            let sent = pair[1].iter().filter_map(|it| {
                let first = &it["attempts"][0];
                first["dispatchedMs"].as_f64()
            });
            let sent = sent.fold(f64::INFINITY, f64::min);
            let what = format!("batch {}", number + 1);
            let expected = format!("sent from {ended} ms on");
            self.check(&what, sent >= ended, expected, sent);
        }
        self
    }

    /// Each request by itself: dispatched after it was queued, answered after that, ended last.
    #[track_caller]
    pub fn times_in_order(self) -> Self {
        for request in self.requests() {
            let times = ["queuedMs", "dispatchedMs", "responseMs", "endedMs"];
            let known: Vec<f64> = times
                .iter()
                .filter_map(|time| request[time].as_f64())
                .collect();
            let (expected, what) = (
                "times that never go back",
                format!("request {}", request["index"]),
            );
            self.check(&what, known.is_sorted(), expected, format!("{known:?}"));
        }
        self
    }

    /// How many requests had this outcome, by its name in the report.
    #[track_caller]
    pub fn number_of(self, outcome: &str) -> u64 {
        self.count(outcome)
    }

    pub fn requests(self) -> &'report [Value] {
        self.lane["requests"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// A number of the lane, for an expectation this language has no word for.
    #[track_caller]
    pub fn number(self, field: &str) -> f64 {
        let seen = &self.lane[field];
        match seen.as_f64() {
            Some(number) => number,
            None => self.fail(field, "a number", seen),
        }
    }
}

fn shortened(report: &Value) -> String {
    report.to_string().chars().take(400).collect()
}
