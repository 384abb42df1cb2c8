//! Each kind of error is caused for real, and comes out as its kind.

use super::addresses::{at_urls, below, failing, quick, work};
use super::browser::{ExpectedReport, Name};
use super::documents::{concurrent, with_policy, workload};
use super::error_cases::{Case, assert_told, run_cases, start_cases};
use super::lab_server::LabServer;
use super::misbehaving_server::MisbehavingServer;
use super::screen::ERRORS;
use super::screen_text::{REDIRECTED_TO, THIRD_PARTY};
use super::visit::Visit;
use serde_json::json;
use std::net::TcpListener;

/// A port of this machine that no server listens at.
fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("its address").port()
}

#[tokio::test]
async fn an_answer_is_reported_by_its_status() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let status = |index, status| work(&server, failing(index, status));
    let error = Some("httpError");
    let cases: &[Case] = &[
        (
            status(0, 401),
            error,
            &["HTTP error 401", "needs no sign-in"],
        ),
        (
            status(1, 404),
            error,
            &["HTTP error 404", "nothing at this address"],
        ),
        (
            status(2, 429),
            error,
            &["HTTP error 429", "fewer requests at a time"],
        ),
        (
            status(3, 418),
            error,
            &["HTTP error 418", "Check the address"],
        ),
        (
            status(4, 503),
            error,
            &["HTTP error 503", "overloaded or unreachable"],
        ),
        (
            status(5, 500),
            error,
            &["HTTP error 500", "failed while it handled"],
        ),
        (
            status(7, 302),
            error,
            &["HTTP error 302", "names no address"],
        ),
        (status(8, 304), error, &["HTTP error 304", "keeps no copy"]),
        (
            work(&server, quick(6)),
            None,
            &["Succeeded", "100 bytes", "text/plain", "lab;dur="],
        ),
    ];
    run_cases(&visit, cases, json!({})).await;
    // What one can do with a lab is no advice for anyone else's server.
    assert!(!visit.screen.text_of(ERRORS).await.contains("faults"));
}

#[tokio::test]
async fn the_cause_of_a_network_error_is_found_out() {
    let server = LabServer::start();
    let misbehaving = MisbehavingServer::start();
    let visit = Visit::start().await;
    let unreachable = format!("http://127.0.0.1:{}/", free_port());

    let cases: &[Case] = &[
        (
            below(&server, "no-cors/ping"),
            Some("forbiddenByCors"),
            &[
                "Network error: forbidden by CORS",
                "Access-Control-Allow-Origin: *",
            ],
        ),
        (
            unreachable,
            Some("unreachable"),
            &["Network error: unreachable", "1. The server is not running"],
        ),
        (
            below(&server, "redirect-loop"),
            Some("redirectedThenFailed"),
            &[
                "Network error: redirected, then failed",
                "see where it leads",
            ],
        ),
        (
            misbehaving.url("once-broken"),
            Some("answeredLater"),
            &["Network error: failed, then answered", "Allow retries"],
        ),
        (
            misbehaving.url("hang-up"),
            Some("unreachable"),
            &[
                "Network error: unreachable",
                "ended the connection before it answered",
            ],
        ),
        (
            misbehaving.url("no-http"),
            Some("unreachable"),
            &["Network error: unreachable", "not valid HTTP"],
        ),
        (
            misbehaving.url("long-header"),
            Some("unreachable"),
            &["Network error: unreachable"],
        ),
        (
            below(&server, "redirect/ping"),
            None,
            &[REDIRECTED_TO, "/lab-server/ping", "The lab is here."],
        ),
    ];
    let report = run_cases(&visit, cases, json!({})).await;
    let made = |place: usize| {
        report["lanes"][0]["requests"][place]["attempts"]
            .as_array()
            .map(Vec::len)
    };
    assert_eq!(
        made(0),
        Some(1),
        "being asked again is no attempt of the run"
    );
}

#[tokio::test]
async fn without_a_network_other_machines_are_offline_and_this_one_is_not() {
    let visit = Visit::start().await;
    let unreachable = format!("http://127.0.0.1:{}/", free_port());
    let cases: &[Case] = &[
        (
            "http://elsewhere.example/".to_owned(),
            Some("offline"),
            &["Network error: offline", "is offline"],
        ),
        (
            unreachable,
            Some("unreachable"),
            &["Network error: unreachable"],
        ),
    ];
    // After one run all of the page is kept.
    let first = concurrent(workload(1, 1), 1);
    visit.page.run_experiment(first).await.expect("it runs");
    visit.page.set_offline(true).await;
    let allow = async {
        let dialog = visit.page.by_role("dialog", Name::contains(THIRD_PARTY));
        let send = dialog.await.by_role("button", "Send").await;
        // The key that starts a run must not confirm the question as well.
        assert!(!send.is_focused().await);
        send.click().await;
    };
    start_cases(&visit, cases, json!({}), allow).await;
}

#[tokio::test]
async fn a_server_that_never_answers_times_out_and_a_cancellation_says_who_cancelled() {
    let misbehaving = MisbehavingServer::start();
    let visit = Visit::start().await;
    let timed_out = Some("timedOut");
    let cases: &[Case] = &[(
        misbehaving.url("silent"),
        timed_out,
        &["Timed out after 300 ms", "Raise the timeout"],
    )];
    run_cases(&visit, cases, json!({"timeoutMs": 300})).await;

    let silent = at_urls(
        concurrent(workload(1, 1), 1),
        &[misbehaving.url("silent"), misbehaving.url("hello")],
    );
    let started = visit.page.start_experiment(silent).await;
    visit.screen.until_running().await;
    visit.screen.until_says("Concurrent", "in flight 1").await;
    visit.screen.stop().await.click().await;
    let report = started.result().await.expect("it was stopped");
    ExpectedReport::lane(&report, 0).cancelled(2);
    let stopped: &[Case] = &[(
        misbehaving.url("silent"),
        Some("cancelled"),
        &["Cancelled", "the run was stopped"],
    )];
    assert_told(&visit.screen, &report, stopped).await;

    let urls = [misbehaving.url("busy"), misbehaving.url("hello")];
    let failing_fast = with_policy(
        concurrent(workload(1, 1), 1),
        json!({"onError": "failFast"}),
    );
    let report = visit
        .page
        .run_experiment(at_urls(failing_fast, &urls))
        .await;
    let report = report.expect("it fails fast");
    ExpectedReport::lane(&report, 0).http_errors(1).cancelled(1);
    let by = &report["lanes"][0]["requests"][1]["error"]["by"];
    assert_eq!(by, "failFast");
    let second = &report["lanes"][0]["requests"][1]["error"]["message"];
    assert!(
        second
            .as_str()
            .is_some_and(|words| words.contains("fail fast")),
        "{second}"
    );
}
