//! What a teacher does: open the page, press one key, talk over what happens.

use super::browser::ExpectedReport;
use super::page_scripts::{announcements, record_announcements};
use super::screen::{COMPARE, CONCURRENT, ERRORS, SEQUENTIAL};
use super::visit::Visit;
use serde_json::json;

#[tokio::test]
async fn one_press_of_space_runs_both_lanes_to_their_ends() {
    let visit = Visit::start().await;
    let Visit {
        page, screen, site, ..
    } = &visit;
    record_announcements(page).await;

    page.press("Space").await;
    screen.until_running().await;
    // The first lane is on its way, and says how far it has come.
    screen.until_says(SEQUENTIAL, "in flight 1 ·").await;
    screen.until_idle().await;

    screen.until_says(SEQUENTIAL, "at most 1 in flight").await;
    screen.until_says(SEQUENTIAL, "lab counted 1").await;
    screen.until_says(CONCURRENT, "at most 10 in flight").await;
    screen.until_says(CONCURRENT, "lab counted 10").await;
    screen.until_says(SEQUENTIAL, "100 Succeeded").await;
    screen.until_says(CONCURRENT, "100 Succeeded").await;
    screen.until_says(CONCURRENT, "× faster").await;
    let slow = screen.text_of(SEQUENTIAL).await;
    assert!(!slow.contains("faster"), "the sequential lane says: {slow}");
    for lane in [SEQUENTIAL, CONCURRENT] {
        screen.until_says(COMPARE, lane).await;
    }
    screen.until_says(ERRORS, "No request has failed").await;

    let said = announcements(page).await;
    let ends = said.iter().filter(|text| text.starts_with("Finished"));
    assert_eq!(ends.count(), 1, "announced: {said:?}");
    let end = said.last().expect("something was announced");
    assert!(
        end.contains("Sequential") && end.contains("times faster"),
        "announced: {end}"
    );
    // On a busy machine the run takes over 15 s, after which its progress is announced once.
    assert!(
        said.len() <= 3,
        "changes are announced once, not streamed: {said:?}"
    );
    page.assert_no_console_problems().await;
    assert_eq!(site.missing(), Vec::<String>::new());
}

#[tokio::test]
async fn omitted_fields_are_defaults_and_the_report_is_complete() {
    let visit = Visit::start().await;
    let page = &visit.page;
    let report = page
        .run_experiment(json!({"workload": {"requests": 20}}))
        .await;
    let report = report.expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(20)
        .outcomes_sum_to(20)
        .times_in_order()
        .max_in_flight(1)
        .max_in_flight_at_source(1)
        .makespan_at_least_ideal();
    ExpectedReport::lane(&report, 1)
        .succeeded(20)
        .outcomes_sum_to(20)
        .times_in_order()
        .max_in_flight(10)
        .max_in_flight_at_source_at_most(10)
        .makespan_at_least_ideal()
        .speedup_at_least(1.5);
    assert_eq!(report["version"], 1);
    let mut asked_for = page.default_experiment().await;
    asked_for["workload"]["requests"] = json!(20);
    assert_eq!(report["experiment"], asked_for);
    let environment = &report["environment"];
    for known in [
        "userAgent",
        "hardwareConcurrency",
        "crossOriginIsolated",
        "appVersion",
    ] {
        assert!(
            !environment[known].is_null(),
            "environment.{known} is missing"
        );
    }
    for lane in report["lanes"].as_array().expect("lanes") {
        for rank in ["p50", "p90", "p95", "p99", "max"] {
            let ms = lane["durationMs"][rank].as_f64();
            assert!(
                ms.is_some_and(|ms| ms >= 40.0),
                "durationMs.{rank} is {ms:?}"
            );
        }
    }
    page.assert_no_console_problems().await;
}
