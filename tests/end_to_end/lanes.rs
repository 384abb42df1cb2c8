//! Which lanes there are, chosen on screen: each has its panel and its planned time, and one is
//! always left.

use super::browser::{ExpectedReport, Name, WAIT_TIMEOUT};
use super::documents::{lanes, workload};
use super::screen::{BATCHED, BLOCKING, CONCURRENT, SEQUENTIAL, Screen, THREADS};
use super::screen_text::expected;
use super::visit::Visit;
use serde_json::json;

const ALL: [&str; 5] = [SEQUENTIAL, BATCHED, CONCURRENT, THREADS, BLOCKING];
const SWITCHES: [&str; 5] = [SEQUENTIAL, BATCHED, CONCURRENT, THREADS, SWITCH_OF_BLOCKING];
/// Its switch says what it does to the page.
const SWITCH_OF_BLOCKING: &str = "Blocking: freezes the page";

/// The titles of the lanes' panels, in their order on the page.
async fn titles(screen: &Screen) -> Vec<String> {
    let mut titles = Vec::new();
    for region in screen.page().all_by_role("region", Name::Any).await {
        if ALL.iter().any(|kind| region.name.starts_with(kind)) {
            titles.push(region.name);
        }
    }
    titles
}

async fn is_ticked(screen: &Screen, kind: &str) -> bool {
    let switch = screen.lane_switch(kind).await;
    let state = switch.accessible().await.expect("it is there");
    state.is("checked")
}

async fn tick(screen: &Screen, kind: &str) {
    screen.lane_switch(kind).await.click().await;
}

#[tokio::test]
async fn a_ticked_lane_is_there_with_its_planned_time_runs_and_goes_when_unticked() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.part(CONCURRENT).await;
    assert_eq!(titles(screen).await, ["Sequential", "Concurrent, limit 10"]);
    assert!(page.has_none("textbox", "Workers").await);
    // 10 requests of 300 ms, four at a time.
    screen.latency_kind().await.choose("all the same").await;
    screen.field("Each").await.fill("280").await;
    screen.field("Requests").await.fill("10").await;

    tick(screen, "Threads").await;
    screen
        .until_says(THREADS, &expected("Threads, 4 workers 900 ms"))
        .await;
    screen.field("Workers").await.fill("5").await;
    screen
        .until_says(THREADS, &expected("Threads, 5 workers 600 ms"))
        .await;
    tick(screen, SWITCH_OF_BLOCKING).await;
    screen.until_says(BLOCKING, &expected("3.0 s")).await;
    let [sequential, concurrent] = ["Sequential", "Concurrent, limit 10"];
    let all = [sequential, concurrent, "Threads, 5 workers", BLOCKING];
    assert_eq!(titles(screen).await, all);

    tick(screen, "Sequential").await;
    tick(screen, SWITCH_OF_BLOCKING).await;
    page.until_none("region", SEQUENTIAL).await;
    page.until_none("region", BLOCKING).await;
    screen.run().await.click().await;
    screen
        .until_says(THREADS, "10 Succeeded at most 5 in flight")
        .await;
    screen.until_idle().await;
    assert_eq!(titles(screen).await, [concurrent, "Threads, 5 workers"]);

    // What has run stays to be looked at, until the next run.
    tick(screen, "Threads").await;
    page.until_none("textbox", "Workers").await;
    screen.run().await.click().await;
    page.until_none("region", Name::starts_with(THREADS)).await;
    screen.until_says(CONCURRENT, "10 Succeeded").await;
    screen.until_idle().await;
    assert_eq!(titles(screen).await, [concurrent]);
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_lane_that_is_ticked_after_a_run_has_its_own_panel_beside_what_has_run() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let both = json!([{"strategy": "concurrent", "limit": 10}, {"strategy": "blocking"}]);
    let report = page.run_experiment(lanes(workload(4, 20), both)).await;
    ExpectedReport::lane(&report.expect("it runs"), 1).succeeded(4);
    screen.until_idle().await;
    tick(screen, "Threads").await;
    screen.until_says(THREADS, &expected("20 ms")).await;
    let all = titles(screen).await;
    for kind in [CONCURRENT, THREADS, BLOCKING] {
        let alike = all.iter().filter(|title| title.starts_with(kind));
        assert_eq!(alike.count(), 1, "{kind} in {all:?}");
    }
}

#[tokio::test]
async fn an_invalid_number_of_workers_is_refused_beside_its_field() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    tick(screen, "Threads").await;
    for typed in ["0", "1000", "2.5", "many", ""] {
        screen.field("Workers").await.fill(typed).await;
        let is = if typed.is_empty() {
            "is empty".to_owned()
        } else {
            format!("is {typed}")
        };
        let words = format!("Workers {is}: it must be a whole number from 1 to 64.");
        screen.until_complains("Workers", &words).await;
        screen.run().await.click().await;
        assert!(screen.notice().await.contains(&words));
        assert!(!screen.is_running().await, "it runs with {typed:?} workers");
    }
    // What is not asked for is not complained about.
    tick(screen, "Threads").await;
    page.until_none("textbox", "Workers").await;
    screen.field("Requests").await.fill("5").await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "5 Succeeded").await;
    screen.until_idle().await;
    tick(screen, "Threads").await;
    screen.field("Workers").await.fill("64").await;
    screen.until_content("Workers").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn the_last_lane_stays_and_its_switch_says_so() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    tick(screen, "Sequential").await;
    page.until_none("region", SEQUENTIAL).await;
    assert!(!is_ticked(screen, "Sequential").await);
    tick(screen, "Concurrent").await;
    screen.part(CONCURRENT).await;
    assert_eq!(titles(screen).await, ["Concurrent, limit 10"]);
    assert!(
        is_ticked(screen, "Concurrent").await,
        "it is there, and not ticked"
    );
    // Another one, and it may go.
    tick(screen, "Threads").await;
    screen.part(THREADS).await;
    tick(screen, "Concurrent").await;
    page.until_none("region", Name::starts_with(CONCURRENT))
        .await;
    assert_eq!(titles(screen).await, ["Threads, 4 workers"]);
    assert!(
        page.has_none("textbox", "Limit").await,
        "nothing has a limit"
    );
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn lanes_are_not_changed_while_they_run_and_are_remembered() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    tick(screen, "Sequential").await;
    tick(screen, "Threads").await;
    screen.field("Workers").await.fill("7").await;
    screen.run().await.click().await;
    screen.until_running().await;
    for kind in SWITCHES {
        let switch = screen.lane_switch(kind).await;
        assert!(!switch.is_enabled().await, "{kind} can be changed");
    }
    screen.until_idle().await;
    screen.until_says(THREADS, "100 Succeeded").await;
    page.reload().await;
    page.until_app_ready().await;
    screen.part(THREADS).await;
    let expected = ["Concurrent, limit 10", "Threads, 7 workers"];
    assert_eq!(titles(screen).await, expected);
    let ticked = [false, false, true, true, false];
    for (kind, ticked) in SWITCHES.into_iter().zip(ticked) {
        assert_eq!(is_ticked(screen, kind).await, ticked, "{kind}");
    }
    page.until(
        "document.querySelector('fieldset').disabled === false",
        WAIT_TIMEOUT,
    )
    .await;
    page.assert_no_console_problems().await;
}
