//! Experiments to begin with: chosen, they fill the fields, say how long they take, and run.

use super::browser::{ExpectedReport, Name, Page, WAIT_TIMEOUT};
use super::documents::{both_lanes, workload};
use super::screen::{BLOCKING, COMPARE, CONCURRENT, SEQUENTIAL, THREADS};
use super::screen_text::expected;
use super::visit::Visit;

/// The settings are the user's own.
const OWN: &str = "";
const FIRST: &str = "First steps: 100 requests";
const TASKS: &str = "The article's tasks: from 10 s to 3 s";
const PAGES: &str = "The article's pages: 30, about 20 s";
const COMPUTING: &str = "Computing: who gains?";
const MIXED: &str = "Requests + CPU work";
const FREEZE: &str = "Freeze the page";

/// What the page says the whole run should take.
async fn estimate(page: &Page) -> String {
    let text = page.evaluate("document.querySelector('.estimate').innerText");
    text.await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_chosen_experiment_fills_the_fields_and_says_what_each_lane_should_take() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    assert_eq!(screen.preset().await.value().await, FIRST);
    screen.preset().await.choose(TASKS).await;
    // One after the other they take 10 s, and the longest of them 3 s.
    screen.until_says(SEQUENTIAL, &expected("10.0 s")).await;
    screen.until_says(CONCURRENT, &expected("3.0 s")).await;
    assert_eq!(estimate(page).await, "about 13.0 s");
    for (field, value) in [("Requests", "5"), ("Shortest", "1000"), ("Longest", "3000")] {
        assert_eq!(screen.field(field).await.value().await, value, "{field}");
    }

    screen.preset().await.choose(PAGES).await;
    // 30 pages of 535 ms: one, six, or all of them at a time.
    screen.until_says(SEQUENTIAL, &expected("16.1 s")).await;
    screen
        .until_says(THREADS, &expected("Threads, 6 workers 2.7 s"))
        .await;
    screen
        .until_says(CONCURRENT, &expected("Concurrent, limit 100 535 ms"))
        .await;
    assert_eq!(estimate(page).await, "about 19.3 s");
    assert_eq!(screen.field("Workers").await.value().await, "6");

    screen.preset().await.choose(FREEZE).await;
    screen.until_says(BLOCKING, &expected("3.0 s")).await;
    page.until_none("region", Name::starts_with(THREADS)).await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn after_a_run_a_chosen_experiment_has_a_panel_for_each_of_its_lanes() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page.run_experiment(both_lanes(workload(4, 5), 2)).await;
    ExpectedReport::lane(&report.expect("it runs"), 1).succeeded(4);
    screen.until_idle().await;
    screen.preset().await.choose(PAGES).await;
    screen.part("Threads, 6 workers").await;
    screen.part("Concurrent, limit 100").await;
}

#[tokio::test]
async fn a_changed_experiment_is_custom_and_changed_back_it_is_recognised() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    for (typed, name) in [("101", OWN), ("100", FIRST), ("0", OWN), ("100", FIRST)] {
        screen.field("Requests").await.fill(typed).await;
        let shown = "document.getElementById('field-preset').value";
        let is_shown = format!("{shown} === {name:?}");
        page.until(&is_shown, WAIT_TIMEOUT).await;
    }
    // A lane less is another experiment, too.
    screen.lane_switch(SEQUENTIAL).await.click().await;
    page.until_none("region", SEQUENTIAL).await;
    assert_eq!(screen.preset().await.value().await, OWN);
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn what_an_experiment_does_not_ask_for_is_not_shown() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.latency_kind().await;
    assert!(page.has_none("textbox", "Computation").await);
    screen.preset().await.choose(COMPUTING).await;
    assert_eq!(screen.field("Computation").await.value().await, "100");
    page.until_none("combobox", "Latency").await;
    for label in ["Shortest", "Longest", "Body", "Transfer", "Seed"] {
        assert!(page.has_none("textbox", label).await, "{label} is shown");
    }
    assert_eq!(screen.work().await.value().await, "compute");
    // 16 computations of 100 ms: workers share the cores that there are, the page has one thread.
    for lane in [SEQUENTIAL, CONCURRENT] {
        screen.until_says(lane, &expected("1.6 s")).await;
    }
    screen
        .until_says(THREADS, &expected("Threads, 2 workers 800 ms"))
        .await;

    screen.preset().await.choose(MIXED).await;
    screen.field("Computation").await;
    screen.latency_kind().await;
    assert_eq!(screen.work().await.value().await, "mixed");
    screen.work().await.choose("requests").await;
    page.until_none("textbox", "Computation").await;
    assert_eq!(screen.preset().await.value().await, OWN);
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn an_articles_figures_are_shown_beside_the_measured_ones() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.preset().await.choose(TASKS).await;
    assert!(
        page.has_none("table", Name::Any).await,
        "nothing has run yet"
    );
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "5 Succeeded").await;
    screen.until_idle().await;
    let theirs_and_ours = "The article Here, 5 Sequential 10.0 s 10.";
    screen.until_says(COMPARE, theirs_and_ours).await;
    let theirs_and_ours = "Concurrent, limit 10 3.0 s · 3.3× 3.";
    screen.until_says(COMPARE, theirs_and_ours).await;
    // They belong to that experiment alone.
    screen.field("Requests").await.fill("4").await;
    screen.run().await.click().await;
    screen.until_running().await;
    page.until("!document.querySelector('.compare table')", WAIT_TIMEOUT)
        .await;
    screen.stop().await.click().await;
    screen.until_idle().await;
    page.assert_no_console_problems_but_failed_loads().await;
}
