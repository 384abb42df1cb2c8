//! The moment after a run was ended before its time: the lab has nothing left to do, at the first
//! look. What hangs would stay there for a minute if its cancellation did not reach the lab.
//!
//! How many milliseconds it takes is measured by `cargo xtask bench prompt-end`.

use crate::browser::{ExpectedReport, Page};
use crate::documents::{concurrent, threads, with_faults, with_policy, workload};
use crate::screen::{CONCURRENT, THREADS};
use crate::threads::assert_threads_run_well;
use crate::visit::Visit;
use crate::workers::{assert_all_are_ended, record_workers, workers_made};
use serde_json::{Value, json};

/// An end may come between any two steps of a request: more than one is looked at.
const TRIES: usize = 3;

/// Starts an experiment whose end is watched by the page itself.
async fn start_watched(page: &Page, experiment: Value) {
    let watch = "
        window.__end = (async () => {
            const report = await wasmBindings.runExperiment(arguments[0]);
            const [, run] = /run=(\\d+)/.exec(report.lanes[0].requests[0].url);
            const {inFlight} = await (await fetch(`lab/stats?run=${run}`)).json();
            return JSON.stringify({report, inFlight});
        })();";
    page.execute(watch, vec![experiment]).await;
}

/// The report of the watched run, when the lab had nothing of it in flight any more.
async fn watched_end(page: &Page) -> Value {
    let text = page.evaluate("window.__end").await;
    let text = text.as_str().expect("a watched run ends");
    let mut end: Value = serde_json::from_str(text).expect("the end is sent as JSON");
    assert_eq!(
        end["inFlight"], 0,
        "the lab was still busy when the run had ended"
    );
    end["report"].take()
}

#[tokio::test]
async fn after_failing_fast_the_lab_is_empty_at_once() {
    let visit = Visit::alone().await;
    let page = &visit.page;
    // All but a few would hang for a minute if the lab were not told.
    let faults = json!({"serverError": 0.02, "hang": 0.98});
    let experiment = concurrent(with_faults(workload(500, 50), faults), 100);
    let policy = json!({"timeoutMs": 60_000, "onError": "failFast"});
    let experiment = with_policy(experiment, policy);
    for _ in 0..TRIES {
        start_watched(page, experiment.clone()).await;
        let report = watched_end(page).await;
        ExpectedReport::lane(&report, 0)
            .outcomes_sum_to(500)
            .http_errors(1)
            .cancelled(499)
            .max_in_flight(100);
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn after_a_stop_every_request_has_its_outcome_and_the_lab_is_empty_at_once() {
    let visit = Visit::alone().await;
    let Visit { page, screen, .. } = &visit;
    for _ in 0..TRIES {
        // Half of them hang: they are in flight when ■ is pressed, and would stay so.
        let half_hang = with_faults(workload(1_000, 50), json!({"hang": 0.5}));
        let experiment = with_policy(concurrent(half_hang, 100), json!({"timeoutMs": 60_000}));
        start_watched(page, experiment).await;
        screen.until_says(CONCURRENT, "in flight 100 ·").await;
        screen.stop().await.click().await;
        let report = watched_end(page).await;
        let lane = ExpectedReport::lane(&report, 0).outcomes_sum_to(1_000);
        assert!(
            lane.number_of("cancelled") >= 500,
            "those that hang are cancelled"
        );
        screen.until_idle().await;
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_stop_ends_blocked_workers_at_once_and_the_lab_is_left_empty() {
    let visit = Visit::alone().await;
    let Visit { page, screen, .. } = &visit;
    for _ in 0..TRIES {
        record_workers(page).await;
        // Soon all workers are blocked by requests that are never answered.
        let half_hang = with_faults(workload(200, 30), json!({"hang": 0.5}));
        let experiment = with_policy(threads(half_hang, 12), json!({"timeoutMs": 60_000}));
        start_watched(page, experiment).await;
        screen.until_says(THREADS, "in flight 12 ·").await;
        page.press("Escape").await;
        let report = watched_end(page).await;
        let lane = ExpectedReport::lane(&report, 0)
            .outcomes_sum_to(200)
            .times_in_order();
        let cancelled = lane.number_of("cancelled");
        assert!(cancelled >= 100, "those that hang are cancelled");
        assert_eq!(lane.number_of("succeeded"), 200 - cancelled);
        for request in lane.requests() {
            let is_cancelled = request["outcome"] == "cancelled";
            assert!(
                !is_cancelled || request["error"]["by"] == "user",
                "{request}"
            );
        }
        screen.until_idle().await;
        assert_eq!(workers_made(page).await, 12);
        assert_all_are_ended(page).await;
    }
    screen.until_says(THREADS, "Stopped before its end").await;
    assert_threads_run_well(page).await;
    page.assert_no_console_problems_but_failed_loads().await;
}
