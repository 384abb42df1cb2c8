//! What goes wrong on purpose: counted exactly, kept apart, told in words.

use super::browser::ExpectedReport;
use super::documents::{concurrent, with_faults, with_policy, workload};
use super::lab;
use super::screen::{CONCURRENT, ERRORS};
use super::visit::Visit;
use serde_json::{Value, json};
use std::collections::HashSet;

const REQUESTS: u64 = 500;
/// 5 % of them.
const OF_EACH: u64 = 25;

/// 500 requests, 5 % each of four faults, 100 at once.
fn faulty(on_error: &str) -> Value {
    let twentieth = 0.05;
    let faults = json!({
        "serverError": twentieth, "notFound": twentieth, "hang": twentieth, "drop": twentieth,
    });
    let policy = json!({"timeoutMs": 2_000, "retries": 0, "onError": on_error});
    with_policy(
        concurrent(with_faults(workload(500, 20), faults), 100),
        policy,
    )
}

#[tokio::test]
async fn collected_failures_are_exactly_those_planned_and_touch_no_other_request() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page
        .run_experiment(faulty("collect"))
        .await
        .expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(REQUESTS)
        .succeeded(REQUESTS - 4 * OF_EACH)
        .http_errors(2 * OF_EACH)
        .timed_out(OF_EACH)
        .bodies_broken(OF_EACH)
        .network_errors(0)
        .too_large(0)
        .cancelled(0)
        .times_in_order()
        .max_in_flight(100)
        .max_in_flight_at_source_at_most(100);

    let with_status = |status: u64| indexes(lane, |request| request["status"] == status);
    let ended_as = |outcome: &str| indexes(lane, |request| request["outcome"] == outcome);
    let kinds = [
        with_status(500).union(&with_status(503)).copied().collect(),
        with_status(404),
        ended_as("timedOut"),
        ended_as("bodyBroken"),
    ];
    for kind in &kinds {
        assert_eq!(kind.len() as u64, OF_EACH);
    }
    let all: HashSet<u64> = kinds.iter().flatten().copied().collect();
    assert_eq!(all.len() as u64, 4 * OF_EACH, "no request has two faults");
    for request in lane.requests() {
        let is_failure = request["outcome"] != "succeeded";
        let message = request["error"]["message"].as_str().unwrap_or_default();
        assert_eq!(
            is_failure,
            !message.is_empty(),
            "an error has words: {request}"
        );
    }

    for (heading, words) in [
        ("HTTP error 404 · 25", "there is nothing at this address"),
        ("HTTP error 500 · 25", "the server failed"),
        ("Timed out · 25", "Timed out after 2"),
        ("Body broken · 25", "The body broke off"),
    ] {
        screen.until_says(ERRORS, heading).await;
        screen.until_says(ERRORS, words).await;
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

/// What *fail fast* guarantees: one failure is recorded, the first; every request without an outcome
/// by then is cancelled; nothing is dispatched from then on. Requests that had succeeded stay so.
#[tokio::test]
async fn failing_fast_keeps_one_failure_cancels_the_rest_and_starts_nothing_after_it() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page
        .run_experiment(faulty("failFast"))
        .await
        .expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(REQUESTS)
        .times_in_order();
    let is_failure = |request: &&Value| {
        !["succeeded", "cancelled"].contains(&request["outcome"].as_str().unwrap_or_default())
    };
    let failures: Vec<&Value> = lane.requests().iter().filter(is_failure).collect();
    assert_eq!(failures.len(), 1, "the failures: {failures:?}");
    let failed_at = failures[0]["endedMs"].as_f64().expect("it ended");
    for request in lane.requests() {
        let dispatched = request["dispatchedMs"].as_f64();
        assert!(
            dispatched.is_none_or(|at| at <= failed_at),
            "started after {failed_at}: {request}"
        );
        let ended = request["endedMs"].as_f64().expect("every request ends");
        assert!(
            ended <= failed_at + 200.0,
            "ended long after {failed_at}: {request}"
        );
    }
    assert!(lane.number_of("cancelled") > 0, "the rest is cancelled");
    lane.has_no("idealMs").has_no("speedup");

    screen.until_says(CONCURRENT, "Failed fast").await;
    screen.until_says(ERRORS, "another request failed").await;
    let run = lab::run_id(&report["lanes"][0]).to_owned();
    lab::until_nothing_is_in_flight(page, &run).await;
    let again = page
        .run_experiment(concurrent(workload(50, 5), 10))
        .await
        .expect("it runs");
    ExpectedReport::lane(&again, 0)
        .succeeded(50)
        .max_in_flight(10)
        .max_in_flight_at_source_at_most(10);
    page.assert_no_console_problems_but_failed_loads().await;
}

fn indexes(lane: ExpectedReport<'_>, fits: impl Fn(&Value) -> bool) -> HashSet<u64> {
    let fitting = lane.requests().iter().filter(|request| fits(request));
    fitting
        .filter_map(|request| request["index"].as_u64())
        .collect()
}
