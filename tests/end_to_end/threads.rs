//! Threads: a worker for each request in flight, blocked by it where that reaches the source.

use super::addresses::{at_urls, below, quick, work};
use super::browser::{ExpectedReport, Page};
use super::documents::{lanes, threads, with_faults, workload};
use super::lab;
use super::lab_server::LabServer;
use super::page_scripts::hard_reload;
use super::screen::THREADS;
use super::screen_text::UNKNOWN_CAUSE;
use super::visit::Visit;
use super::workers::{assert_all_are_ended, record_workers, workers_made};
use playground_core::lab::address::LabRequest;
use serde_json::{Value, json};

/// The lane's workers took some time to start, and wait in this way.
#[track_caller]
pub fn assert_waits(report: &Value, lane: usize, blocking: &str) {
    assert_eq!(report["lanes"][lane]["blocking"], blocking);
    let startup = ExpectedReport::lane(report, lane).number("startupMs");
    assert!(startup > 0.0, "workers that start in {startup} ms");
}

fn ms(request: &Value, name: &str) -> f64 {
    let time = request[name].as_f64();
    time.unwrap_or_else(|| panic!("no {name}: {request}"))
}

/// What blocked on a response that broke off is not told so; all else is as in a lane that awaits.
fn assert_same_but_for_what_broke(awaited: &Value, blocked: &Value) {
    if awaited["outcome"] == "bodyBroken" {
        assert_eq!(blocked["outcome"], "networkError", "{blocked}");
        assert_eq!(blocked["error"]["kind"], UNKNOWN_CAUSE, "{blocked}");
        let words = blocked["error"]["message"].as_str().unwrap_or_default();
        assert!(words.contains("blocking request failed"), "{words}");
        return;
    }
    for field in ["outcome", "status", "bytes", "error"] {
        assert_eq!(blocked[field], awaited[field], "{field} of {blocked}");
    }
    let responded = ms(blocked, "responseMs");
    let in_flight = ms(blocked, "dispatchedMs")..=ms(blocked, "endedMs");
    assert!(in_flight.contains(&responded), "{blocked}");
}

#[tokio::test]
async fn on_the_built_in_lab_workers_block_and_come_to_the_same_ends() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    record_workers(page).await;
    let faults = json!({"serverError": 0.1, "notFound": 0.1, "drop": 0.1});
    let both = json!([
        {"strategy": "concurrent", "limit": 7},
        {"strategy": "threads", "workers": 7},
    ]);
    let experiment = lanes(with_faults(workload(70, 50), faults), both);
    let report = page.run_experiment(experiment).await.expect("it runs");
    let awaited = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(70)
        .http_errors(14)
        .bodies_broken(7)
        .has_no("blocking")
        .has_no("startupMs");
    let blocked = ExpectedReport::lane(&report, 1)
        .outcomes_sum_to(70)
        .succeeded(49)
        .http_errors(14)
        .network_errors(7)
        .times_in_order()
        .max_in_flight(7)
        .max_in_flight_at_source_at_most(7)
        .makespan_at_least_ideal()
        .has_no("limit");
    assert_waits(&report, 1, "syncXhr");
    for (awaited, blocked) in awaited.requests().iter().zip(blocked.requests()) {
        assert_same_but_for_what_broke(awaited, blocked);
    }
    let count = lab::count_of(page, lab::run_id(&report["lanes"][1])).await;
    assert_eq!((count.requests, count.in_flight), (70, 0));
    assert_eq!(workers_made(page).await, 7);
    assert_all_are_ended(page).await;
    for words in [
        "Threads, 7 workers",
        "Each worker was blocked by its request. Its workers started in",
        "at most 7 in flight",
    ] {
        screen.until_says(THREADS, words).await;
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn own_addresses_are_requested_by_the_chosen_number_of_workers() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let page = &visit.page;
    let slow = |index| LabRequest {
        delay_ms: 100,
        ..quick(index)
    };
    let urls: Vec<_> = (0..20).map(|index| work(&server, slow(index))).collect();
    let experiment = at_urls(threads(workload(1, 1), 3), &urls);
    let report = page.run_experiment(experiment).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .succeeded(20)
        .outcomes_sum_to(20)
        .times_in_order()
        .max_in_flight(3)
        .has_no("maxInFlightAtSource");
    assert_waits(&report, 0, "awaitedFetch");
    for (request, url) in lane.requests().iter().zip(&urls) {
        assert_eq!(
            (&request["url"], &request["bytes"]),
            (&json!(url), &json!(100))
        );
    }
    let stats = below(&server, "stats?run=77");
    let stats = page
        .evaluate(&format!("fetch('{stats}').then(it => it.json())"))
        .await;
    let counted =
        json!({"requests": 20, "inFlight": 0, "maxInFlight": 3, "refused": 0, "counter": 0});
    assert_eq!(stats, counted, "what the server was really asked");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn after_a_hard_reload_workers_still_reach_the_built_in_lab() {
    let visit = Visit::start().await;
    let page = &visit.page;
    page.until_controlled_by_service_worker().await;
    hard_reload(page).await;
    assert_threads_run_well(page).await;
    page.assert_no_console_problems().await;
}

/// Workers have every reason to succeed, whatever was done to the page before.
pub async fn assert_threads_run_well(page: &Page) {
    let report = page.run_experiment(threads(workload(20, 5), 4)).await;
    let report = report.expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(20)
        .max_in_flight_at_source_at_most(4);
    assert_waits(&report, 0, "syncXhr");
}
