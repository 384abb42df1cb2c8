//! A lane in batches: a number of requests together, and the next when all have ended.

use super::browser::ExpectedReport;
use super::documents::{lanes, with_faults, with_policy, workload};
use super::screen::{BATCHED, CONCURRENT};
use super::screen_text::expected;
use super::visit::Visit;
use serde_json::{Value, json};

/// 23 requests of different lengths, some of which are retried, in batches of five and under a
/// limit of five.
fn both() -> Value {
    let mut work = with_faults(workload(23, 0), json!({"serverError": 0.2}));
    work["latencyMs"] = json!({"distribution": "uniform", "min": 20, "max": 150});
    let strategies = json!([
        {"strategy": "batched", "size": 5},
        {"strategy": "concurrent", "limit": 5},
    ]);
    with_policy(lanes(work, strategies), json!({"retries": 3}))
}

#[tokio::test]
async fn no_requests_of_two_batches_are_in_flight_at_the_same_time() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page.run_experiment(both()).await.expect("it runs");
    assert_eq!(report["experiment"]["lanes"][0]["size"], 5);
    let [batched, concurrent] = [0, 1].map(|lane| {
        ExpectedReport::lane(&report, lane)
            .outcomes_sum_to(23)
            .times_in_order()
            .max_in_flight(5)
            .max_in_flight_at_source_at_most(5)
            .makespan_at_least_ideal()
    });
    batched.in_batches_of(5);
    let ideals = [batched, concurrent].map(|lane| lane.number("idealMs"));
    assert!(
        ideals[0] > ideals[1],
        "batches wait for their slowest: {ideals:?}"
    );

    screen.until_says(BATCHED, "Batched, 5 at a time").await;
    screen.until_says(BATCHED, "batches of 5").await;
    screen.until_says(CONCURRENT, "limit 5").await;
    // It is read back as it was written.
    let again = page.run_experiment(report["experiment"].clone()).await;
    assert_eq!(again.expect("it runs")["experiment"], report["experiment"]);
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_batched_lane_is_ticked_has_its_size_and_can_be_stopped() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    assert!(page.has_none("textbox", "Batch size").await);
    screen.latency_kind().await.choose("all the same").await;
    screen.field("Each").await.fill("480").await;
    screen.field("Requests").await.fill("100").await;
    screen.lane_switch("Sequential").await.click().await;
    screen.lane_switch(BATCHED).await.click().await;
    screen
        .until_says(BATCHED, &expected("Batched, 10 at a time 5.0 s"))
        .await;
    screen.field("Batch size").await.fill("0").await;
    let range = "Batch size is 0: it must be a whole number from 1 to 1,000.";
    screen.until_complains("Batch size", range).await;
    screen.field("Batch size").await.fill("4").await;
    screen
        .until_says(BATCHED, &expected("Batched, 4 at a time 12.5 s"))
        .await;

    screen.run().await.click().await;
    screen.until_says(BATCHED, "4 Succeeded").await;
    page.press("Escape").await;
    screen.until_idle().await;
    screen.until_says(BATCHED, "Stopped before its end").await;
    screen.until_says(BATCHED, "at most 4 in flight").await;
    page.assert_no_console_problems().await;
}
