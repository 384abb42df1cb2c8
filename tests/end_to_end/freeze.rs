//! A page that blocks: nothing else happens on it meanwhile, and what moves shows that.

use super::browser::{ExpectedReport, PATIENCE};
use super::computing::longest_computed_ms;
use super::documents::{at_server, concurrent, lanes, with_faults, with_policy, workload};
use super::lab_server::LabServer;
use super::screen::{BLOCKING, CONCURRENT, RUN_PATIENCE};
use super::visit::Visit;
use playground_core::experiment::computation::FOUND_BY_UNIT;
use serde_json::{Value, json};

const LATENCY_MS: u32 = 400;
/// Whether what moves while a page is not frozen can be seen.
const PULSE: &str = "document.getElementById('pulse').checkVisibility()";

/// A lane that blocks the page, and beside it one with the same requests that does not.
fn blocking_and_not(workload: Value) -> Value {
    let both = json!([{"strategy": "blocking"}, {"strategy": "concurrent", "limit": 10}]);
    lanes(workload, both)
}

/// Runs it with an eye on what moves.
async fn watched_run(visit: &Visit, experiment: Value) -> Value {
    let Visit { page, screen, .. } = visit;
    assert_eq!(page.evaluate(PULSE).await, false, "before the run");
    let started = page.start_experiment(experiment).await;
    page.until(PULSE, PATIENCE).await;
    assert!(screen.is_running().await, "it was over too soon");
    let report = started.result().await.expect("it runs");
    screen.until_idle().await;
    assert_eq!(page.evaluate(PULSE).await, false, "after the run");
    let free = ExpectedReport::lane(&report, 1).succeeded(5);
    let free = free.number("longestFreezeMs");
    assert!(free < f64::from(LATENCY_MS), "frozen for {free} ms");
    report
}

#[tokio::test]
async fn on_the_built_in_lab_a_page_computes_for_as_long_as_it_would_block() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = watched_run(&visit, blocking_and_not(workload(5, LATENCY_MS))).await;
    let blocked = ExpectedReport::lane(&report, 0)
        .succeeded(5)
        .outcomes_sum_to(5)
        .times_in_order()
        .max_in_flight(1)
        .has_no("blocking")
        .has_no("startupMs")
        // The lab was not asked.
        .has_no("maxInFlightAtSource");
    for request in blocked.requests() {
        assert!(request["status"].is_null(), "{request}");
        let found = request["found"].as_u64().expect("it computed");
        assert!(
            found > 0 && found.is_multiple_of(FOUND_BY_UNIT.into()),
            "{found}"
        );
    }
    let longest = longest_computed_ms(blocked);
    let frozen = blocked.number("longestFreezeMs");
    assert!(
        frozen >= longest * 0.9,
        "computing for {longest} ms froze it for {frozen} ms"
    );
    let free = ExpectedReport::lane(&report, 1);
    assert!(
        free.requests()
            .iter()
            .all(|it| it["found"].is_null() && it["status"] == 200)
    );
    let words = "In place of its requests, the page computed";
    screen.until_says(BLOCKING, words).await;
    screen.until_says(BLOCKING, "longest freeze ").await;
    screen.until_says(CONCURRENT, "5 Succeeded").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn on_a_lab_server_each_request_blocks_the_page_until_it_is_answered() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let experiment = blocking_and_not(workload(5, LATENCY_MS));
    let report = watched_run(&visit, at_server(experiment, &server.http1())).await;
    let blocked = ExpectedReport::lane(&report, 0)
        .succeeded(5)
        .outcomes_sum_to(5)
        .times_in_order()
        .max_in_flight(1)
        .max_in_flight_at_source(1)
        .makespan_at_least_ideal();
    assert_eq!(report["lanes"][0]["blocking"], "syncXhr");
    assert!(blocked.number("longestFreezeMs") >= f64::from(LATENCY_MS));
    for request in blocked.requests() {
        assert_eq!(
            (&request["status"], &request["bytes"]),
            (&json!(200), &json!(64))
        );
        assert!(request["found"].is_null(), "{request}");
    }
    let words = "The page itself was blocked by each request.";
    screen.until_says(BLOCKING, words).await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_blocking_request_that_fails_does_not_say_how_and_a_refused_one_does() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let page = &visit.page;
    let faults = json!({"drop": 0.2, "notFound": 0.2, "serverError": 0.2});
    let one = lanes(
        with_faults(workload(10, 5), faults),
        json!([{"strategy": "blocking"}]),
    );
    let report = page
        .run_experiment(at_server(one, &server.http1()))
        .await
        .expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(10)
        .succeeded(4)
        .http_errors(4)
        .network_errors(2)
        .times_in_order();
    let failed = lane
        .requests()
        .iter()
        .filter(|it| it["outcome"] == "networkError");
    for request in failed {
        assert_eq!(request["error"]["kind"], "unknown", "{request}");
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

/// A blocking request of a page has no timeout, and nobody can stop it: a server that never answers
/// must not be given one.
#[tokio::test]
async fn who_never_answers_does_not_keep_the_page_for_good() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let faulty = with_faults(workload(5, 20), json!({"hang": 0.2}));
    let experiment = lanes(faulty, json!([{"strategy": "blocking"}]));
    let experiment = with_policy(experiment, json!({"timeoutMs": 300}));
    let run = visit
        .page
        .run_experiment(at_server(experiment, &server.http1()));
    let end = tokio::time::timeout(RUN_PATIENCE / 3, run).await;
    // Whether it is refused or comes out some other way.
    if let Ok(report) = end.expect("the page does not answer any more") {
        ExpectedReport::lane(&report, 0)
            .outcomes_sum_to(5)
            .succeeded(4);
    }
}

#[tokio::test]
async fn a_stop_between_two_blocking_requests_is_obeyed() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    for origin in [None, Some(server.http1())] {
        let one = lanes(workload(100, 150), json!([{"strategy": "blocking"}]));
        let one = match &origin {
            Some(origin) => at_server(one, origin),
            None => one,
        };
        let started = page.start_experiment(one).await;
        // Not while it still asks whether the source is there.
        screen.until_says(BLOCKING, "in flight 1 ·").await;
        assert_eq!(page.evaluate(PULSE).await, true);
        page.press("Escape").await;
        let report = started.result().await.expect("a stopped run has a report");
        screen.until_idle().await;
        let lane = ExpectedReport::lane(&report, 0)
            .outcomes_sum_to(100)
            .times_in_order();
        assert!(lane.number_of("cancelled") > 0, "Esc stopped nothing");
        screen.until_says(BLOCKING, "Stopped before its end").await;
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_run_that_leaves_the_page_free_has_nothing_moving() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(20, 400), 10))
        .await;
    screen.until_says(CONCURRENT, "in flight 10 ·").await;
    assert_eq!(page.evaluate(PULSE).await, false);
    assert!(screen.is_running().await, "it was over too soon");
    let report = started.result().await.expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(20);
}
