//! A server that works on a limited number of requests at once, on the page.

use super::browser::ExpectedReport;
use super::documents::{concurrent, workload};
use super::page_scripts::{announcements, record_announcements};
use super::screen::{COMPARE, CONCURRENT, THREADS};
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
async fn a_lane_in_which_fewer_succeeded_is_not_called_faster() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    record_announcements(page).await;
    let mut both = crowded("tooManyRequests");
    both["lanes"] = json!([
        {"strategy": "sequential"},
        {"strategy": "concurrent", "limit": 20},
        {"strategy": "threads", "workers": 2},
    ]);
    let report = page.run_experiment(both).await.expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(20);
    ExpectedReport::lane(&report, 1)
        .succeeded(5)
        .has_no("speedup");
    ExpectedReport::lane(&report, 2)
        .succeeded(20)
        .speedup_at_least(1.2);

    let why = "15 of 20 failed: no comparison";
    screen.until_says(CONCURRENT, why).await;
    screen.until_says(THREADS, "× faster").await;
    let lane = screen.text_of(CONCURRENT).await;
    assert!(!lane.contains("faster"), "the lane says: {lane}");
    screen.until_says(COMPARE, why).await;
    let bars = "document.querySelectorAll('.compare .measured').length";
    assert_eq!(page.evaluate(bars).await, 2, "the others have bars");
    let said = announcements(page).await.pop().unwrap_or_default();
    assert!(
        said.contains("no comparison, 15 failures"),
        "announced: {said}"
    );
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
