//! The whole way by keyboard alone: run, stop, find a failed request, read what went wrong.

use super::browser::WAIT_TIMEOUT;
use super::documents::{concurrent, with_faults, workload};
use super::screen::{CONCURRENT, REQUEST};
use super::visit::Visit;
use serde_json::json;

#[tokio::test]
async fn a_run_is_started_stopped_and_its_failed_request_read_by_keyboard_alone() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    // The settings are the last run's; the keys begin here.
    let faulty = with_faults(workload(400, 60), json!({"serverError": 0.25}));
    page.run_experiment(concurrent(faulty, 4))
        .await
        .expect("it runs");
    screen.until_idle().await;

    page.press("Space").await;
    screen.until_running().await;
    screen.until_says(CONCURRENT, "HTTP error").await;
    page.press("Escape").await;
    screen.until_idle().await;
    screen.until_says(CONCURRENT, "Cancelled").await;

    // Down the rows until one has failed.
    let failed = "document.querySelector('.detail .outcome')?.textContent.includes('500') ?? false";
    for _ in 0..60 {
        page.press("ArrowDown").await;
        page.until(
            "document.querySelector('.detail .outcome') !== null",
            WAIT_TIMEOUT,
        )
        .await;
        if page.evaluate(failed).await == true {
            break;
        }
    }
    assert_eq!(
        page.evaluate(failed).await,
        true,
        "no failure among the first sixty"
    );
    screen.until_says(REQUEST, "The server answered 500").await;
    screen.until_says(REQUEST, "Allow retries").await;
    page.assert_no_console_problems_but_failed_loads().await;
}
