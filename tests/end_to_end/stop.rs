//! ■ in the middle: every request has its outcome, the lab is empty, the next run is its own.

use super::browser::{ExpectedReport, Page, StaticSite};
use super::documents::{both_lanes, concurrent, workload};
use super::lab;
use super::page_scripts::before_each_load;
use super::screen::{CONCURRENT, SEQUENTIAL};
use super::visit::{Visit, dist};

#[tokio::test]
async fn stopping_in_the_middle_gives_every_request_its_outcome_and_empties_the_lab() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    // Two lanes of which the second is being run when ■ is pressed: 100 at once, 1,000 in all.
    let experiment = serde_json::json!({
        "workload": workload(1_000, 300),
        "lanes": [
            {"strategy": "concurrent", "limit": 100},
            {"strategy": "sequential"},
            {"strategy": "concurrent", "limit": 50},
        ],
    });
    let started = page.start_experiment(experiment).await;
    screen.until_running().await;
    screen.until_says(SEQUENTIAL, "in flight 1 ·").await;
    screen.stop().await.click().await;
    let report = started.result().await.expect("a stopped run has a report");
    screen.until_idle().await;

    ExpectedReport::lane(&report, 0)
        .succeeded(1_000)
        .outcomes_sum_to(1_000);
    let stopped = ExpectedReport::lane(&report, 1)
        .outcomes_sum_to(1_000)
        .times_in_order();
    assert!(stopped.number_of("cancelled") > 0 && stopped.number_of("succeeded") < 1_000);
    stopped.has_no("idealMs").has_no("speedup");
    // What had not begun ends without a dispatch.
    let never = ExpectedReport::lane(&report, 2)
        .outcomes_sum_to(1_000)
        .cancelled(1_000);
    assert!(
        never
            .requests()
            .iter()
            .all(|request| request["dispatchedMs"].is_null())
    );
    screen
        .until_says(SEQUENTIAL, "Stopped before its end")
        .await;
    for lane in report["lanes"].as_array().expect("lanes") {
        lab::until_nothing_is_in_flight(page, lab::run_id(lane)).await;
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_run_after_a_stopped_one_is_unaffected() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(1_000, 500), 100))
        .await;
    screen.until_running().await;
    // Halfway: some have ended, a hundred are in flight, the others wait.
    screen.until_says(CONCURRENT, "in flight 100 ·").await;
    screen.stop().await.click().await;
    let stopped = started.result().await.expect("a stopped run has a report");
    ExpectedReport::lane(&stopped, 0)
        .outcomes_sum_to(1_000)
        .max_in_flight(100);

    let report = page
        .run_experiment(both_lanes(workload(40, 10), 8))
        .await
        .expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(40)
        .max_in_flight_at_source_at_most(1);
    ExpectedReport::lane(&report, 1)
        .succeeded(40)
        .max_in_flight_at_source_at_most(8);
    let (old, new) = (
        lab::run_id(&stopped["lanes"][0]),
        lab::run_id(&report["lanes"][1]),
    );
    assert_ne!(old, new, "each run has its own counters in the lab");
    assert_eq!(lab::count_of(page, new).await.requests, 40);
    lab::until_nothing_is_in_flight(page, old).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_stop_while_the_lab_is_being_woken_sends_nothing() {
    let never = async |page: &Page| {
        let script = "navigator.serviceWorker.register = () => new Promise(() => {});";
        before_each_load(page, script).await;
    };
    let visit = Visit::prepared(StaticSite::serve(dist(), "/"), never).await;
    let Visit { page, screen, .. } = &visit;
    page.press("Space").await;
    screen.until_running().await;
    page.press("Escape").await;
    screen.until_idle().await;
    let notice = screen.notice().await;
    assert!(notice.contains("before anything was sent"), "{notice}");
    // The lanes stand as they did: nothing was begun, so nothing was cancelled.
    let lane = screen.text_of(SEQUENTIAL).await;
    assert!(!lane.contains("Cancelled"), "{lane}");
    page.assert_no_console_problems().await;
}
