//! The heartbeat: a page that is kept from answering says for how long; one that is hidden does
//! not count as frozen.

use super::browser::{ExpectedReport, WAIT_TIMEOUT};
use super::documents::{concurrent, workload};
use super::screen::CONCURRENT;
use super::visit::Visit;

/// Where the strip shows freezes.
const BLOCKS: &str = "getComputedStyle(document.querySelector('.heartbeat')).backgroundImage";

#[tokio::test]
async fn a_page_that_is_kept_busy_says_how_long_it_was_frozen() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(20, 2_500), 10))
        .await;
    screen.until_says(CONCURRENT, "in flight 10 ·").await;
    // Keeps the page's only thread, as a long computation does.
    page.execute(
        "const end = performance.now() + 400; while (performance.now() < end);",
        vec![],
    )
    .await;
    let report = started.result().await.expect("it runs");
    screen.until_idle().await;
    let lane = ExpectedReport::lane(&report, 0).succeeded(20);
    let longest = lane.number("longestFreezeMs");
    assert!(longest >= 400.0, "the longest freeze was {longest} ms");
    screen.until_says(CONCURRENT, "longest freeze ").await;
    let blocks = page.evaluate(BLOCKS).await;
    let blocks = blocks.as_str().expect("a picture");
    assert!(blocks.contains('%'), "no freeze in {blocks}");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_hidden_tab_is_marked_and_not_frozen() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let client = page.client();
    let own = client.window().await.expect("the page has a window");
    let started = page
        .start_experiment(concurrent(workload(20, 2_500), 10))
        .await;
    screen.until_says(CONCURRENT, "in flight 10 ·").await;
    let other = client.new_window(true).await.expect("a second tab");
    client
        .switch_to_window(other.handle)
        .await
        .expect("the second tab is shown");
    // Hidden for a while that would be a freeze.
    page.until("performance.now() > 500", WAIT_TIMEOUT).await;
    client.close_window().await.expect("the second tab closes");
    client
        .switch_to_window(own)
        .await
        .expect("the page is shown again");
    let report = started.result().await.expect("it runs");
    screen.until_idle().await;
    screen.until_says(CONCURRENT, "The tab was hidden").await;
    let longest = ExpectedReport::lane(&report, 0)
        .succeeded(20)
        .number("longestFreezeMs");
    assert!(longest < 400.0, "the longest freeze was {longest} ms");
}
