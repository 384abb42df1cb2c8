//! Every way of awaiting, and threads, on the built-in lab.

use crate::browser::ExpectedReport;
use crate::documents::{lanes, threads, with_faults, with_policy, workload};
use crate::in_each_engine;
use crate::screen::PATIENT_MS;
use crate::visit::Visit;
use serde_json::{Value, json};

in_each_engine!(
    all_strategies_come_to_the_same_ends,
    every_worker_reaches_the_lab_on_the_first_visit_and_after_a_reload,
    faults_in_lanes_that_await_are_those_planned,
    a_worker_is_told_nothing_of_an_exchange_that_broke,
    retries_and_failing_fast_end_as_planned,
);

async fn all_strategies_come_to_the_same_ends(visit: &mut Visit) {
    let strategies = json!([
        {"strategy": "sequential"},
        {"strategy": "concurrent", "limit": 10},
        {"strategy": "threads", "workers": 4},
        {"strategy": "blocking"},
        {"strategy": "batched", "size": 6},
    ]);
    let experiment = lanes(workload(20, 40), strategies);
    let report = visit.page().run_experiment(experiment).await;
    let report = report.expect("it runs");
    for (lane, in_flight) in [1, 10, 4].into_iter().enumerate() {
        ExpectedReport::lane(&report, lane)
            .succeeded(20)
            .outcomes_sum_to(20)
            .times_in_order()
            .max_in_flight(in_flight)
            .max_in_flight_at_source_at_most(in_flight);
    }
    // A page that blocks is not sure to reach its service worker, so it computes instead.
    ExpectedReport::lane(&report, 3)
        .succeeded(20)
        .outcomes_sum_to(20)
        .max_in_flight(1)
        .has_no("maxInFlightAtSource");
    ExpectedReport::lane(&report, 4)
        .succeeded(20)
        .outcomes_sum_to(20)
        .max_in_flight(6)
        .max_in_flight_at_source_at_most(6)
        .in_batches_of(6);
    visit.until_says("In place of its requests").await;
}

async fn every_worker_reaches_the_lab_on_the_first_visit_and_after_a_reload(visit: &mut Visit) {
    let page = visit.page();
    for _ in 0..2 {
        for workers in [2, 8] {
            // So long that all of them are waiting before the first is answered.
            let report = page
                .run_experiment(threads(workload(workers, 1_000), workers))
                .await;
            let report = report.expect("it runs");
            ExpectedReport::lane(&report, 0)
                .succeeded(workers.into())
                .max_in_flight_at_source(workers.into());
            assert_eq!(report["lanes"][0]["blocking"], "syncXhr");
        }
        visit.reload().await;
    }
}

async fn faults_in_lanes_that_await_are_those_planned(visit: &mut Visit) {
    let faults = json!({
        "serverError": 0.1, "notFound": 0.1, "tooManyRequests": 0.1, "slow": 0.1,
        "hang": 0.1, "drop": 0.1,
    });
    let awaiting = json!([
        {"strategy": "sequential"},
        {"strategy": "concurrent", "limit": 10},
    ]);
    let experiment = lanes(with_faults(workload(10, 20), faults), awaiting);
    let experiment = with_policy(experiment, json!({"timeoutMs": PATIENT_MS}));
    let report = visit.page().run_experiment(experiment).await;
    let report = report.expect("it runs");
    for lane in ExpectedReport::lanes(&report) {
        lane.outcomes_sum_to(10)
            .succeeded(5)
            .http_errors(3)
            .timed_out(1)
            .bodies_broken(1);
    }
}

/// A blocking request that breaks off tells nothing: neither its status nor who answered.
async fn a_worker_is_told_nothing_of_an_exchange_that_broke(visit: &mut Visit) {
    let faults = json!({"notFound": 0.2, "drop": 0.2});
    let experiment = threads(with_faults(workload(20, 20), faults), 4);
    let report = visit.page().run_experiment(experiment).await;
    let report = report.expect("it runs");
    ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(20)
        .succeeded(12)
        .http_errors(4)
        .network_errors(4);
    let requests = report["lanes"][0]["requests"].as_array().expect("a list");
    let broken = requests.iter().filter(|it| it["outcome"] == "networkError");
    for request in broken {
        assert_eq!(request["error"]["kind"], "unknown", "{request}");
    }
}

async fn retries_and_failing_fast_end_as_planned(visit: &mut Visit) {
    let page = visit.page();
    let awaiting = json!([{"strategy": "concurrent", "limit": 5}]);
    let failing = with_faults(workload(20, 20), json!({"serverError": 0.2}));
    let experiment = lanes(failing.clone(), awaiting.clone());
    let retrying = with_policy(experiment, json!({"retries": 3, "backoff": "none"}));
    let report = page.run_experiment(retrying).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0).outcomes_sum_to(20);
    let attempts = |request: &Value| request["attempts"].as_array().map_or(0, Vec::len);
    let sent: usize = lane.requests().iter().map(attempts).sum();
    assert!(sent >= 24, "four fail at first, and are sent again: {sent}");

    let failing_fast = with_policy(lanes(failing, awaiting), json!({"onError": "failFast"}));
    let report = page.run_experiment(failing_fast).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(20)
        .http_errors(1);
    assert!(lane.number_of("cancelled") > 0, "the rest is cancelled");
}
