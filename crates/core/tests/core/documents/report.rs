//! The report document: its field names, and what it says of each request.

use playground_core::documents::experiment;
use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::experiment::workload::Workload;
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::wording::explain::{ExplainedBy, explain};
use serde_json::{Value, json};

use playground_testing::reports::{eventful, lane, report};
use playground_testing::urls::StandardUrls;

fn names(object: &Value) -> Vec<&str> {
    let object = object.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn its_field_names_are_as_documented() {
    let report = report(&[&eventful()]);
    assert_eq!(
        names(&report),
        [
            "version",
            "experiment",
            "environment",
            "lanes",
            "refusedUrls"
        ]
    );
    assert_eq!(
        names(&report["environment"]),
        [
            "userAgent",
            "hardwareConcurrency",
            "crossOriginIsolated",
            "appVersion"
        ]
    );
    let lane = &report["lanes"][0];
    assert_eq!(
        names(lane),
        [
            "strategy",
            "limit",
            "ending",
            "limitChanged",
            "limits",
            "makespanMs",
            "idealMs",
            "speedup",
            "maxInFlight",
            "maxInFlightAtSource",
            "refusedAtSource",
            "counterAtSource",
            "longestFreezeMs",
            "longTasks",
            "longTaskSpans",
            "freezes",
            "wasHidden",
            "startupMs",
            "blocking",
            "loopbackPermission",
            "counts",
            "durationMs",
            "requests",
        ]
    );
    assert_eq!(
        names(&lane["counts"]),
        [
            "succeeded",
            "httpError",
            "timedOut",
            "networkError",
            "bodyBroken",
            "tooLarge",
            "cancelled",
        ]
    );
    assert_eq!(
        names(&lane["durationMs"]),
        ["p50", "p90", "p95", "p99", "max"]
    );
    let request = &lane["requests"][1];
    assert_eq!(
        names(request),
        [
            "index",
            "url",
            "outcome",
            "status",
            "retryAfterMs",
            "error",
            "queuedMs",
            "dispatchedMs",
            "responseMs",
            "readMs",
            "computingMs",
            "endedMs",
            "bytes",
            "found",
            "protocol",
            "phasesMs",
            "attempts",
        ]
    );
    assert_eq!(names(&request["error"]), ["kind", "message"]);
}

#[test]
fn it_says_what_was_run_and_where() {
    let report = report(&[&eventful()]);
    assert_eq!(report["version"], 1);
    let experiment = experiment::read(report["experiment"].clone(), &StandardUrls::default());
    assert_eq!(experiment, Ok(Experiment::default()));
    assert_eq!(
        report["environment"],
        json!({
            "userAgent": "Test/1.0",
            "hardwareConcurrency": 8,
            "crossOriginIsolated": true,
            "appVersion": "0.1.0",
        })
    );
}

#[test]
fn a_request_has_the_times_of_its_last_attempt_and_lists_them_all() {
    let lane = lane(&eventful());
    let first = &lane["requests"][0];
    let last_attempt = json!({
        "outcome": "succeeded",
        "status": 200,
        "retryAfterMs": null,
        "error": null,
        "queuedMs": 70.25,
        "dispatchedMs": 71.0,
        "responseMs": 80.0,
        "readMs": null,
        "computingMs": null,
        "endedMs": 86.123,
        "bytes": 2048,
        "found": null,
        "protocol": null,
        "phasesMs": null,
    });
    for (name, value) in last_attempt.as_object().expect("an object") {
        assert_eq!(first[name], *value, "{name}");
    }
    assert_eq!(
        (&first["index"], &first["url"]),
        (&json!(0), &json!("lab/work?request=0"))
    );
    let attempts = first["attempts"].as_array().expect("a list");
    assert_eq!(attempts.len(), 2);
    assert_eq!(attempts[1], last_attempt);
    assert_eq!(attempts[0]["outcome"], "networkError");
    assert_eq!(attempts[0]["error"]["kind"], "unreachable");
    assert_eq!(attempts[0]["endedMs"], 10.0);
    assert_eq!(attempts[0]["responseMs"], Value::Null);
}

#[test]
fn an_error_has_its_kind_and_the_message_on_screen() {
    let lane = lane(&eventful());
    let by = ExplainedBy {
        source: &Source::BuiltInLab,
        workload: &Workload::default(),
        evidence: None,
    };
    let not_found = Outcome::HttpError { status: 404 };
    let refused = &lane["requests"][1];
    assert_eq!(refused["outcome"], "httpError");
    assert_eq!(refused["status"], 404);
    assert_eq!(refused["bytes"], 512);
    assert_eq!(
        refused["error"],
        json!({"kind": "httpError", "message": explain(&not_found, by)})
    );
    let stopped = Outcome::Cancelled(CancelledBy::User);
    let cancelled = &lane["requests"][2];
    assert_eq!(
        cancelled["error"],
        json!({
            "kind": "cancelled",
            "message": explain(&stopped, by),
            "by": "user",
        })
    );
}
