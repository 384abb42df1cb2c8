//! More requests than the browser can have open.

use super::addresses::below;
use super::browser::ExpectedReport;
use super::documents::{at_server, concurrent, with_faults, with_policy, workload};
use super::lab_server::LabServer;
use super::screen::ERRORS;
use super::visit::Visit;
use playground_core::run::outcome::NetworkCause;
use serde_json::{Value, json};

/// An address of a request that is never answered.
const NEVER: &str =
    "work?run=77&request={i}&attempt=1&delay=0&bytes=64&chunks=1&transfer=0&end=never";

/// 3,000 requests that are given up after 50 ms, which the browser does not close as quickly.
fn given_up(source: Option<Value>) -> Value {
    let hanging = with_faults(workload(3_000, 1), json!({"hang": 1}));
    let mut experiment = with_policy(concurrent(hanging, 1_000), json!({"timeoutMs": 50}));
    if let Some(source) = source {
        experiment["source"] = source;
    }
    experiment
}

/// How many the browser refused is its own affair, on a quick machine none; but no server is
/// blamed for it.
#[tokio::test]
async fn a_browser_that_has_too_many_requests_open_is_named() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let urls = json!({"kind": "urls", "urls": [below(&server, NEVER)]});
    let runs = [
        given_up(Some(urls)),
        at_server(given_up(None), &server.http1()),
    ];
    for experiment in runs {
        let report = visit
            .page
            .run_experiment(experiment)
            .await
            .expect("it runs");
        let lane = ExpectedReport::lane(&report, 0).outcomes_sum_to(3_000);
        let refused = lane.number_of("networkError");
        for request in lane.requests() {
            let kind = request["error"]["kind"].as_str().unwrap_or_default();
            let fits = ["timedOut", NetworkCause::BrowserShortage.name()].contains(&kind);
            assert!(fits, "{request}");
        }
        println!("the browser refused {refused}");
        if refused > 0 {
            visit.screen.until_says(ERRORS, "Lower the limit").await;
        }
    }
}
