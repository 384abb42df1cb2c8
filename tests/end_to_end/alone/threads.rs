//! Lanes of threads whose times are compared.

use crate::browser::ExpectedReport;
use crate::documents::{at_server, threads, with_faults, with_policy, workload};
use crate::lab;
use crate::lab_server::LabServer;
use crate::phases::Phases;
use crate::screen::THREADS;
use crate::threads::assert_waits;
use crate::threads_fail::ms;
use crate::visit::Visit;
use crate::workers::{assert_all_are_ended, record_workers};
use serde_json::json;

#[tokio::test]
async fn workers_share_the_browsers_six_connections_by_http_1_and_none_are_short_by_http_2() {
    let server = LabServer::start();
    let visit = Visit::alone_accepting_any_certificate().await;
    let Visit { page, screen, .. } = &visit;
    record_workers(page).await;
    let shared = "You allowed 12; the browser ran 6 at a time: HTTP/1.1 gives 6 connections per \
        origin, and all workers share them.";
    for (origin, at_once, protocol) in [(server.http1(), 6, "http/1.1"), (server.http2(), 12, "h2")]
    {
        let experiment = at_server(threads(workload(60, 100), 12), &origin);
        let report = page.run_experiment(experiment).await.expect("it runs");
        let lane = ExpectedReport::lane(&report, 0)
            .succeeded(60)
            .outcomes_sum_to(60)
            .times_in_order()
            .max_in_flight(12)
            .max_in_flight_at_source(at_once);
        assert_waits(&report, 0, "awaitedFetch");
        let phases = Phases::of(lane, 100.0);
        assert_eq!(phases.protocols, [protocol]);
        // Half of them always wait for one of the six.
        let waited = phases.sum("connection") > phases.sum("response") / 2.0;
        assert_eq!(waited, at_once == 6, "{phases:?}");
        let counted = format!("the lab server counted {at_once}");
        screen.until_says(THREADS, &counted).await;
        let said = screen.text_of(THREADS).await;
        assert_eq!(said.contains(shared), at_once == 6, "{said}");
        assert!(said.contains("Each worker awaited one request"), "{said}");
        assert_all_are_ended(page).await;
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn failing_fast_keeps_one_failure_and_cancels_the_rest() {
    let visit = Visit::alone().await;
    let Visit { page, screen, .. } = &visit;
    record_workers(page).await;
    // One fails among those that would hang for a minute.
    let faults = json!({"serverError": 0.1, "hang": 0.5});
    let policy = json!({"timeoutMs": 60_000, "onError": "failFast"});
    let experiment = with_policy(threads(with_faults(workload(100, 50), faults), 64), policy);
    let report = page.run_experiment(experiment).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(100)
        .http_errors(1)
        .timed_out(0)
        .network_errors(0)
        .times_in_order();
    let (failed, others): (Vec<_>, Vec<_>) = lane
        .requests()
        .iter()
        .partition(|request| request["outcome"] == "httpError");
    let failed_at = ms(failed[0], "endedMs");
    let cancelled = others.iter().filter(|it| it["outcome"] == "cancelled");
    let ends: Vec<_> = cancelled
        .inspect(|request| assert_eq!(request["error"]["by"], "failFast"))
        .map(|request| ms(request, "endedMs"))
        .collect();
    assert!(ends.len() >= 50, "those that hang are cancelled");
    let over_at = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let all_over_at = ends.iter().copied().fold(failed_at, f64::max);
    assert!(
        failed_at <= over_at && all_over_at <= failed_at + 200.0,
        "one failed at {failed_at}, the others were cancelled at {over_at} to {all_over_at}"
    );
    for request in lane.requests() {
        let dispatched = request["dispatchedMs"].as_f64();
        assert!(dispatched.is_none_or(|at| at <= over_at), "{request}");
    }
    assert_all_are_ended(page).await;
    lab::until_nothing_is_in_flight(page, lab::run_id(&report["lanes"][0])).await;
    screen.until_says(THREADS, "Failed fast").await;
    page.assert_no_console_problems_but_failed_loads().await;
}
