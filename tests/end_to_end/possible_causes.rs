//! Failures whose cause a browser does not say: the possible causes are named, the likeliest
//! first.

use super::addresses::{at_urls, quick, work};
use super::browser::ExpectedReport;
use super::documents::{at_server, concurrent, workload};
use super::error_cases::{Case, assert_told, run_cases};
use super::lab_server::LabServer;
use super::misbehaving_server::MisbehavingServer;
use super::screen_text::{
    BLOCKED_CAUSE, CERTIFICATE_CAUSE, DENIED_CAUSE, FORBIDDEN_CAUSE, NOT_RUNNING_CAUSE,
};
use super::visit::Visit;
use playground_core::lab::address::LabRequest;
use serde_json::json;

const UNREACHABLE: &str = "Network error: unreachable";

/// Words of the cause in this place of the list.
fn at(place: usize, words: &str) -> String {
    format!("{place}. {words}")
}

#[tokio::test]
async fn a_url_that_a_content_blocker_stops_is_recognised_by_its_neighbours() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    // As an extension's list does, before anything is sent.
    visit.page.devtools("Network.enable", json!({})).await;
    let blocked = json!({"urls": ["*banners=1*"]});
    visit.page.devtools("Network.setBlockedURLs", blocked).await;
    let slow = |index| {
        let asked = LabRequest {
            delay_ms: 400,
            ..quick(index)
        };
        work(&server, asked)
    };
    let first = at(1, BLOCKED_CAUSE);
    let cases: &[Case] = &[
        (slow(0), None, &["Succeeded"]),
        (
            work(&server, quick(1)) + "&banners=1",
            Some("unreachable"),
            &[UNREACHABLE, &first],
        ),
        (slow(2), None, &["Succeeded"]),
    ];
    run_cases(&visit, cases, json!({})).await;
}

#[tokio::test]
async fn a_certificate_of_its_own_and_a_forbidden_answer_are_possible_causes() {
    let server = LabServer::start();
    let misbehaving = MisbehavingServer::start();
    let visit = Visit::start().await;
    let certificate = at(1, CERTIFICATE_CAUSE);
    let not_running = at(1, NOT_RUNNING_CAUSE);
    let forbidden = at(3, FORBIDDEN_CAUSE);
    let cases: &[Case] = &[
        (
            format!("{}/lab-server/ping", server.http2()),
            Some("unreachable"),
            &[UNREACHABLE, &certificate],
        ),
        (
            misbehaving.url("own-pages-only"),
            Some("unreachable"),
            &[UNREACHABLE, &not_running, &forbidden],
        ),
    ];
    run_cases(&visit, cases, json!({})).await;
}

#[tokio::test]
async fn a_lab_server_whose_certificate_is_not_accepted_is_told_from_one_that_is_away() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let experiment = at_server(concurrent(workload(3, 5), 2), &server.http2());
    let refusal = visit.page.run_experiment(experiment).await;
    let refusal = refusal.expect_err("its certificate is not accepted");
    assert!(refusal.contains(&at(1, CERTIFICATE_CAUSE)), "{refusal}");
    assert!(visit.screen.notice().await.starts_with(&refusal));
}

#[tokio::test]
async fn a_page_that_may_not_connect_to_this_computer_says_so() {
    let server = LabServer::start();
    let visit = Visit::from_elsewhere("denied").await;
    let lab = at_server(concurrent(workload(3, 5), 2), &server.http1());
    let refusal = visit.page.run_experiment(lab).await;
    let refusal = refusal.expect_err("it is not allowed");
    assert!(refusal.contains(&at(1, DENIED_CAUSE)), "{refusal}");

    let url = work(&server, quick(0));
    let urls = at_urls(concurrent(workload(1, 1), 1), std::slice::from_ref(&url));
    let report = visit.page.run_experiment(urls).await.expect("it runs");
    ExpectedReport::lane(&report, 0).network_errors(1);
    assert_eq!(report["lanes"][0]["loopbackPermission"], "denied");
    let denied = at(1, DENIED_CAUSE);
    let cases: &[Case] = &[(url, Some("unreachable"), &[UNREACHABLE, &denied])];
    assert_told(&visit.screen, &report, cases).await;
}

#[tokio::test]
async fn a_page_that_may_connect_to_this_computer_runs_with_its_lab_server() {
    let server = LabServer::start();
    let visit = Visit::from_elsewhere("granted").await;
    let lab = at_server(concurrent(workload(3, 5), 2), &server.http1());
    let report = visit.page.run_experiment(lab).await.expect("it is allowed");
    ExpectedReport::lane(&report, 0)
        .succeeded(3)
        .has_no("loopbackPermission");
}
