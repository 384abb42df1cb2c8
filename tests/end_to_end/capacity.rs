//! A server that works on a limited number of requests at once, on the page.

use super::browser::ExpectedReport;
use super::documents::{concurrent, workload};
use super::screen::CONCURRENT;
use super::visit::Visit;
use serde_json::{Value, json};

/// Twenty requests of 200 ms, all at once, to a server that can work on five.
fn crowded(beyond: &str) -> Value {
    let mut workload = workload(20, 200);
    workload["capacity"] = json!({"requests": 5, "beyond": beyond});
    concurrent(workload, 20)
}

#[tokio::test]
async fn requests_that_a_full_server_rejects_fail_and_are_counted() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page.run_experiment(crowded("tooManyRequests")).await;
    let report = report.expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(5)
        .http_errors(15)
        .outcomes_sum_to(20)
        .max_in_flight_at_source(5)
        .refused_at_source(15)
        .has_no("idealMs");
    screen.until_says(CONCURRENT, "5 Succeeded").await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn queued_requests_are_answered_in_order_and_no_faster_than_ideal() {
    let visit = Visit::start().await;
    let Visit { page, .. } = &visit;
    let report = page.run_experiment(crowded("wait")).await;
    let report = report.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .succeeded(20)
        .max_in_flight_at_source(20)
        .refused_at_source(0)
        .makespan_at_least_ideal();
    assert_eq!(lane.number("idealMs"), 800.0);
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn the_overflow_policy_is_shown_only_with_a_capacity() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.unfold_settings().await;
    let beyond = "Requests beyond it";
    assert!(page.has_none("combobox", beyond).await);
    screen.field("Server capacity").await.fill("0").await;
    let complaint = "Server capacity is 0";
    screen.until_complains("Server capacity", complaint).await;
    screen.field("Server capacity").await.fill("20").await;
    let chosen = page.by_role("combobox", beyond).await.value().await;
    assert_eq!(chosen, "wait");
    screen.field("Server capacity").await.fill("").await;
    screen.until_complains("Server capacity", "").await;
    assert!(page.has_none("combobox", beyond).await);
    page.assert_no_console_problems().await;
}
