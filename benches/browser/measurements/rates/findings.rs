//! What the browser posts while it measures.

use serde::Deserialize;
use serde_json::Value;

use super::super::browser::ExpectedReport;
use super::contests::Contest;

/// One message.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Message {
    /// The browser has opened the page, and this is its name.
    UserAgent(String),
    Found(Finding),
    FixedWorkMs(f64),
    Failed(String),
    Done,
}

/// What one run of one side came to.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The contest's place.
    pub contest: usize,
    /// Round 0 does not count.
    pub round: usize,
    pub side: Side,
    pub makespan_ms: f64,
    #[serde(flatten)]
    details: Details,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    Ours,
    Theirs,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Details {
    /// The lane of the page's report, without its requests.
    Page { lane: Value },
    ByHand {
        answered: u32,
        bytes: u64,
        stats: Stats,
    },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stats {
    requests: u32,
    in_flight: u32,
    max_in_flight: u32,
}

impl Finding {
    /// Checks that all requests were answered within the limit, or there is nothing to compare.
    pub fn check(&self, contest: &Contest) {
        let (requests, limit) = (contest.workload.requests, contest.limit);
        match &self.details {
            Details::Page { lane } => {
                let report = serde_json::json!({"lanes": [lane]});
                ExpectedReport::lane(&report, 0)
                    .succeeded(requests.into())
                    .max_in_flight(limit.into())
                    .max_in_flight_at_source_at_most(limit.into())
                    .makespan_at_least_ideal();
            }
            Details::ByHand {
                answered,
                bytes,
                stats,
            } => {
                let expected = u64::from(requests) * contest.workload.body_bytes;
                assert_eq!((*answered, *bytes), (requests, expected), "by hand");
                assert_eq!((stats.requests, stats.in_flight), (requests, 0), "by hand");
                assert!(stats.max_in_flight <= limit, "by hand: {stats:?}");
            }
        }
    }

    /// The longest freeze of the page meanwhile, in ms.
    pub fn freeze_ms(&self) -> Option<f64> {
        match &self.details {
            Details::Page { lane } => lane["longestFreezeMs"].as_f64(),
            Details::ByHand { .. } => None,
        }
    }
}
