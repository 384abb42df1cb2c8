//! What the lab itself has counted, asked from the page.

use super::browser::{Page, StaticSite, WAIT_TIMEOUT, wait_until};
use super::page_scripts::before_each_load;
use super::visit::{Visit, dist};
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

/// Opens the page with a count of its calls to the lab. Resource Timing would not do: it leaves out
/// a call whose answer is not read to its end.
pub async fn visit_with_counted_calls() -> Visit {
    let count = "
        window.__labCalls = 0;
        const realFetch = window.fetch;
        window.fetch = function (...given) {
            if (new Request(...given).url.includes('/lab/')) window.__labCalls += 1;
            return realFetch.apply(this, given);
        };";
    let prepare = async |page: &Page| before_each_load(page, count).await;
    Visit::prepared(StaticSite::serve(dist(), "/"), prepare).await
}

/// How many times the page has asked the lab for something since [`forget_calls`].
pub async fn calls_from_page(page: &Page) -> u64 {
    let calls = page.evaluate("window.__labCalls").await;
    calls.as_u64().expect("the calls are counted")
}

/// Forgets the calls so far, once the page has woken the lab, as it does by itself when it opens.
pub async fn forget_calls(page: &Page) {
    page.until_controlled_by_service_worker().await;
    page.until("window.__labCalls > 0", WAIT_TIMEOUT).await;
    page.execute("window.__labCalls = 0;", vec![]).await;
}

/// Waits until the lab has ended everything of a run.
pub async fn until_nothing_is_in_flight(page: &Page, run: &str) {
    let look = async || match count_of(page, run).await {
        LabCount { in_flight: 0, .. } => Ok(()),
        busy => Err(format!("{busy:?}")),
    };
    wait_until("the lab to have nothing in flight", look, WAIT_TIMEOUT).await;
}
