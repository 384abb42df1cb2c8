//! Bodies that break off or do not end come out as what they are.

use crate::addresses::{quick, work};
use crate::documents::{concurrent, workload};
use crate::error_cases::{Case, run_cases};
use crate::lab_server::LabServer;
use crate::misbehaving_server::MisbehavingServer;
use crate::visit::Visit;
use playground_core::experiment::plan::Answer;
use playground_core::lab::address::LabRequest;
use serde_json::json;

#[tokio::test]
async fn a_malformed_body_is_reported_as_what_it_is() {
    let server = LabServer::start();
    let misbehaving = MisbehavingServer::start();
    let visit = Visit::alone().await;
    // What a body brought just before it broke off is lost where the page is busy just then,
    // as it is when its parts are put there at the first run.
    let first = visit.page.run_experiment(concurrent(workload(1, 1), 1));
    first.await.expect("it runs");
    let reset = LabRequest {
        answer: Answer::Broken,
        // Half of it comes long before it breaks off: a busy page has read it by then, and
        // Chromium, which reads 64 KiB at a time, has it in one piece.
        bytes: 100_000,
        chunks: 2,
        transfer_ms: 2_000,
        ..quick(0)
    };
    let large = LabRequest {
        bytes: 10_000_001,
        chunks: 200,
        ..quick(1)
    };
    let just_right = LabRequest {
        bytes: 10_000_000,
        chunks: 200,
        ..quick(2)
    };
    let broken = Some("bodyBroken");
    let cases: &[Case] = &[
        (
            work(&server, reset),
            broken,
            &["Body broken", "50,000 bytes"],
        ),
        (
            misbehaving.url("short"),
            broken,
            &["Body broken", "content-length 1000"],
        ),
        (
            misbehaving.url("bad-chunks"),
            broken,
            &["Body broken", "not valid HTTP"],
        ),
        (
            work(&server, large),
            Some("tooLarge"),
            &["Too large", "10 MB"],
        ),
        (
            work(&server, just_right),
            None,
            &["Received 10,000,000 bytes"],
        ),
        (
            misbehaving.url("endless"),
            Some("tooLarge"),
            &["Too large", "reading stopped there"],
        ),
        (misbehaving.url("long"), None, &["Received 4 bytes", "four"]),
        (misbehaving.url("empty"), None, &["Received 0 bytes"]),
        (misbehaving.url("no-content"), None, &["Received 0 bytes"]),
    ];
    run_cases(&visit, cases, json!({"timeoutMs": 20_000})).await;
}
