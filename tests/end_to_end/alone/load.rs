//! Ten thousand requests, on a machine without other tests.

use crate::browser::{ExpectedReport, WAIT_TIMEOUT, wait_until};
use crate::documents::{concurrent, workload};
use crate::screen::CONCURRENT;
use crate::visit::Visit;

#[tokio::test]
async fn ten_thousand_requests_run_to_the_end_and_the_page_stays_usable() {
    let visit = Visit::alone().await;
    let Visit { page, screen, .. } = &visit;
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
