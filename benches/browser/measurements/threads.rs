//! A pool of workers against one request at a time, in real time.

use serde_json::{Value, json};

use super::browser::ExpectedReport;
use super::documents::BODY_BYTES;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

/// The article's pages: 534.6 s one by one, 89.2 s with threads.
const PAGES: u32 = 1_000;
const PAGE_MS: u32 = 535;

/// 350 × 200 ms on seven workers, and the article's pages on six.
pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let lanes = json!([{"strategy": "sequential"}, {"strategy": "threads", "workers": 7}]);
    let report = run(visit, sheet, workload(350, 200), lanes).await;
    let lane = ExpectedReport::lane(&report, 1)
        .succeeded(350)
        .max_in_flight(7)
        .max_in_flight_at_source_at_most(7);
    let speedup = lane.number("speedup");
    let startup = lane.number("startupMs");
    sheet.add_ratio(
        "350 × 200 ms, 7 workers over sequential, times faster",
        speedup,
        format!("{speedup:.2} (and {startup:.0} ms to start them)"),
        Target::AtLeast(6.3),
    );

    let lanes = json!([{"strategy": "threads", "workers": 6}]);
    let report = run(visit, sheet, workload(PAGES, PAGE_MS), lanes).await;
    let lane = ExpectedReport::lane(&report, 0).succeeded(u64::from(PAGES));
    let times = f64::from(PAGES * PAGE_MS) / lane.number("makespanMs");
    let what = "the article's 1,000 pages: 6 threads over one by one";
    sheet.add_ratio(what, times, format!("{times:.2}"), Target::AtLeast(5.8));
}

fn workload(requests: u32, latency_ms: u32) -> Value {
    json!({
        "requests": requests,
        "latencyMs": {"distribution": "constant", "value": latency_ms},
        "bodyBytes": BODY_BYTES,
        "transferMs": 0,
    })
}

async fn run(visit: &Visit, sheet: &mut Sheet, workload: Value, lanes: Value) -> Value {
    visit.note_fixed_work(sheet).await;
    let experiment = json!({"workload": workload, "lanes": lanes});
    let report = visit.page.run_experiment(experiment).await;
    report.unwrap_or_else(|refusal| panic!("the page refused: {refusal}"))
}
