//! When the page's program panics. There is no switch for that in the page, and there shall be none:
//! here the browser refuses to make an element, which the framework takes for impossible.

use super::browser::{Name, Page, StaticSite};
use super::documents::{concurrent, workload};
use super::page_scripts::before_each_load;
use super::screen::{CONCURRENT, RUN_TIMEOUT, SEQUENTIAL};
use super::screen_text::RESTART;
use super::visit::{Visit, assert_runs_well, dist};
use serde_json::json;

/// What a lane says of it.
const CRASHED: &str = "The page's program crashed";

/// From the next press of a key on, the first node the page makes, it does not get. Not sooner: what
/// fails shall be what the press has the page show, and not a part of the page that follows the run.
async fn refuse_one_element(page: &Page) {
    let refuse = "
        const refuse = () => {
            for (const name of ['createElement', 'createElementNS', 'cloneNode']) {
                const owner = name === 'cloneNode' ? Node.prototype : Document.prototype;
                const real = owner[name];
                owner[name] = function (...given) {
                    if (window.__refused) return real.apply(this, given);
                    window.__refused = name;
                    throw new DOMException('No more elements.', 'InvalidStateError');
                };
            }
        };
        window.addEventListener('keydown', refuse, {capture: true, once: true});";
    page.execute(refuse, vec![]).await;
}

/// Waits until the page has shown how the run goes on: its only lane has another time.
async fn until_figures_change(page: &Page) {
    let time = "document.querySelector('.lane .time').textContent";
    let before = page.evaluate(time).await;
    page.until(&format!("{time} !== {before}"), RUN_TIMEOUT)
        .await;
}

#[tokio::test]
async fn a_crash_is_reported_accounts_for_every_request_and_a_press_reloads() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(200, 400), 10))
        .await;
    // Some have ended by now, ten are in flight, the others wait.
    screen.until_says(CONCURRENT, "10 Succeeded").await;
    refuse_one_element(page).await;
    // However late the press comes, it is what crashes.
    until_figures_change(page).await;
    page.execute("document.activeElement?.blur();", vec![])
        .await;
    page.press("ArrowDown").await;

    let crashed = page.by_role("alertdialog", Name::Any).await;
    let words = crashed.text().await;
    assert!(
        words.contains("crashed") && words.contains("settings are kept"),
        "{words}"
    );
    let refused = page.evaluate("window.__refused").await;
    assert!(refused.is_string(), "it crashed for another reason");
    // What has ended and what counts as cancelled are all of them, in words and in the lane.
    let cancelled = number_before(&words, "requests had no outcome");
    screen.until_says(CONCURRENT, CRASHED).await;
    let lane = screen.text_of(CONCURRENT).await;
    let succeeded = number_before(&lane, "Succeeded");
    assert_eq!(
        succeeded + cancelled,
        200,
        "the page says: {words} The lane says: {lane}"
    );
    assert_eq!(
        number_before(&lane, "Cancelled"),
        cancelled,
        "the lane says: {lane}"
    );
    drop(started);
    // Nothing looks as if it would still run.
    let bar = "[document.querySelector('header.bar').inert,
        getComputedStyle(document.querySelector('header.bar .primary')).opacity]";
    assert_eq!(page.evaluate(bar).await, json!([true, "0.45"]));

    let again = crashed.by_role("button", RESTART).await;
    assert!(
        again.is_focused().await,
        "a press of Enter or Space reloads"
    );
    again.click().await;
    page.until("window.__refused === undefined", RUN_TIMEOUT)
        .await;
    page.until_app_ready().await;
    assert!(page.has_none("alertdialog", Name::Any).await);
    assert_eq!(
        screen.field("Requests").await.value().await,
        "200",
        "the settings are kept"
    );
    assert_runs_well(page).await;
}

#[tokio::test]
async fn after_a_crash_nothing_contradicts_its_message() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(60, 2_000), 10))
        .await;
    screen.until_says(CONCURRENT, "in flight 10 ·").await;
    refuse_one_element(page).await;
    page.execute("document.activeElement?.blur();", vec![])
        .await;
    page.press("ArrowDown").await;
    page.by_role("alertdialog", Name::Any).await;
    screen.until_says(CONCURRENT, "60 Cancelled").await;
    // Long enough for what was in flight to come back, to a program that is not to be trusted.
    let time = "performance.now()";
    let crashed_at = page.evaluate(time).await.as_f64().expect("a time");
    page.until(&format!("{time} > {}", crashed_at + 3_000.0), RUN_TIMEOUT)
        .await;
    screen.until_says(CONCURRENT, "60 Cancelled").await;
    assert_eq!(
        screen.notice_now().await,
        "",
        "the crash has been said already"
    );
    drop(started);
}

#[tokio::test]
async fn a_crash_before_the_later_part_loads_is_shown_in_the_lane_once_it_has_loaded() {
    let hold = "
        const fetched = window.fetch;
        const released = new Promise(release => { window.__release = release; });
        window.fetch = async (...given) => {
            if (String(given[0]).includes('/later-')) await released;
            return fetched(...given);
        };";
    let prepare = async |page: &Page| before_each_load(page, hold).await;
    let visit = Visit::prepared(StaticSite::serve(dist(), "/"), prepare).await;
    let Visit { page, screen, .. } = &visit;
    screen.run().await.click().await;
    screen.until_says(SEQUENTIAL, "in flight 1 ·").await;
    // What the browser reports when WebAssembly traps.
    let trap = "window.dispatchEvent(new ErrorEvent('error', {
        error: new WebAssembly.RuntimeError('unreachable'),
    }));";
    page.execute(trap, vec![]).await;
    page.by_role("alertdialog", Name::Any).await;
    screen.until_says(CONCURRENT, "Cancelled").await;
    let lane = screen.text_of(CONCURRENT).await;
    assert!(!lane.contains(CRASHED), "the later part is held: {lane}");
    page.execute("window.__release();", vec![]).await;
    screen.until_says(CONCURRENT, CRASHED).await;
}

/// The number that stands before these words, where they stand last: above a lane's counts, the tip
/// of the chosen request may have them too.
fn number_before(text: &str, words: &str) -> u64 {
    let (before, _) = text
        .rsplit_once(words)
        .unwrap_or_else(|| panic!("“{words}” is not in: {text}"));
    let number = before.split_whitespace().last().unwrap_or_default();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits
        .parse()
        .unwrap_or_else(|_| panic!("no number before “{words}” in: {text}"))
}
