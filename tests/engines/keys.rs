//! By keyboard.

use crate::browser::{Page, WAIT_TIMEOUT};
use crate::documents::{concurrent, workload};
use crate::in_each_engine;
use crate::screen::run;
use crate::visit::Visit;

in_each_engine!(a_visit_by_keyboard_alone);

const DIALOG_IS_OPEN: &str = "document.querySelector('dialog[open]') !== null";
const DIALOG_IS_CLOSED: &str = "document.querySelector('dialog[open]') === null";

/// Presses Tab until what has the keyboard says this.
async fn tab_to(page: &Page, words: &str) {
    const STOPS_AT_MOST: usize = 60;
    let mut passed = Vec::new();
    for _ in 0..STOPS_AT_MOST {
        page.press("Tab").await;
        let focused = page
            .evaluate("document.activeElement.innerText ?? ''")
            .await;
        let focused = focused.as_str().unwrap_or_default().to_owned();
        if focused.contains(words) {
            return;
        }
        passed.push(focused);
    }
    panic!("{STOPS_AT_MOST} Tabs lead past “{words}”: {passed:?}");
}

async fn a_visit_by_keyboard_alone(visit: &mut Visit) {
    let page = visit.page();
    // The settings are the last run's.
    run(page, concurrent(workload(200, 100), 4)).await;
    visit.until_idle().await;

    page.press("Space").await;
    visit.until_running().await;
    visit.until_says("in flight 4").await;
    page.press("?").await;
    page.until(DIALOG_IS_OPEN, WAIT_TIMEOUT).await;
    page.press("Escape").await;
    page.until(DIALOG_IS_CLOSED, WAIT_TIMEOUT).await;
    assert!(visit.is_running().await, "closing the help stopped the run");
    page.press("Escape").await;
    visit.until_says("Stopped before its end").await;
    visit.until_idle().await;

    tab_to(page, "Run all").await;
    page.press("Enter").await;
    visit.until_running().await;
    page.press("Escape").await;
    visit.until_idle().await;

    page.press("l").await;
    page.until(
        "document.querySelector('.lesson-list a') !== null",
        WAIT_TIMEOUT,
    )
    .await;
    tab_to(page, "The await inside the loop").await;
    page.press("Enter").await;
    let opened = "location.hash === '#lessons/await-in-the-loop'";
    page.until(opened, WAIT_TIMEOUT).await;
}
