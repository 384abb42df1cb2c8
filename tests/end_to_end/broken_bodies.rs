//! Bodies that are not as they should be come out as what they are, and are never more than text.

use super::browser::ExpectedReport;
use super::documents::{at_server, concurrent, with_faults, workload};
use super::error_cases::{Case, run_cases};
use super::lab_server::LabServer;
use super::misbehaving_server::MisbehavingServer;
use super::visit::Visit;
use serde_json::{Value, json};

#[tokio::test]
async fn a_body_is_shown_as_text_and_never_as_a_page() {
    let misbehaving = MisbehavingServer::start();
    let visit = Visit::start().await;
    let shown = "<script>window.__executed=1</script>";
    let cases: &[Case] = &[(
        misbehaving.url("page"),
        None,
        &["text/html", "retry-after 7", shown, "hidden by the server"],
    )];
    run_cases(&visit, cases, json!({})).await;
    assert_eq!(
        visit.page.evaluate("window.__executed ?? null").await,
        Value::Null
    );
}

/// The head of an answer, some of its body and the break all come in one packet.
#[tokio::test]
async fn a_body_that_breaks_at_once_is_broken_and_its_server_is_not_unreachable() {
    let server = LabServer::start();
    let visit = Visit::accepting_any_certificate().await;
    for origin in [server.http1(), server.http2()] {
        let broken = with_faults(workload(300, 0), json!({"drop": 1}));
        let experiment = at_server(concurrent(broken, 100), &origin);
        let report = visit
            .page
            .run_experiment(experiment)
            .await
            .expect("it runs");
        ExpectedReport::lane(&report, 0).bodies_broken(300);
    }
}
