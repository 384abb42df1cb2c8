//! The user's own URLs: each kind of error comes out as its kind.

use crate::browser::{Engine, ExpectedReport};
use crate::documents::{concurrent, with_policy, workload};
use crate::in_each_engine;
use crate::lab_server::LabServer;
use crate::misbehaving_server::MisbehavingServer;
use crate::screen::{PATIENT_MS, run};
use crate::visit::Visit;
use playground_core::lab::address::SERVER_FOLDER;
use serde_json::json;
use std::net::TcpListener;

in_each_engine!(own_urls_end_as_their_kinds);

async fn own_urls_end_as_their_kinds(visit: &mut Visit) {
    let server = LabServer::start();
    let misbehaving = MisbehavingServer::start();
    // A port that was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let unreachable = format!("http://{}/", free.local_addr().expect("its address"));
    drop(free);
    let below = |path: &str| format!("{}/{SERVER_FOLDER}{path}", server.http1());
    // Firefox sends a request again whose connection was closed before anything came.
    let once_broken = match visit.engine() {
        Engine::Firefox => None,
        Engine::WebKit => Some("answeredLater"),
    };
    // WebKit takes less than the promised length for the whole body.
    let short = match visit.engine() {
        Engine::Firefox => Some("bodyBroken"),
        Engine::WebKit => None,
    };
    let cases = [
        (below("ping"), None),
        (below("redirect/ping"), None),
        (below("no-such-call"), Some("httpError")),
        (misbehaving.url("busy"), Some("httpError")),
        (below("no-cors/ping"), Some("forbiddenByCors")),
        (below("redirect-loop"), Some("redirectedThenFailed")),
        (unreachable, Some("unreachable")),
        (misbehaving.url("hang-up"), Some("unreachable")),
        (misbehaving.url("once-broken"), once_broken),
        (misbehaving.url("silent"), Some("timedOut")),
        (misbehaving.url("short"), short),
        (misbehaving.url("endless"), Some("tooLarge")),
    ];
    let urls: Vec<_> = cases.iter().map(|(url, _)| url).collect();
    let mut experiment = with_policy(
        concurrent(workload(1, 1), 4),
        json!({"timeoutMs": PATIENT_MS}),
    );
    experiment["source"] = json!({"kind": "urls", "urls": urls});
    let report = run(visit.page(), experiment).await;
    let lane = ExpectedReport::lane(&report, 0).outcomes_sum_to(cases.len() as u64);
    for ((url, kind), request) in cases.iter().zip(lane.requests()) {
        assert_eq!(request["error"]["kind"].as_str(), *kind, "{url}: {request}");
        let message = request["error"]["message"].as_str().unwrap_or_default();
        assert_eq!(
            kind.is_some(),
            !message.is_empty(),
            "an error has words: {request}"
        );
    }
}
