//! Faults that take more than a URL: something is done to the page while it runs.

use playground_core::experiment::plan::Answer;
use serde_json::{Value, json};

use super::super::browser::{ExpectedReport, Page, WAIT_TIMEOUT};
use super::servers::Servers;
use super::{Row, at, cell, first_words};

/// Counts the requests that are sent, and the responses whose heads have come.
const WATCH: &str = "
    window.browsersFetch ??= window.fetch;
    [window.sent, window.heads] = [0, 0];
    window.fetch = (...given) => {
        window.sent += 1;
        const response = window.browsersFetch(...given);
        response.then(() => window.heads += 1, () => {});
        return response;
    };";
const UNWATCH: &str = "window.fetch = window.browsersFetch;";

const PRESS_STOP: &str =
    "[...document.querySelectorAll('button')].find(it => it.textContent.includes('Stop')).click();";

const KEEP_BUSY: &str = "const end = performance.now() + 5_000; while (performance.now() < end);";

const FILL_STORAGE: &str = "
    window.browsersSetItem ??= Storage.prototype.setItem;
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
const EMPTY_STORAGE: &str = "Storage.prototype.setItem = window.browsersSetItem;";

const ADVANCE_CLOCK: &str = "
    window.browsersNow ??= Date.now;
    Date.now = () => window.browsersNow() + 3_600_000;";
const RESTORE_CLOCK: &str = "Date.now = window.browsersNow;";

pub async fn rows(page: &Page, servers: &Servers) -> Vec<Row> {
    let mut rows = stopped_at_each_step(page, servers).await;
    rows.extend([
        ended_by_another(page, servers).await,
        busy_page(page, "a busy page, and an answer that came in time", {
            one_at(servers.late(300), 4_000)
        })
        .await,
        busy_page(page, "a busy page, and no answer", {
            one_at(servers.misbehaving.url("silent"), 4_000)
        })
        .await,
        meanwhile(
            page,
            "the storage is full",
            servers,
            FILL_STORAGE,
            EMPTY_STORAGE,
        )
        .await,
        meanwhile(
            page,
            "the clock jumps by an hour",
            servers,
            ADVANCE_CLOCK,
            RESTORE_CLOCK,
        )
        .await,
        hostile_document(page).await,
    ]);
    rows
}

/// Two at once: one has no head, one is in its body, one is not sent.
async fn stopped_at_each_step(page: &Page, servers: &Servers) -> Vec<Row> {
    let (silent, drip) = ("silent", "drip");
    let urls = [silent, drip, drip].map(|path| servers.misbehaving.url(path));
    let mut experiment = at(urls.into());
    experiment["lanes"][0]["limit"] = json!(2);
    experiment["policy"]["timeoutMs"] = json!(60_000);
    let requests = disturbed(page, experiment, "window.heads >= 1", PRESS_STOP).await;
    let names = [
        "stopped before the head",
        "stopped in the body",
        "stopped before it is sent",
    ];
    names.into_iter().zip(requests.iter().map(cell)).collect()
}

async fn ended_by_another(page: &Page, servers: &Servers) -> Row {
    let not_found = servers.answering(Answer::Whole { status: 404 }, 9, None);
    let mut experiment = at(vec![servers.misbehaving.url("silent"), not_found]);
    experiment["policy"] = json!({"timeoutMs": 60_000, "onError": "failFast"});
    let requests = disturbed(page, experiment, "window.sent >= 1", "").await;
    (
        "another request failed, on error: fail fast",
        cell(&requests[0]),
    )
}

async fn busy_page(page: &Page, name: &'static str, experiment: Value) -> Row {
    let requests = disturbed(page, experiment, "window.sent >= 1", KEEP_BUSY).await;
    let mut said = cell(&requests[0]);
    // Elsewhere it depends on how busy the tests keep this machine.
    if requests[0]["error"]["pageWasBusy"] == true {
        said += " (`pageWasBusy`)";
    }
    (name, said)
}

/// From before the run until after it.
async fn meanwhile(
    page: &Page,
    name: &'static str,
    servers: &Servers,
    disturb: &str,
    restore: &str,
) -> Row {
    let experiment = one_at(servers.late(300), 4_000);
    let requests = disturbed(page, experiment, "window.sent >= 1", disturb).await;
    page.execute(restore, vec![]).await;
    (name, cell(&requests[0]))
}

async fn hostile_document(page: &Page) -> Row {
    let hostile = json!({"workload": {"requests": "<img src=x onerror=alert(1)>"}});
    let refusal = page.run_experiment(hostile).await;
    let refusal = refusal.expect_err("it is no number");
    (
        "a hostile document",
        format!("not run: {}", first_words(&refusal)),
    )
}

/// What became of the requests of a run to whose page something is done, once that is so.
async fn disturbed(page: &Page, experiment: Value, once: &str, script: &str) -> Vec<Value> {
    page.execute(WATCH, vec![]).await;
    let started = page.start_experiment(experiment).await;
    page.until(once, WAIT_TIMEOUT).await;
    page.execute(script, vec![]).await;
    let report = started.result().await.expect("it has a report");
    page.execute(UNWATCH, vec![]).await;
    let lane = ExpectedReport::lane(&report, 0);
    let requests = lane.requests().to_vec();
    lane.outcomes_sum_to(requests.len() as u64);
    requests
}

fn one_at(url: String, timeout_ms: u32) -> Value {
    let mut experiment = at(vec![url]);
    experiment["policy"]["timeoutMs"] = json!(timeout_ms);
    experiment
}
