//! Runs one after the other, and what is in memory after each.

#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock and threads"
)]

#[path = "../../../tests/support/browser/mod.rs"]
mod browser;
#[path = "../../../tests/end_to_end/documents.rs"]
#[allow(dead_code, reason = "a soak uses a few of the documents")]
mod documents;
#[path = "../../../tests/support/lab_server.rs"]
#[allow(dead_code, reason = "a soak uses one of its ports")]
mod lab_server;
mod memory;
mod processes;

use std::path::PathBuf;
use std::time::Instant;

use browser::{Browser, Page, StaticSite};
use documents::{at_server, concurrent, threads, with_faults, with_policy, workload};
use lab_server::LabServer;
use memory::{Memory, Samples};
use serde_json::{Value, json};

const USUAL_REQUESTS: u32 = 1_000_000;
const REQUESTS_PER_RUN: u32 = 10_000;

pub fn main() {
    // Cargo says `--bench` to every benchmark.
    let number = std::env::args().skip(1).find(|word| word != "--bench");
    let requests = number.map_or(USUAL_REQUESTS, |text| {
        let number = text.replace([',', '_'], "").parse();
        number.unwrap_or_else(|_| panic!("{text} is no number of requests"))
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime
        .expect("a runtime")
        .block_on(soak(requests.div_ceil(REQUESTS_PER_RUN).max(20)));
}

async fn soak(runs: u32) {
    let dist = std::env::var_os("FETCH_PLAYGROUND_DIST").map(PathBuf::from);
    let dist = dist.expect("FETCH_PLAYGROUND_DIST is the built page; use `cargo xtask soak`");
    let server = LabServer::start();
    let site = StaticSite::serve(dist, "/");
    let browser = Browser::start().await;
    let page = browser.page().clone();
    Memory::prepare(&page).await;
    page.goto(&site.url()).await;
    page.until_app_ready().await;

    let experiments = experiments(&server);
    let (started, mut samples) = (Instant::now(), Samples::default());
    // What is set up once is set up now.
    for (name, experiment) in &experiments {
        run(&page, name, experiment).await;
    }
    for number in 1..=runs {
        let (name, experiment) = &experiments[number as usize % experiments.len()];
        let counts = run(&page, name, experiment).await;
        let memory = Memory::now(&page).await;
        println!("run {number} of {runs}, {name}: {counts}; {memory}");
        samples.add(memory);
    }
    let total = u64::from(runs) * u64::from(REQUESTS_PER_RUN);
    println!(
        "{total} requests in {:.0} s.",
        started.elapsed().as_secs_f64()
    );
    samples.assert_flat();
    page.assert_no_console_problems_but_failed_loads().await;
}

/// Each with every fault that ends soon, retries and a time limit that some requests exceed.
fn experiments(server: &LabServer) -> Vec<(&'static str, Value)> {
    let faults = json!({"serverError": 0.02, "notFound": 0.01, "hang": 0.01, "drop": 0.01});
    let workload = || with_faults(workload(REQUESTS_PER_RUN, 2), faults.clone());
    let policy = |experiment| with_policy(experiment, json!({"timeoutMs": 500, "retries": 1}));
    let limited = || policy(concurrent(workload(), 200));
    let threaded = || policy(threads(workload(), 8));
    vec![
        ("built-in lab, concurrent", limited()),
        ("built-in lab, threads", threaded()),
        (
            "lab server, concurrent",
            at_server(limited(), &server.http1()),
        ),
        (
            "lab server, threads",
            at_server(threaded(), &server.http1()),
        ),
    ]
}

/// Runs the experiment, and returns how many requests ended in each way.
async fn run(page: &Page, name: &str, experiment: &Value) -> Value {
    // The report stays in the browser: it has several megabytes.
    let script = "const [experiment, done] = arguments;
        wasmBindings.runExperiment(experiment).then(async report => {
            const [{counts, ending, requests}] = report.lanes;
            const url = new URL(requests[0].url);
            const stats = url.href.replace(/work\\?.*/, `stats?run=${url.searchParams.get('run')}`);
            const {inFlight} = await (await fetch(stats)).json();
            const withOutcome = requests.filter(request => request.outcome !== null).length;
            done({counts, ending, inFlight, withOutcome});
        }).catch(error => done({error: String(error)}));";
    let result = page.execute_async(script, vec![experiment.clone()]).await;
    assert_eq!(result["ending"], "completed", "{name}: {result}");
    assert_eq!(result["inFlight"], 0, "{name}: {result}");
    assert_eq!(result["withOutcome"], REQUESTS_PER_RUN, "{name}: {result}");
    let counts = result["counts"].as_object().expect("counts");
    let sum: u64 = counts.values().filter_map(Value::as_u64).sum();
    assert_eq!(sum, u64::from(REQUESTS_PER_RUN), "{name}: {result}");
    result["counts"].clone()
}
