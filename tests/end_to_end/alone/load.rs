//! Ten thousand requests, on a machine without other tests.

use crate::browser::{ExpectedReport, Page, WAIT_TIMEOUT, wait_until};
use crate::documents::{concurrent, workload};
use crate::screen::CONCURRENT;
use crate::visit::Visit;

#[tokio::test]
async fn ten_thousand_requests_run_to_the_end_and_the_page_stays_usable() {
    let visit = Visit::alone().await;
    let Visit { page, screen, .. } = &visit;
    watch_pauses(page).await;
    let started = page
        .start_experiment(concurrent(workload(10_000, 5), 200))
        .await;
    screen.until_running().await;
    // Again and again while it runs, a person presses the button for the theme, and it answers.
    let theme = screen.theme().await;
    let mut answered = 0;
    while screen.is_running().await {
        let before = screen.theme_name().await;
        // WebDriver's own click asks the browser so much that it takes seconds here.
        theme.click_at(0.5, 0.5).await;
        let look = async || match screen.theme_name().await {
            after if after == before => Err(after),
            _ => Ok(()),
        };
        wait_until("the theme to change", look, WAIT_TIMEOUT).await;
        answered += 1;
    }
    assert!(answered >= 3, "the page answered {answered} presses");
    let pause = longest_pause(page).await;
    assert!(pause < 1_500.0, "the page stood still for {pause} ms");
    let report = started.result().await.expect("it ends");
    ExpectedReport::lane(&report, 0)
        .succeeded(10_000)
        .outcomes_sum_to(10_000)
        .times_in_order()
        .max_in_flight_at_most(200)
        .max_in_flight_at_source_at_most(200);
    screen.until_says(CONCURRENT, "10,000 Succeeded").await;
    page.assert_no_console_problems().await;
}

/// From now on notes for how long the page's own timers were kept waiting.
async fn watch_pauses(page: &Page) {
    let watch = "
        window.__longestPause = 0;
        let last = performance.now();
        setInterval(() => {
            const now = performance.now();
            window.__longestPause = Math.max(window.__longestPause, now - last - 20);
            last = now;
        }, 20);";
    page.execute(watch, vec![]).await;
}

async fn longest_pause(page: &Page) -> f64 {
    let pause = page.evaluate("window.__longestPause").await;
    pause.as_f64().expect("the pauses are watched")
}
