//! Requests whose responses are computed on, as in scraping and parsing.

use super::browser::ExpectedReport;
use super::computing::{assert_all_found_the_same, most_computed_at_once, ms};
use super::documents::{
    at_server, computed_on, concurrent, lanes, with_faults, with_policy, workload,
};
use super::lab_server::LabServer;
use super::phases::Phases;
use super::visit::Visit;
use serde_json::json;

/// A success was answered, read, and then computed on; a failure was not computed on.
#[track_caller]
fn assert_computed_on(lane: ExpectedReport<'_>) {
    for request in lane.requests() {
        if request["outcome"] == "succeeded" {
            let times = [
                "dispatchedMs",
                "responseMs",
                "readMs",
                "computingMs",
                "endedMs",
            ];
            let times = times.map(|name| ms(request, name));
            assert!(times.is_sorted(), "{request}");
            assert!(times[3] < times[4], "it took no time: {request}");
        } else {
            assert!(request["computingMs"].is_null(), "{request}");
            assert!(request["readMs"].is_null(), "{request}");
        }
    }
}

#[tokio::test]
async fn each_response_is_computed_on_and_a_failure_is_not() {
    let visit = Visit::start().await;
    let page = &visit.page;
    let faulty = with_faults(workload(20, 10), json!({"serverError": 0.25}));
    let three = json!([
        {"strategy": "sequential"},
        {"strategy": "concurrent", "limit": 5},
        {"strategy": "threads", "workers": 2},
    ]);
    let experiment = lanes(computed_on(faulty, 10), three);
    let report = page.run_experiment(experiment).await.expect("it runs");
    assert_all_found_the_same(&report);
    for lane in ExpectedReport::lanes(&report) {
        lane.outcomes_sum_to(20)
            .succeeded(15)
            .http_errors(5)
            .times_in_order();
        assert_computed_on(lane);
    }
    let [.., on_page, in_workers] = ExpectedReport::lanes(&report)[..] else {
        panic!("three lanes");
    };
    assert_eq!(most_computed_at_once(on_page), 1, "the page has one thread");
    // A worker computes one request at a time.
    in_workers
        .max_in_flight(2)
        .max_in_flight_at_source_at_most(2);
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_response_waits_for_its_thread_and_is_computed_there() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let page = &visit.page;
    // All six come at once, and the page has one thread.
    let experiment = concurrent(computed_on(workload(6, 100), 60), 6);
    let report = page
        .run_experiment(at_server(experiment, &server.http1()))
        .await
        .expect("it runs");
    assert_all_found_the_same(&report);
    let lane = ExpectedReport::lane(&report, 0)
        .succeeded(6)
        .times_in_order();
    assert_computed_on(lane);
    let phases = Phases::of(lane, 100.0);
    // The last waits for the five others, the one before it for four: some before the page has
    // read their bodies, the rest after it.
    let waiting = phases.sum("receiving") + phases.sum("thread");
    let computing = phases.sum("computing");
    assert!(computing > 0.0 && waiting >= computing, "{phases:?}");
    let lengths = lane.requests().iter();
    let computed = lengths.map(|it| ms(it, "endedMs") - ms(it, "computingMs"));
    let computed: f64 = computed.sum();
    assert!(
        (computing - computed).abs() < 0.2,
        "{computed} of {phases:?}"
    );
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_timeout_is_for_the_exchange_and_not_for_what_is_computed_after_it() {
    let visit = Visit::start().await;
    let both = json!([{"strategy": "sequential"}, {"strategy": "threads", "workers": 2}]);
    let experiment = lanes(computed_on(workload(4, 10), 900), both);
    let experiment = with_policy(experiment, json!({"timeoutMs": 500}));
    let report = visit.page.run_experiment(experiment).await;
    let report = report.expect("it runs");
    for lane in ExpectedReport::lanes(&report) {
        lane.succeeded(4).outcomes_sum_to(4).times_in_order();
    }
    assert_all_found_the_same(&report);
}
