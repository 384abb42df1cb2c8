//! What goes wrong in a lane of threads: a worker that gets no answer is ended and replaced, and takes
//! nothing with it but its own request.

use super::browser::{ExpectedReport, Page, StaticSite};
use super::documents::{threads, with_faults, with_policy, workload};
use super::lab;
use super::screen::THREADS;
use super::screen_text::UNKNOWN_CAUSE;
use super::visit::{Visit, copy_of_dist, rewrite};
use super::workers::{assert_all_are_ended, record_workers, workers_made};
use serde_json::{Value, json};

/// Long enough for a new worker to start and to be answered.
const TIMEOUT_MS: u32 = 600;

pub fn attempts(request: &Value) -> &[Value] {
    let attempts = request["attempts"].as_array();
    attempts.map(Vec::as_slice).unwrap_or_default()
}

pub fn ms(attempt: &Value, name: &str) -> f64 {
    let time = attempt[name].as_f64();
    time.unwrap_or_else(|| panic!("no {name}: {attempt}"))
}

/// A worker that was ended is replaced where there was still something to do, and only then.
async fn assert_replaced(page: &Page, workers: u64, ended: u64) {
    let made = workers_made(page).await;
    assert!(
        (workers + 1..=workers + ended).contains(&made),
        "{made} workers were made for {workers}, of which {ended} were ended"
    );
    assert_all_are_ended(page).await;
}

#[tokio::test]
async fn a_hanging_request_times_out_and_its_worker_is_replaced() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    record_workers(page).await;
    let faulty = with_faults(workload(40, 20), json!({"hang": 0.25}));
    let experiment = with_policy(threads(faulty, 4), json!({"timeoutMs": TIMEOUT_MS}));
    let report = page.run_experiment(experiment).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(40)
        .succeeded(30)
        .timed_out(10)
        .times_in_order()
        .max_in_flight(4);
    for request in lane.requests() {
        let in_flight = ms(request, "endedMs") - ms(request, "dispatchedMs");
        let is_late = request["outcome"] == "timedOut";
        // Rounded to thousandths.
        assert_eq!(
            in_flight >= f64::from(TIMEOUT_MS) - 0.01,
            is_late,
            "{request}"
        );
    }
    assert_replaced(page, 4, 10).await;
    lab::until_nothing_is_in_flight(page, lab::run_id(&report["lanes"][0])).await;
    screen.until_says(THREADS, "10 Timed out").await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_replacement_that_starts_slowly_costs_no_other_request_its_timeout() {
    let build = copy_of_dist();
    // Longer than the timeout.
    let slowly = "const ready = performance.now() + 900; while (performance.now() < ready);";
    let start = |script| format!("{slowly}\n{script}");
    rewrite(build.path(), "fetch_worker_start.js", start);
    let visit = Visit::to(StaticSite::serve(build.path(), "/")).await;
    let faulty = with_faults(workload(16, 20), json!({"hang": 0.125}));
    let experiment = with_policy(threads(faulty, 2), json!({"timeoutMs": TIMEOUT_MS}));
    let report = visit.page.run_experiment(experiment).await;
    ExpectedReport::lane(&report.expect("it runs"), 0)
        .outcomes_sum_to(16)
        .succeeded(14)
        .timed_out(2)
        .times_in_order();
}

#[tokio::test]
async fn every_attempt_of_a_worker_is_listed_and_the_last_decides() {
    let visit = Visit::start().await;
    let page = &visit.page;
    record_workers(page).await;
    let faults = json!({"hang": 0.2, "drop": 0.2, "tooManyRequests": 0.2, "notFound": 0.2});
    let policy = json!({"timeoutMs": TIMEOUT_MS, "retries": 2});
    let experiment = with_policy(threads(with_faults(workload(40, 20), faults), 4), policy);
    let report = page.run_experiment(experiment).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(40)
        .times_in_order();
    let (mut sent, mut timed_out) = (0, 0);
    let mut first_ends = Vec::new();
    for request in lane.requests() {
        let attempts = attempts(request);
        let (last, earlier) = attempts.split_last().expect("at least one");
        assert_eq!(last["outcome"], request["outcome"], "{request}");
        let is_final = last["outcome"] == "succeeded" || last["status"] == 404;
        assert!(is_final || earlier.len() == 2, "given up early: {request}");
        for (attempt, next) in earlier.iter().zip(&attempts[1..]) {
            let waited = ms(next, "dispatchedMs") - ms(attempt, "endedMs");
            // What `Retry-After` asks for is read off a blocking request too.
            let least = match attempt["status"].as_u64() {
                Some(429) => 1_000.0,
                None => 50.0,
                Some(status) => panic!("{status} was tried again: {request}"),
            };
            // Rounded to thousandths.
            assert!(waited >= least - 0.01, "waited {waited}: {request}");
        }
        sent += attempts.len() as u64;
        timed_out += attempts
            .iter()
            .filter(|it| it["outcome"] == "timedOut")
            .count() as u64;
        first_ends.push(attempts[0]["error"]["kind"].as_str().unwrap_or("none"));
    }
    for (kind, number) in [
        ("none", 8),
        ("timedOut", 8),
        (UNKNOWN_CAUSE, 8),
        ("httpError", 16),
    ] {
        let ended_so = first_ends.iter().filter(|end| **end == kind);
        assert_eq!(
            ended_so.count(),
            number,
            "first attempts that ended as {kind}"
        );
    }
    // The lab saw each of them once.
    let run = lab::run_id(&report["lanes"][0]);
    assert_eq!(lab::count_of(page, run).await.requests, sent);
    assert_replaced(page, 4, timed_out).await;
    page.assert_no_console_problems_but_failed_loads().await;
}
