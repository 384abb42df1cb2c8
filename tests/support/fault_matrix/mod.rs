//! Faults that are caused for real, and the table of what comes of each in each engine:
//! `docs/faults.md`. The tests of an engine compare its column with what happened, or write it, if
//! `FETCH_PLAYGROUND_WRITE_DOCS` is set.

mod faults;
mod scenes;
mod servers;
mod table;

use serde_json::{Value, json};

use super::browser::{ExpectedReport, Page};
use faults::{Cause, FAULTS, REFUSED_URLS};
use servers::Servers;
use table::Table;

/// A fault's name, and what came of it.
type Row = (&'static str, String);

/// Causes every fault, and holds the engine's column of the table to what came of it.
pub async fn assert_column(page: &Page, engine: &str) {
    let servers = Servers::start();
    let mut rows = own_urls(page, &servers).await;
    rows.extend(lab_faults(page, &servers).await);
    rows.extend(scenes::rows(page, &servers).await);
    rows.extend(refused_urls(page, &servers).await);
    Table::check(engine, &rows);
}

/// One request for each URL.
async fn own_urls(page: &Page, servers: &Servers) -> Vec<Row> {
    let urls: Vec<_> = FAULTS
        .iter()
        .filter_map(|fault| match fault.cause {
            Cause::Url(url) => Some((fault.name, url(servers))),
            Cause::Experiment(_) => None,
        })
        .collect();
    let report = run(page, at(urls.iter().map(|(_, url)| url.clone()).collect())).await;
    let requests = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(urls.len() as u64)
        .requests();
    let cells = requests.iter().map(cell);
    urls.iter().map(|(name, _)| *name).zip(cells).collect()
}

/// Experiments of one request each.
async fn lab_faults(page: &Page, servers: &Servers) -> Vec<Row> {
    let mut rows = Vec::new();
    for fault in &FAULTS {
        if let Cause::Experiment(experiment) = fault.cause {
            let report = run(page, experiment(servers)).await;
            let lane = ExpectedReport::lane(&report, 0).outcomes_sum_to(1);
            rows.push((fault.name, cell(&lane.requests()[0])));
        }
    }
    rows
}

/// Lines of a list that are never sent, beside one that is.
async fn refused_urls(page: &Page, servers: &Servers) -> Vec<Row> {
    let mut urls = vec![servers.answered()];
    urls.extend(REFUSED_URLS.map(|(_, url)| url.to_owned()));
    let report = run(page, at(urls)).await;
    let refused = report["refusedUrls"].as_array().expect("a list");
    assert_eq!(refused.len(), REFUSED_URLS.len(), "{refused:#?}");
    let cells = refused.iter().map(|line| told("not sent", line));
    let names = REFUSED_URLS.map(|(name, _)| name);
    names.into_iter().zip(cells).collect()
}

/// Patient, so that only what never answers reaches the timeout, on a busy machine too.
fn at(urls: Vec<String>) -> Value {
    json!({
        "source": {"kind": "urls", "urls": urls},
        "workload": {"requests": 1},
        "lanes": [{"strategy": "concurrent", "limit": 4}],
        "policy": {"timeoutMs": 8_000},
    })
}

async fn run(page: &Page, experiment: Value) -> Value {
    let script = "const [experiment, done] = arguments;
        wasmBindings.runExperiment(experiment).then(done, error => done(String(error)));";
    page.execute_async(script, vec![experiment]).await
}

/// The outcome, the kind of error and the first words about it.
fn cell(request: &Value) -> String {
    let outcome = request["outcome"].as_str().unwrap_or_default();
    match &request["error"] {
        Value::Null => format!("{outcome}, status {}", request["status"]),
        error => told(outcome, error),
    }
}

fn told(outcome: &str, error: &Value) -> String {
    let kind = error["kind"].as_str().unwrap_or_default();
    let message = error["message"].as_str().unwrap_or_default();
    let words = first_words(message);
    if kind == outcome {
        format!("`{outcome}`: {words}")
    } else {
        format!("{outcome}, `{kind}`: {words}")
    }
}

/// Up to the first colon or full stop, without the number of a line, without a word that says no
/// more than the outcome, and without how many bytes had come, which differs from run to run.
fn first_words(message: &str) -> &str {
    let message = match message.strip_prefix("Line ") {
        Some(line) => line.split_once(": ").map_or(line, |(_, words)| words),
        None => message.strip_prefix("Cancelled: ").unwrap_or(message),
    };
    let ends = [": ", ". ", ".\n", " off after "];
    let end = ends.iter().filter_map(|end| message.find(end)).min();
    message
        .get(..end.unwrap_or(message.len()))
        .unwrap_or(message)
}
