//! What the lab itself has counted, asked from the page.

use super::browser::{PATIENCE, Page, wait_until};
use serde_json::{Value, json};

/// The counters of one run, as the lab's `stats` shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabCount {
    pub requests: u64,
    pub in_flight: u64,
    pub max_in_flight: u64,
}

/// A lane's run, as its addresses name it.
pub fn run_id(lane: &Value) -> &str {
    let url = lane["requests"][0]["url"]
        .as_str()
        .expect("a request has an address");
    let (_, after) = url.split_once("run=").expect("an address names its run");
    after.split('&').next().expect("a run has an id")
}

pub async fn count_of(page: &Page, run: &str) -> LabCount {
    let ask = "const [run, done] = arguments;
        fetch(`lab/stats?run=${run}`, {cache: 'no-store'})
            .then(answer => answer.json()).then(done, error => done(String(error)));";
    let stats = page.execute_async(ask, vec![json!(run)]).await;
    let number = |name: &str| {
        let number = stats[name].as_u64();
        number.unwrap_or_else(|| panic!("the lab's stats have no {name}: {stats}"))
    };
    LabCount {
        requests: number("requests"),
        in_flight: number("inFlight"),
        max_in_flight: number("maxInFlight"),
    }
}

/// How many times the page has asked for something below `lab/` since [`forget_calls`].
pub async fn calls_from_page(page: &Page) -> u64 {
    let calls = "performance.getEntriesByType('resource')
        .filter(entry => new URL(entry.name).pathname.includes('/lab/')).length";
    page.evaluate(calls).await.as_u64().expect("a count")
}

/// Forgets all calls, and makes room for so many that none is left out.
pub async fn forget_calls(page: &Page) {
    let forget = "performance.clearResourceTimings();
        performance.setResourceTimingBufferSize(100_000);";
    page.execute(forget, vec![]).await;
}

/// Waits until the lab has ended everything of a run.
pub async fn until_nothing_is_in_flight(page: &Page, run: &str) {
    let look = async || match count_of(page, run).await {
        LabCount { in_flight: 0, .. } => Ok(()),
        busy => Err(format!("{busy:?}")),
    };
    wait_until("the lab to have nothing in flight", look, PATIENCE).await;
}
