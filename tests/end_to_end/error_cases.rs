//! Errors to be caused: whatever causes one, it is to come out as its kind, in the report and in words
//! on the screen that say what to do.

use super::addresses::at_urls;
use super::browser::ExpectedReport;
use super::documents::{concurrent, with_policy, workload};
use super::screen::{ERRORS, REQUEST, Screen};
use super::visit::Visit;
use serde_json::Value;

/// An address, the kind it comes to in the report, and words that name it and help.
pub type Case<'a> = (String, Option<&'a str>, &'a [&'a str]);

/// Runs the addresses one at a time, so that what hangs keeps no connection from the others.
pub async fn run_cases(visit: &Visit, cases: &[Case<'_>], policy: Value) -> Value {
    start_cases(visit, cases, policy, async {}).await
}

/// The same, with something to be done once it has begun.
pub async fn start_cases(
    visit: &Visit,
    cases: &[Case<'_>],
    policy: Value,
    meanwhile: impl Future<Output = ()>,
) -> Value {
    let urls: Vec<_> = cases.iter().map(|(url, ..)| url.clone()).collect();
    let experiment = with_policy(concurrent(workload(1, 1), 1), policy);
    let started = visit
        .page
        .start_experiment(at_urls(experiment, &urls))
        .await;
    meanwhile.await;
    let report = started.result().await.expect("it runs");
    ExpectedReport::lane(&report, 0).outcomes_sum_to(urls.len() as u64);
    assert_told(&visit.screen, &report, cases).await;
    report
}

/// Holds the report and the screen to what the cases expect.
pub async fn assert_told(screen: &Screen, report: &Value, cases: &[Case<'_>]) {
    for (place, (url, kind, words)) in cases.iter().enumerate() {
        let request = &report["lanes"][0]["requests"][place];
        let error = &request["error"];
        assert_eq!(error["kind"].as_str(), *kind, "{url}: {request}");
        screen.request_number().await.fill(&place.to_string()).await;
        screen.until_says(REQUEST, url).await;
        for words in *words {
            screen.until_says(REQUEST, words).await;
        }
        if let Some(message) = error["message"].as_str() {
            // The screen's text is read as one line.
            screen
                .until_says(REQUEST, &message.replace('\n', " "))
                .await;
            screen.until_says(ERRORS, words[0]).await;
        }
    }
}
