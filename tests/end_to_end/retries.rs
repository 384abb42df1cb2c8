//! Retries: every attempt on record, and a server that asks for time is given it.

use super::browser::ExpectedReport;
use super::documents::{concurrent, with_faults, with_policy, workload};
use super::lab;
use super::screen::{CONCURRENT, REQUEST};
use super::visit::Visit;
use serde_json::{Value, json};

fn attempts(request: &Value) -> &[Value] {
    request["attempts"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn time(attempt: &Value, name: &str) -> f64 {
    let time = attempt[name].as_f64();
    time.unwrap_or_else(|| panic!("{name} is missing in {attempt}"))
}

#[tokio::test]
async fn every_attempt_is_reported_and_retry_after_is_honoured() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let faults = json!({"tooManyRequests": 0.25, "serverError": 0.25, "notFound": 0.1});
    let experiment = concurrent(with_faults(workload(40, 5), faults), 10);
    let experiment = with_policy(experiment, json!({"retries": 2}));
    let report = page.run_experiment(experiment).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(40)
        .times_in_order();

    let first_status = |request: &&Value, status: u64| attempts(request)[0]["status"] == status;
    let of_status = |status: u64| {
        let fitting = lane
            .requests()
            .iter()
            .filter(move |request| first_status(request, status));
        fitting.collect::<Vec<&Value>>()
    };
    let (asked_for_time, not_found) = (of_status(429), of_status(404));
    assert_eq!((asked_for_time.len(), not_found.len()), (10, 4));
    for request in &asked_for_time {
        assert_eq!(attempts(request)[0]["retryAfterMs"], 1_000, "{request}");
    }
    let number = asked_for_time[0]["index"].to_string();
    screen.request_number().await.fill(&number).await;
    let asked = "Retry-After asked to wait 1 s";
    screen.until_says(REQUEST, asked).await;
    for request in &not_found {
        assert_eq!(
            attempts(request).len(),
            1,
            "not found is not retried: {request}"
        );
    }
    for request in lane.requests() {
        let attempts = attempts(request);
        let last = attempts.last().expect("at least one attempt");
        assert_eq!(
            last["outcome"], request["outcome"],
            "the last attempt decides: {request}"
        );
        assert!(
            (1..=3).contains(&attempts.len()),
            "two retries make three attempts: {request}"
        );
        let again = |status: &Value| status == 429 || status.as_u64().is_some_and(|s| s >= 500);
        let may_go_on = again(&last["status"]);
        assert!(
            !may_go_on || attempts.len() == 3,
            "given up too early: {request}"
        );
        for pair in attempts.windows(2) {
            assert!(
                again(&pair[0]["status"]),
                "retried without a reason: {request}"
            );
            let waited = time(&pair[1], "dispatchedMs") - time(&pair[0], "endedMs");
            let least = if pair[0]["status"] == 429 {
                1_000.0
            } else {
                50.0
            };
            assert!(
                // Times are rounded to thousandths.
                waited >= least - 0.01,
                "waited {waited} ms, not {least}: {request}"
            );
        }
    }
    // The lab saw each attempt once.
    let sent: usize = lane
        .requests()
        .iter()
        .map(|request| attempts(request).len())
        .sum();
    let count = lab::count_of(page, lab::run_id(&report["lanes"][0])).await;
    assert_eq!((count.requests, count.in_flight), (sent as u64, 0));

    let chosen = asked_for_time[0]["index"].to_string();
    screen.request_number().await.fill(&chosen).await;
    let tries = attempts(asked_for_time[0]).len();
    screen
        .until_says(super::screen::REQUEST, &format!("Attempts {tries}"))
        .await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_permit_is_released_during_a_backoff_and_a_stop_ends_the_wait() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    // Every first attempt is told to wait a second: under a limit of 1 the second of 20 requests
    // would begin after that second if the first kept its permit.
    let experiment = concurrent(
        with_faults(workload(20, 5), json!({"tooManyRequests": 1.0})),
        1,
    );
    let experiment = with_policy(experiment, json!({"retries": 10}));
    let started = page.start_experiment(experiment).await;
    screen.until_running().await;
    let all_backing_off = "performance.getEntriesByType('resource')
        .filter(entry => entry.name.includes('/lab/work')).length >= 20";
    page.until(all_backing_off, super::screen::RUN_TIMEOUT)
        .await;
    screen.until_says(CONCURRENT, "in flight").await;
    screen.stop().await.click().await;
    let report = started.result().await.expect("a stopped run has a report");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(20)
        .max_in_flight(1);
    assert!(
        lane.number_of("cancelled") > 0,
        "those that backed off are cancelled"
    );
    for request in lane.requests() {
        let first = &attempts(request)[0];
        assert!(
            time(first, "dispatchedMs") < 1_000.0,
            "a permit was kept: {request}"
        );
    }
    page.assert_no_console_problems_but_failed_loads().await;
}
