//! A worker's program crashes in mid-run: its own request is lost, and nothing else.

use super::browser::{ExpectedReport, Page};
use super::documents::{at_server, threads, with_policy, workload};
use super::lab;
use super::lab_server::LabServer;
use super::screen::{ERRORS, THREADS};
use super::threads_fail::attempts;
use super::visit::Visit;
use super::workers::{assert_all_are_ended, crash_workers, record_workers, workers_made};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Runs a lane in which two of four workers crash during its run.
async fn crashed_run(visit: &Visit, experiment: Value) -> (Value, BTreeSet<u64>) {
    let Visit { page, screen, .. } = visit;
    record_workers(page).await;
    let started = page.start_experiment(experiment).await;
    screen.until_says(THREADS, "in flight 4 ·").await;
    let given = crash_workers(page, 2).await;
    let report = started.result().await.expect("a run outlives its workers");
    assert_eq!(
        workers_made(page).await,
        4 + 2,
        "each crash makes a new one"
    );
    assert_all_are_ended(page).await;
    lab_is_left(page, &report).await;
    // The browser tells of a crash in its console, as it should, and of nothing else.
    let problems = page.console_problems().await;
    let mut crashes = problems.iter().filter(|problem| !problem.is_failed_load());
    assert!(
        crashes.all(|problem| problem.message.contains("unknown message")),
        "{problems:?}"
    );
    (report, given)
}

async fn lab_is_left(page: &Page, report: &Value) {
    if report["experiment"]["source"]["kind"] == "lab" {
        lab::until_nothing_is_in_flight(page, lab::run_id(&report["lanes"][0])).await;
    }
}

#[tokio::test]
async fn a_worker_that_crashes_takes_its_own_request_with_it_and_no_other() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    for source in [None, Some(server.http1())] {
        let experiment = threads(workload(40, 300), 4);
        let experiment = match &source {
            Some(origin) => at_server(experiment, origin),
            None => experiment,
        };
        let (report, given) = crashed_run(&visit, experiment).await;
        let lane = ExpectedReport::lane(&report, 0)
            .outcomes_sum_to(40)
            .succeeded(38)
            .network_errors(2)
            .times_in_order()
            .max_in_flight(4);
        let lost = lane
            .requests()
            .iter()
            .filter(|it| it["outcome"] == "networkError");
        let lost: BTreeSet<_> = lost
            .inspect(|request| assert_eq!(request["error"]["kind"], "workerLost"))
            .map(|request| request["index"].as_u64().expect("an index"))
            .collect();
        assert_eq!(lost, given, "those that the crashed workers had");
        let words = "The worker that waited for this answer crashed";
        visit.screen.until_says(ERRORS, words).await;
    }
}

#[tokio::test]
async fn a_crashed_workers_request_is_retried_by_another() {
    let visit = Visit::start().await;
    let experiment = with_policy(threads(workload(40, 300), 4), json!({"retries": 1}));
    let (report, given) = crashed_run(&visit, experiment).await;
    let lane = ExpectedReport::lane(&report, 0)
        .succeeded(40)
        .outcomes_sum_to(40)
        .times_in_order();
    for request in lane.requests() {
        let index = request["index"].as_u64().expect("an index");
        let kinds = attempts(request).iter().map(|it| &it["error"]["kind"]);
        let expected = match given.contains(&index) {
            true => vec![json!("workerLost"), Value::Null],
            false => vec![Value::Null],
        };
        assert!(kinds.eq(&expected), "{request}");
    }
}
