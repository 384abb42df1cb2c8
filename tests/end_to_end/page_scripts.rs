//! Scripts that watch the page while a test is elsewhere.

use super::browser::Page;
use super::screen::RUN_TIMEOUT;
use serde_json::{Value, json};

/// From now on keeps everything the page announces to screen readers.
pub async fn record_announcements(page: &Page) {
    let record = "
        window.__announced = [];
        const region = document.querySelector('[role=status]');
        const note = () => window.__announced.push(region.textContent.trim());
        new MutationObserver(note).observe(region, {childList: true, characterData: true, subtree: true});";
    page.execute(record, vec![]).await;
}

/// What was announced, in order; what was said twice in a row stands twice.
pub async fn announcements(page: &Page) -> Vec<String> {
    let all = page.evaluate("window.__announced").await;
    let all = all.as_array().expect("the announcements are recorded");
    let texts = all.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// Has the page run a script before any of its own, from the next load on.
pub async fn before_each_load(page: &Page, script: &str) {
    let source = json!({"source": script});
    page.devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await;
}

/// Reloads past every cache, and so past the service worker, until the page is ready.
pub async fn hard_reload(page: &Page) {
    let look = "window.__atFirst = navigator.serviceWorker.controller === null ? 'alone' : 'led';";
    before_each_load(page, look).await;
    page.devtools("Page.reload", json!({"ignoreCache": true}))
        .await;
    let at_first = page.until("window.__atFirst", RUN_TIMEOUT).await;
    assert_eq!(at_first, "alone", "a hard reload leaves the page to itself");
    page.until_app_ready().await;
}
