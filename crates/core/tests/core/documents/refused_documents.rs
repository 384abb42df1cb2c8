//! Documents that are not an experiment, or not of this version.

use serde_json::{Value, json};

use crate::rows::assert_rows;
use playground_testing::refused::{assert_refused, refused};

#[test]
fn an_unknown_field_is_named_with_its_path() {
    let cases = [
        (
            json!({"lane": []}),
            "lane",
            "version, source, workload, lanes, policy",
        ),
        (
            json!({"source": {"kind": "lab", "origin": "x"}}),
            "source.origin",
            "kind",
        ),
        (
            json!({"workload": {"request": 5}}),
            "workload.request",
            "kind, requests, latencyMs, bodyBytes, transferMs, faults, capacity, computeMs, seed",
        ),
        (
            json!({"workload": {"latencyMs": {"distribution": "constant", "value": 1, "max": 2}}}),
            "workload.latencyMs.max",
            "distribution, value",
        ),
        (
            json!({"workload": {"faults": {"crash": 0.1}}}),
            "workload.faults.crash",
            "serverError, notFound, tooManyRequests, slow, hang, drop",
        ),
        (
            json!({"workload": {"capacity": {"requests": 3, "queue": 5}}}),
            "workload.capacity.queue",
            "requests, beyond",
        ),
        (
            json!({"lanes": [{"strategy": "sequential", "limit": 3}]}),
            "lanes[0].limit",
            "strategy, source, policy",
        ),
        (
            json!({"lanes": [{"strategy": "threads", "limit": 3}]}),
            "lanes[0].limit",
            "strategy, workers, source, policy",
        ),
        (
            json!({"lanes": [{"strategy": "blocking", "workers": 1}]}),
            "lanes[0].workers",
            "strategy, source, policy",
        ),
        (
            json!({"policy": {"timeout": 5}}),
            "policy.timeout",
            "timeoutMs, retries, backoff, onError, lock",
        ),
    ];
    assert_rows(cases.map(|(document, field, known)| {
        let message = format!("{field} is not a known field: it must be one of {known}.");
        (field, refused(&document.to_string()), message)
    }));
}

#[test]
fn a_document_of_another_version_is_refused() {
    for (version, written) in [(json!(2), "2"), (json!(0), "0"), (json!("1"), "\"1\"")] {
        let message = refused(&json!({"version": version}).to_string());
        let expected = format!("version is {written}: this page reads version 1.");
        assert!(message.starts_with(&expected), "{message}");
    }
}

#[test]
fn json_that_is_not_an_object_is_refused() {
    for text in ["[]", "7", "null", "\"{}\""] {
        assert_eq!(
            refused(text),
            format!("The document is {text}: it must be an object.")
        );
    }
}

#[test]
fn a_source_without_the_fields_of_its_kind_is_refused() {
    let source = |fields: Value| json!({"source": fields});
    assert_refused(&source(json!({})), "source.kind is missing.");
    assert_refused(
        &source(json!({"kind": "server"})),
        "source.origin is missing.",
    );
    for origin in [
        "",
        "127.0.0.1:8090",
        "http://",
        "ftp://127.0.0.1",
        "javascript:alert(1)",
        "http://127.0.0.1:8090/",
        "http://user:word@127.0.0.1",
        "http://127.0.0.1?x",
        "http://127.0.0.1 ",
        "http://<b>",
    ] {
        let refusal = refused(&source(json!({"kind": "server", "origin": origin})).to_string());
        assert!(refusal.contains("an http or https origin"), "{refusal}");
    }
    assert_refused(&source(json!({"kind": "urls"})), "source.urls is missing.");
    assert_refused(
        &source(json!({"kind": "urls", "urls": ["a", 7]})),
        "source.urls is [\"a\",7]: it must be a list of texts.",
    );
    assert_refused(
        &source(json!({"kind": "moon"})),
        "source.kind is \"moon\": it must be lab, server or urls.",
    );
}
