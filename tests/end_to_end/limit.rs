//! The limit: kept exactly, and followed when it changes under way.

use super::browser::ExpectedReport;
use super::documents::{concurrent, lanes, workload};
use super::lab;
use super::screen::CONCURRENT;
use super::visit::Visit;
use serde_json::json;

#[tokio::test]
async fn a_thousand_requests_under_a_limit_of_a_hundred_are_a_hundred_in_the_lab() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page
        .run_experiment(concurrent(workload(1_000, 530), 100))
        .await;
    let report = report.expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(1_000)
        .outcomes_sum_to(1_000)
        .times_in_order()
        .max_in_flight(100)
        .max_in_flight_at_source(100)
        .makespan_at_least_ideal();
    let count = lab::count_of(page, lab::run_id(&report["lanes"][0])).await;
    assert_eq!(
        (count.requests, count.in_flight, count.max_in_flight),
        (1_000, 0, 100)
    );
    screen.until_says(CONCURRENT, "1,000 Succeeded").await;
    screen.until_says(CONCURRENT, "at most 100 in flight").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_running_lane_follows_the_limit_up_and_down() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(300, 300), 4))
        .await;
    screen.until_says(CONCURRENT, "in flight 4 ·").await;
    screen.limit_slider().await.slide_to(30.0).await;
    screen.until_says(CONCURRENT, "in flight 30 ·").await;
    // Lowered, it holds for those that were queued already.
    screen.field("Limit").await.fill("7").await;
    screen.until_says(CONCURRENT, "in flight 7 ·").await;
    screen.field("Limit").await.fill("60").await;
    let report = started.result().await.expect("it ends");
    let lane = ExpectedReport::lane(&report, 0)
        .succeeded(300)
        .outcomes_sum_to(300)
        .max_in_flight_at_most(60)
        .max_in_flight_at_source_at_most(60)
        .has_no("idealMs");
    assert!(
        lane.number("maxInFlight") >= 30.0,
        "30 were allowed for a while"
    );
    assert_eq!(
        report["lanes"][0]["limit"], 4,
        "the report names the limit it was given"
    );
    screen.until_says(CONCURRENT, "limit was changed").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn an_invalid_limit_does_not_change_a_running_lane() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(60, 600), 6))
        .await;
    screen.until_says(CONCURRENT, "in flight 6 ·").await;
    // Taken while it is typed, the empty field and the zero would be limits too.
    let field = screen.field("Limit").await;
    field.focus().await;
    page.press("Control+a").await;
    field.type_text("0").await;
    screen.until_complains("Limit", "Limit is 0").await;
    let report = started.result().await.expect("it ends");
    ExpectedReport::lane(&report, 0)
        .succeeded(60)
        .max_in_flight(6)
        .max_in_flight_at_source(6);
    assert!(
        !report["lanes"][0]["idealMs"].is_null(),
        "the limit was never changed"
    );
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn opening_the_settings_changes_no_running_lane() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let limits =
        json!([{"strategy": "concurrent", "limit": 2}, {"strategy": "concurrent", "limit": 4}]);
    let started = page
        .start_experiment(lanes(workload(60, 200), limits))
        .await;
    // The field has the first lane's limit, and the second runs.
    screen
        .until_says("Concurrent, limit 4", "in flight 4 ·")
        .await;
    assert_eq!(screen.field("Limit").await.value().await, "2");
    let report = started.result().await.expect("it runs");
    for (lane, limit) in [(0, 2), (1, 4)] {
        assert_eq!(report["lanes"][lane]["limitChanged"], false, "lane {lane}");
        ExpectedReport::lane(&report, lane)
            .succeeded(60)
            .max_in_flight(limit);
    }
}
