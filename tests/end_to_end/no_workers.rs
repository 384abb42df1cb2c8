//! No workers to be had: said in words, and the lanes beside that need none run as ever.

use super::browser::{ExpectedReport, StaticSite};
use super::documents::{lanes, workload};
use super::screen::THREADS;
use super::visit::{Visit, copy_of_dist};
use super::workers::{assert_all_are_ended, record_workers, workers_made};
use serde_json::json;

/// A lane of threads between two others, of which it alone comes to nothing.
async fn assert_only_threads_come_to_nothing(visit: &Visit) {
    let Visit { page, screen, .. } = visit;
    let three = json!([
        {"strategy": "sequential"},
        {"strategy": "threads", "workers": 4},
        {"strategy": "concurrent", "limit": 5},
    ]);
    let report = page.run_experiment(lanes(workload(20, 5), three)).await;
    let report = report.expect("it runs");
    for place in [0, 2] {
        ExpectedReport::lane(&report, place)
            .succeeded(20)
            .outcomes_sum_to(20);
    }
    let lane = ExpectedReport::lane(&report, 1)
        .outcomes_sum_to(20)
        .cancelled(20)
        .max_in_flight(0)
        .has_no("blocking")
        .has_no("startupMs")
        .has_no("idealMs")
        .has_no("speedup");
    for request in lane.requests() {
        assert_eq!(request["error"]["by"], "noWorkers", "{request}");
        assert!(request["dispatchedMs"].is_null(), "{request}");
    }
    let words = "The browser gave this page no workers, so nothing was sent";
    screen.until_says(THREADS, words).await;
    screen.until_idle().await;
    assert_eq!(screen.notice_now().await, "");
}

#[tokio::test]
async fn a_browser_that_makes_no_workers_is_reported_beside_lanes_that_run() {
    let visit = Visit::start().await;
    let page = &visit.page;
    let refuse = "window.Worker = class { constructor() { throw new DOMException('No.'); } };";
    page.execute(refuse, vec![]).await;
    assert_only_threads_come_to_nothing(&visit).await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_browser_that_makes_too_few_workers_keeps_none_of_them() {
    let visit = Visit::start().await;
    let page = &visit.page;
    record_workers(page).await;
    let refuse = "
        const Recorded = window.Worker;
        window.Worker = class extends Recorded {
            constructor(...given) {
                if (window.recordedWorkers.length === 3) throw new DOMException('No more.');
                super(...given);
            }
        };";
    page.execute(refuse, vec![]).await;
    assert_only_threads_come_to_nothing(&visit).await;
    assert_eq!(workers_made(page).await, 3);
    assert_all_are_ended(page).await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_missing_worker_file_is_reported_beside_lanes_that_run() {
    for file in [
        "fetch_worker_start.js",
        "fetch_worker.js",
        "fetch_worker_bg.wasm",
    ] {
        let build = copy_of_dist();
        std::fs::remove_file(build.path().join(file)).expect("it was there");
        let visit = Visit::to(StaticSite::serve(build.path(), "/")).await;
        let Visit { page, site, .. } = &visit;
        record_workers(page).await;
        assert_only_threads_come_to_nothing(&visit).await;
        assert!(
            site.missing().contains(&format!("/{file}")),
            "it was not requested"
        );
        assert_all_are_ended(page).await;
        // The browser tells of what a worker lacks; the page has caught it.
        let mut problems = page.console_problems().await;
        problems.retain(|it| !it.is_failed_load() && !it.message.contains("fetch_worker"));
        assert_eq!(problems, vec![]);
    }
}
