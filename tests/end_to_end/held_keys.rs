//! Keys of other layouts, with a lock, at other controls, and held down.

use super::addresses::{quick, work};
use super::browser::{ExpectedReport, Name, Page, WAIT_TIMEOUT};
use super::documents::{concurrent, workload};
use super::lab_server::LabServer;
use super::screen::CONCURRENT;
use super::screen_text::THIRD_PARTY;
use super::visit::{THIRD_PARTY_HOST, Visit};

/// As many events as a second of holding makes.
const SECOND: usize = 30;

/// From now on counts the clicks on buttons, of the keyboard too.
async fn count_clicks(page: &Page) {
    let count = "window.__clicks = 0;
        addEventListener('click', () => window.__clicks++, {capture: true});";
    page.execute(count, vec![]).await;
}

/// From now on counts the runs that are started.
async fn count_runs(page: &Page) {
    let count = "window.__runs = 0;
        const send = window.fetch;
        const seen = new Set();
        window.fetch = (...given) => {
            const run = /[?&]run=([^&]*)/.exec(String(given[0]?.url ?? given[0]))?.[1];
            if (run && !seen.has(run)) { seen.add(run); window.__runs++; }
            return send(...given);
        };";
    page.execute(count, vec![]).await;
}

#[tokio::test]
async fn letters_work_with_every_layout_and_lock() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    for (key, code) in [("L", "KeyL"), ("д", "KeyL"), ("l", "KeyP")] {
        page.hold(key, code, 0).await;
        screen.until_fragment("lessons").await;
        // Another press closes the list, and holding it does not open it again.
        page.hold(key, code, SECOND).await;
        screen.until_fragment("").await;
    }
    page.press("Control+l").await;
    page.press("Alt+l").await;
    screen.until_fragment("").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn escape_stops_from_every_control_but_a_text_field() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.field("Requests").await;
    for control in [
        ".settings input[type=range]",
        "input[type=checkbox]:not(:disabled)",
        ".timeline-bar select",
    ] {
        let started = page
            .start_experiment(concurrent(workload(1_000, 400), 20))
            .await;
        screen.until_says(CONCURRENT, "in flight 20 ·").await;
        let focus = format!(
            "document.querySelector({control:?}).focus();
            return document.activeElement.matches({control:?});"
        );
        assert_eq!(page.execute(&focus, vec![]).await, true, "{control}");
        page.press("Escape").await;
        let report = started.result().await.expect("a stopped run has a report");
        let lane = ExpectedReport::lane(&report, 0).outcomes_sum_to(1_000);
        assert!(lane.number_of("cancelled") > 0, "{control}");
        screen.until_idle().await;
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_held_space_or_enter_runs_once() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    // So short that a run is over before the key's next event.
    screen.field("Requests").await.fill("1").await;
    page.run_experiment(concurrent(workload(1, 0), 1))
        .await
        .expect("it runs");
    screen.until_idle().await;
    count_clicks(page).await;
    count_runs(page).await;
    for (key, code) in [(" ", "Space"), ("Enter", "Enter")] {
        page.execute("window.__runs = 0; window.__clicks = 0;", vec![])
            .await;
        if key == "Enter" {
            screen.run().await.focus().await;
        } else {
            page.execute("document.activeElement?.blur();", vec![])
                .await;
        }
        page.hold(key, code, SECOND).await;
        page.until("window.__runs > 0", WAIT_TIMEOUT).await;
        screen.until_idle().await;
        assert_eq!(page.evaluate("window.__runs").await, 1, "{key:?}");
        let clicks = page.evaluate("window.__clicks").await;
        assert_eq!(clicks, u64::from(key == "Enter"), "{key:?}");
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_held_key_does_not_answer_the_question_it_asked() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let third_party = work(&server, quick(0)).replace("127.0.0.1", THIRD_PARTY_HOST);
    screen.source().await.choose("my URLs").await;
    screen.paste_addresses(&third_party).await;
    for (key, code) in [(" ", "Space"), ("Enter", "Enter")] {
        page.execute("document.activeElement?.blur();", vec![])
            .await;
        if key == "Enter" {
            screen.run().await.focus().await;
        }
        page.hold_until(key, code, "document.querySelector('dialog[open]')")
            .await;
        let is_open = "document.querySelector('dialog[open]') !== null";
        assert_eq!(page.evaluate(is_open).await, true, "{key:?} answered it");
        page.by_role("dialog", Name::contains(THIRD_PARTY)).await;
        // A press of its own does.
        page.hold(key, code, 0).await;
        page.until(&format!("!({is_open})"), WAIT_TIMEOUT).await;
        screen.until_idle().await;
    }
    page.assert_no_console_problems().await;
}
