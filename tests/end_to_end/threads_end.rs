//! ■ while workers start: nothing of them stays.

use super::browser::{ExpectedReport, StaticSite};
use super::documents::{threads, workload};
use super::screen::{RUN_TIMEOUT, THREADS};
use super::visit::{Visit, assert_runs_well, copy_of_dist, rewrite};
use super::workers::{assert_all_are_ended, record_workers};

#[tokio::test]
async fn a_stop_while_workers_start_sends_nothing_and_leaves_none() {
    // Workers of an empty program never say that they are there.
    let build = copy_of_dist();
    rewrite(build.path(), "fetch_worker_start.js", |_| String::new());
    let visit = Visit::to(StaticSite::serve(build.path(), "/")).await;
    let Visit { page, screen, .. } = &visit;
    record_workers(page).await;
    let started = page.start_experiment(threads(workload(20, 5), 4)).await;
    page.until("window.recordedWorkers.length === 4", RUN_TIMEOUT)
        .await;
    page.press("Escape").await;
    let report = started.result().await.expect("a stopped run has a report");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(20)
        .cancelled(20)
        .max_in_flight(0)
        .max_in_flight_at_source(0)
        .has_no("startupMs");
    for request in lane.requests() {
        assert_eq!(request["error"]["by"], "user", "{request}");
    }
    screen.until_idle().await;
    assert_all_are_ended(page).await;
    screen.until_says(THREADS, "Stopped before its end").await;
    assert_runs_well(page).await;
    page.assert_no_console_problems().await;
}
