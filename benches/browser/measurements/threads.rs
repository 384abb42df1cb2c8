//! A pool of workers against one request at a time, and the article's thousand pages in real
//! time.

use serde_json::{Value, json};

use super::against_peer::take_turns;
use super::browser::ExpectedReport;
use super::documents::{BODY_BYTES, Contest, Load};
use super::sheet::{Sheet, Target};
use super::visit::Visit;

/// The article's pages: 534.6 s one by one, 89.2 s with threads, 12.8 s asynchronously.
const PAGES: Load = Load {
    requests: 1_000,
    latency_ms: 535,
    limit: 100,
};
const ARTICLES_SPEEDUP: f64 = 41.8;

/// 350 × 200 ms on seven workers.
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
}

/// The article's thousand pages, on threads and asynchronously.
pub async fn measure_article(visit: &Visit, sheet: &mut Sheet, pairs: usize) {
    let planned_ms = f64::from(PAGES.requests * PAGES.latency_ms);
    let lanes = json!([{"strategy": "threads", "workers": 6}]);
    let pages = workload(PAGES.requests, PAGES.latency_ms);
    let report = run(visit, sheet, pages, lanes).await;
    let lane = ExpectedReport::lane(&report, 0).succeeded(u64::from(PAGES.requests));
    let times = planned_ms / lane.number("makespanMs");
    let what = "the article's 1,000 pages: 6 threads over one by one";
    sheet.add_ratio(what, times, format!("{times:.2}"), Target::AtLeast(5.8));

    let contest = Contest {
        load: PAGES,
        origin: None,
    };
    let turns = take_turns(visit, sheet, &contest, pairs).await;
    let (ours, theirs) = (turns.ours().median(), turns.theirs().median());
    let (times, by_hand) = (planned_ms / ours, planned_ms / theirs);
    sheet.add_ratio(
        "the same: asynchronously, limit 100, over one by one",
        times,
        format!("{times:.1} (by hand {by_hand:.1})"),
        Target::AtLeast(ARTICLES_SPEEDUP),
    );
    let ratio = times / by_hand;
    let what = "the same: our speedup over that by hand";
    sheet.add_ratio(what, ratio, format!("{ratio:.3}"), Target::AtLeast(0.97));
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
