//! The moment after a run was ended before its time: the lab has nothing left to do, at once.
//!
//! That the first look finds it empty is certain, for the page itself waits for the lab's last count;
//! the 200 ms are a promise on a machine that is not busy with something else, so the best of three
//! runs counts. A cancellation that does not reach the lab leaves it busy for seconds, in all three.

use crate::browser::{ExpectedReport, Page};
use crate::documents::{concurrent, threads, with_faults, with_policy, workload};
use crate::screen::{CONCURRENT, THREADS};
use crate::threads::assert_threads_run_well;
use crate::visit::Visit;
use crate::workers::{assert_all_are_ended, record_workers, workers_made};
use serde_json::{Value, json};

const PROMISED_MS: f64 = 200.0;
/// The same for a lane of threads, whose workers have to be ended.
const PROMISED_WITH_WORKERS_MS: f64 = 300.0;
pub const TRIES: usize = 3;

/// What was seen when a run had ended.
pub struct End {
    pub report: Value,
    /// What the lab had in flight at the first look.
    left: u64,
    /// From the press of ■ or Esc, or else from the lane's own end, to every outcome being known.
    outcomes_after_ms: f64,
    /// From there to the lab having nothing in flight.
    empty_after_ms: f64,
}

/// Starts an experiment whose end is watched by the page itself.
pub async fn start_watched(page: &Page, experiment: Value) {
    let watch = "
        performance.setResourceTimingBufferSize(100_000);
        let pressed = null;
        for (const press of ['click', 'keydown'])
            addEventListener(press, event => { pressed = event.timeStamp; }, {capture: true, once: true});
        window.__end = (async () => {
            const report = await wasmBindings.runExperiment(arguments[0]);
            const known = performance.now();
            const [, run] = /run=(\\d+)/.exec(report.lanes[0].requests[0].url);
            const stats = `lab/stats?run=${run}`;
            const look = async () => (await (await fetch(stats)).json()).inFlight;
            const left = await look();
            let now = left;
            while (now > 0 && performance.now() - known < 10_000) now = await look();
            const asked = performance.getEntriesByType('resource').find(({name}) => name.endsWith(stats));
            const from = pressed ?? asked.startTime;
            return JSON.stringify({
                report, left, outcomes: known - from, empty: performance.now() - from,
            });
        })();";
    page.execute(watch, vec![experiment]).await;
}

pub async fn watched_end(page: &Page) -> End {
    let text = page.evaluate("window.__end").await;
    let text = text.as_str().expect("a watched run ends");
    let mut end: Value = serde_json::from_str(text).expect("the end is sent as JSON");
    let ms = |name: &str| end[name].as_f64().expect("a time");
    End {
        left: end["left"].as_u64().expect("a count"),
        outcomes_after_ms: ms("outcomes"),
        empty_after_ms: ms("empty"),
        report: end["report"].take(),
    }
}

/// The best of a few ends comes within this many ms, and each finds the lab empty at the first look.
pub fn assert_promise_kept(ends: &[End], promised_ms: f64) {
    for end in ends {
        assert_eq!(end.left, 0, "the lab was still busy when the run had ended");
    }
    let times = |pick: fn(&End) -> f64| ends.iter().map(pick).collect::<Vec<f64>>();
    for times in [
        times(|end| end.outcomes_after_ms),
        times(|end| end.empty_after_ms),
    ] {
        let is_kept = times.iter().any(|&ms| ms <= promised_ms);
        assert!(is_kept, "never within {promised_ms} ms: {times:?}");
    }
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
    let mut ends = Vec::new();
    for _ in 0..TRIES {
        start_watched(page, experiment.clone()).await;
        let end = watched_end(page).await;
        ExpectedReport::lane(&end.report, 0)
            .outcomes_sum_to(500)
            .http_errors(1)
            .cancelled(499)
            .max_in_flight(100);
        ends.push(end);
    }
    assert_promise_kept(&ends, PROMISED_MS);
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn after_a_stop_every_request_has_its_outcome_and_the_lab_is_empty_at_once() {
    let visit = Visit::alone().await;
    let Visit { page, screen, .. } = &visit;
    let mut ends = Vec::new();
    for _ in 0..TRIES {
        // Half of them hang: they are in flight when ■ is pressed, and would stay so.
        let half_hang = with_faults(workload(1_000, 50), json!({"hang": 0.5}));
        let experiment = with_policy(concurrent(half_hang, 100), json!({"timeoutMs": 60_000}));
        start_watched(page, experiment).await;
        screen.until_says(CONCURRENT, "in flight 100 ·").await;
        screen.stop().await.click().await;
        let end = watched_end(page).await;
        let lane = ExpectedReport::lane(&end.report, 0).outcomes_sum_to(1_000);
        assert!(
            lane.number_of("cancelled") >= 500,
            "those that hang are cancelled"
        );
        ends.push(end);
        screen.until_idle().await;
    }
    assert_promise_kept(&ends, PROMISED_MS);
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_stop_ends_blocked_workers_at_once_and_the_lab_is_left_empty() {
    let visit = Visit::alone().await;
    let Visit { page, screen, .. } = &visit;
    let mut ends = Vec::new();
    for _ in 0..TRIES {
        record_workers(page).await;
        // Soon all workers are blocked by requests that are never answered.
        let half_hang = with_faults(workload(200, 30), json!({"hang": 0.5}));
        let experiment = with_policy(threads(half_hang, 12), json!({"timeoutMs": 60_000}));
        start_watched(page, experiment).await;
        screen.until_says(THREADS, "in flight 12 ·").await;
        page.press("Escape").await;
        let end = watched_end(page).await;
        let lane = ExpectedReport::lane(&end.report, 0)
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
        ends.push(end);
        screen.until_idle().await;
        assert_eq!(workers_made(page).await, 12);
        assert_all_are_ended(page).await;
    }
    assert_promise_kept(&ends, PROMISED_WITH_WORKERS_MS);
    screen.until_says(THREADS, "Stopped before its end").await;
    assert_threads_run_well(page).await;
    page.assert_no_console_problems_but_failed_loads().await;
}
