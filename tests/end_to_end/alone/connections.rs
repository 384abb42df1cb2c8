//! What depends on a browser's connections to a lab server, by both protocols.

use crate::addresses::{at_urls, quick, work};
use crate::browser::ExpectedReport;
use crate::documents::{at_server, concurrent, with_faults, with_policy, workload};
use crate::lab_server::LabServer;
use crate::phases::Phases;
use crate::screen::CONCURRENT;
use crate::visit::{Visit, dist};
use serde_json::json;

#[tokio::test]
async fn a_browser_runs_six_at_a_time_by_http_1_and_as_many_as_allowed_by_http_2() {
    let server = LabServer::start();
    let visit = Visit::alone_accepting_any_certificate().await;
    let Visit { page, screen, .. } = &visit;
    // A hundred are sent before the first of them is answered, on a busy machine too.
    for (origin, at_once, requests, latency_ms) in [
        (server.http1(), 6, 120, 100),
        (server.http2(), 100, 300, 500),
    ] {
        let workload = workload(requests, latency_ms);
        let experiment = at_server(concurrent(workload, 100), &origin);
        let report = page.run_experiment(experiment).await.expect("it runs");
        ExpectedReport::lane(&report, 0)
            .succeeded(requests.into())
            .outcomes_sum_to(requests.into())
            .times_in_order()
            .max_in_flight(100)
            .max_in_flight_at_source(at_once);
        let counted = format!("the lab server counted {at_once}");
        screen.until_says(CONCURRENT, &counted).await;
        let (protocol, title) = match at_once {
            6 => ("http/1.1", "by HTTP/1.1"),
            _ => ("h2", "by HTTP/2"),
        };
        screen.until_says(CONCURRENT, title).await;
        let plateau = screen.text_of(CONCURRENT).await;
        let plateau = plateau.contains("You allowed 100; the browser ran 6 at a time: HTTP/1.1");
        assert_eq!(plateau, at_once == 6);
        let phases = Phases::of(ExpectedReport::lane(&report, 0), latency_ms.into());
        assert_eq!(phases.protocols, [protocol]);
        assert_eq!(phases.largest() == "connection", at_once == 6, "{phases:?}");
        let source = screen.source().await.value().await;
        assert_eq!(source, format!("lab server at {origin}"));
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_real_connection_fails_and_is_stopped_like_the_built_in_lab() {
    let server = LabServer::start();
    let visit = Visit::alone_accepting_any_certificate().await;
    let page = &visit.page;
    for origin in [server.http1(), server.http2()] {
        let shares = json!({"serverError": 0.1, "notFound": 0.1, "hang": 0.1, "drop": 0.1});
        // More than six would wait for a connection that hangs, and time out as well.
        let experiment = concurrent(with_faults(workload(100, 20), shares), 6);
        let experiment = with_policy(experiment, json!({"timeoutMs": 400}));
        let report = page.run_experiment(at_server(experiment, &origin)).await;
        ExpectedReport::lane(&report.expect("it runs"), 0)
            .outcomes_sum_to(100)
            .succeeded(60)
            .http_errors(20)
            .timed_out(10)
            .bodies_broken(10);
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_page_loaded_over_https_says_which_addresses_are_mixed_content() {
    let server = LabServer::with_page(Some(dist()));
    let visit = Visit::alone_accepting_any_certificate().await;
    visit.page.open_app(&format!("{}/", server.http2())).await;
    let urls = ["http://example.org/".to_owned(), work(&server, quick(1))];
    let experiment = at_urls(concurrent(workload(1, 1), 1), &urls);
    let report = visit
        .page
        .run_experiment(experiment)
        .await
        .expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(1);
    assert_eq!(report["refusedUrls"][0]["kind"], "mixedContent");
    visit.screen.open_settings().await;
    let list = visit
        .page
        .by_role("list", "Lines left out")
        .await
        .text()
        .await;
    assert!(
        list.contains("Line 1: http://example.org/ is mixed content"),
        "{list}"
    );
}
