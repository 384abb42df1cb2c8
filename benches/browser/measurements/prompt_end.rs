//! How soon all is over after ■, and after the first failure under *fail fast*.

use serde_json::{Value, json};

use super::browser::ExpectedReport;
use super::documents::{Load, blocking_workers, failing_fast};
use super::figures::Figures;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const ROUNDS: usize = 5;
const TARGET: Target = Target::AtMost(200.0);
/// Twelve workers have to be ended as well.
const TARGET_WITH_WORKERS: Target = Target::AtMost(300.0);

const STOPPED: Load = Load {
    requests: 1_000,
    latency_ms: 530,
    limit: 100,
};

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let [mut empty, mut reported, mut with_workers, mut failed] = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        visit.note_fixed_work(sheet).await;
        let stopped = stop_in_the_middle(visit).await;
        empty.push(number(&stopped, "emptyMs"));
        reported.push(number(&stopped, "reportedMs"));
        with_workers.push(stop_blocked_workers(visit).await);
        failed.push(fail_fast(visit).await);
    }
    for (what, values, target) in [
        ("■ during 1,000 × 530 ms: lab empty after", empty, TARGET),
        (
            "■: every outcome there and reported after",
            reported,
            TARGET,
        ),
        (
            "■ while 12 workers are blocked: lab empty after",
            with_workers,
            TARGET_WITH_WORKERS,
        ),
        (
            "fail fast: lab empty after the first failure",
            failed,
            TARGET,
        ),
    ] {
        let figures = Figures::new(values);
        sheet.add(what, figures.median(), figures.to_string(), target);
    }
}

async fn stop_in_the_middle(visit: &Visit) -> Value {
    let script = "const [experiment, number, done] = arguments;
        measure.stopAtFetch(experiment, number).then(done, error => done(String(error)));";
    let arguments = vec![STOPPED.experiment(), json!(STOPPED.requests / 2)];
    let stopped = visit.page.execute_async(script, arguments).await;
    let lane = ExpectedReport::lane(&stopped["report"], 0)
        .outcomes_sum_to(STOPPED.requests.into())
        .max_in_flight(STOPPED.limit.into())
        .max_in_flight_at_source_at_most(STOPPED.limit.into());
    assert!(lane.number_of("cancelled") > 0 && lane.number_of("succeeded") > 0);
    stopped
}

/// Milliseconds from ■ to the lab's being empty.
async fn stop_blocked_workers(visit: &Visit) -> f64 {
    let script = "const [experiment, words, done] = arguments;
        measure.stopWhenItSays(experiment, words).then(done, error => done(String(error)));";
    let arguments = vec![blocking_workers(), json!("in flight 12 ·")];
    let stopped = visit.page.execute_async(script, arguments).await;
    let lane = ExpectedReport::lane(&stopped["report"], 0)
        .outcomes_sum_to(200)
        .max_in_flight(12);
    assert!(lane.number_of("cancelled") >= 100);
    number(&stopped, "emptyMs")
}

/// Milliseconds from the first failure to the lab's being empty.
async fn fail_fast(visit: &Visit) -> f64 {
    let script = "const [experiment, done] = arguments;
        measure.failFast(experiment).then(done, error => done(String(error)));";
    let failed = visit.page.execute_async(script, vec![failing_fast()]).await;
    let lane = ExpectedReport::lane(&failed["report"], 0).outcomes_sum_to(500);
    let failed_ms = number(&failed, "failedMs");
    let dispatched: Vec<f64> = lane
        .requests()
        .iter()
        .filter_map(|request| request["dispatchedMs"].as_f64())
        .collect();
    let last = dispatched.iter().copied().fold(0.0, f64::max);
    assert!(
        last <= failed_ms,
        "started at {last}, failed at {failed_ms}"
    );
    let counted = number(&failed, "counted");
    assert!(
        counted <= dispatched.len() as f64,
        "the lab counted {counted} requests of {} dispatched",
        dispatched.len()
    );
    number(&failed, "emptyMs")
}

fn number(result: &Value, field: &str) -> f64 {
    let number = result[field].as_f64();
    number.unwrap_or_else(|| panic!("no {field} in what the page measured: {result}"))
}
