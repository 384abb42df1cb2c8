//! Documents that are not taken: every refusal names the field, the value and
//! what it may be.

use fetch_playground::export::experiment::{check_runnable, parse};
use serde_json::{Value, json};

mod support;

#[track_caller]
fn refused(document: &str) -> String {
    match parse(document) {
        Ok(experiment) => panic!("{document} was taken as {experiment:?}"),
        Err(refusal) => refusal.to_string(),
    }
}

#[track_caller]
fn assert_refused(document: &Value, expected: &str) {
    assert_eq!(refused(&document.to_string()), expected);
}

fn latency(fields: &Value) -> Value {
    json!({"workload": {"latencyMs": fields}})
}

#[test]
fn a_number_of_requests_that_cannot_be_is_refused() {
    let given = [
        (json!(0), "0"),
        (json!(-1), "-1"),
        (json!(1.5), "1.5"),
        (json!(100_001), "100001"),
        (json!("abc"), "\"abc\""),
        (json!("100"), "\"100\""),
        (json!(""), "\"\""),
        (Value::Null, "null"),
        (json!([100]), "[100]"),
    ];
    for (value, written) in given {
        assert_refused(
            &json!({"workload": {"requests": value}}),
            &format!(
                "workload.requests is {written}: \
                 it must be a whole number from 1 to 100,000."
            ),
        );
    }
    let billion = refused(r#"{"workload": {"requests": 1e9}}"#);
    assert!(billion.starts_with("workload.requests is 1000000000"), "{billion}");
    assert!(billion.ends_with(": it must be a whole number from 1 to 100,000."));
}

#[test]
fn every_number_out_of_its_range_is_refused_with_the_range() {
    let out_of_range = [
        ("/workload/bodyBytes", json!(100_000_001), "a whole number from 0 to 100,000,000"),
        ("/workload/transferMs", json!(60_001), "a whole number from 0 to 60,000"),
        ("/workload/seed", json!(-1), "a whole number from 0 to 9,007,199,254,740,991"),
        ("/policy/timeoutMs", json!(0), "a whole number from 1 to 120,000"),
        ("/policy/timeoutMs", json!(120_001), "a whole number from 1 to 120,000"),
        ("/policy/retries", json!(11), "a whole number from 0 to 10"),
        ("/policy/retries", json!(true), "a whole number from 0 to 10"),
        ("/policy/onError", json!("ignore"), "collect or failFast"),
        ("/policy/onError", json!(1), "collect or failFast"),
        ("/workload", json!([]), "an object"),
        ("/policy", json!("fast"), "an object"),
        ("/workload/faults", json!(0.5), "an object"),
        ("/source", json!("lab"), "an object"),
    ];
    for (path, value, expected) in out_of_range {
        let names: Vec<_> = path.split('/').skip(1).collect();
        let message = format!("{} is {value}: it must be {expected}.", names.join("."));
        let document = names.iter().rev().fold(value, |inner, name| json!({*name: inner}));
        assert_refused(&document, &message);
    }
}

#[test]
fn a_seed_of_2_to_the_53_is_refused_because_javascript_could_not_hold_it() {
    for seed in ["9007199254740992", "9007199254740992.0", "9007199254740993"] {
        let message = refused(&format!(r#"{{"workload": {{"seed": {seed}}}}}"#));
        assert!(message.starts_with("workload.seed is 900719925474099"), "{message}");
        assert!(message.ends_with("from 0 to 9,007,199,254,740,991."), "{message}");
    }
}

#[test]
fn a_lane_with_too_few_or_too_many_permits_or_workers_is_refused_by_its_place() {
    let lanes = |lane: Value| json!({"lanes": [{"strategy": "sequential"}, lane]});
    for limit in [0, 1_001] {
        assert_refused(
            &lanes(json!({"strategy": "concurrent", "limit": limit})),
            &format!("lanes[1].limit is {limit}: it must be a whole number from 1 to 1,000."),
        );
    }
    for workers in [0, 65] {
        assert_refused(
            &lanes(json!({"strategy": "threads", "workers": workers})),
            &format!("lanes[1].workers is {workers}: it must be a whole number from 1 to 64."),
        );
    }
    assert_refused(
        &lanes(json!({"strategy": "parallel"})),
        "lanes[1].strategy is \"parallel\": it must be sequential, concurrent or threads.",
    );
    assert_refused(&lanes(json!({})), "lanes[1].strategy is missing.");
    assert_refused(&lanes(json!(7)), "lanes[1] is 7: it must be an object.");
}

#[test]
fn no_lanes_and_nine_lanes_are_refused() {
    for count in [0, 9] {
        let lanes = vec![json!({"strategy": "sequential"}); count];
        assert_refused(
            &json!({"lanes": lanes}),
            &format!(
                "lanes is {count}: it must be a list of lanes, a whole number from 1 to 8 of them."
            ),
        );
    }
    assert_refused(&json!({"lanes": {}}), "lanes is {}: it must be a list of lanes.");
}

#[test]
fn a_latency_that_cannot_be_is_refused() {
    let cases = [
        (
            json!({"distribution": "uniform", "min": 120, "max": 40}),
            ".min is 120: it must be at most the longest latency, 40.",
        ),
        (
            json!({"distribution": "uniform", "min": 40, "max": 120_001}),
            ".max is 120001: it must be a whole number from 0 to 120,000.",
        ),
        (json!({"distribution": "uniform", "min": 40}), ".max is missing."),
        (
            json!({"distribution": "constant", "value": 1.5}),
            ".value is 1.5: it must be a whole number from 0 to 120,000.",
        ),
        (
            json!({"distribution": "logNormal", "median": 80, "sigma": 3.5}),
            ".sigma is 3.5: it must be a number from 0 to 3.",
        ),
        (json!({"distribution": "logNormal", "median": 80}), ".sigma is missing."),
        (
            json!({"distribution": "normal"}),
            ".distribution is \"normal\": it must be constant, uniform or logNormal.",
        ),
        (json!({"min": 40, "max": 120}), ".distribution is missing."),
        (json!(80), " is 80: it must be an object."),
    ];
    for (fields, message) in cases {
        assert_refused(&latency(&fields), &format!("workload.latencyMs{message}"));
    }
}

#[test]
fn a_fraction_over_1_is_refused_and_so_are_fractions_that_sum_to_more() {
    let faults = |fields: Value| json!({"workload": {"faults": fields}});
    assert_refused(
        &faults(json!({"hang": 1.01})),
        "workload.faults.hang is 1.01: it must be a number from 0 to 1.",
    );
    assert_refused(
        &faults(json!({"drop": -0.5})),
        "workload.faults.drop is -0.5: it must be a number from 0 to 1.",
    );
    let sums = [
        (json!({"hang": 0.6, "drop": 0.6}), "1.2"),
        (json!({"hang": 1, "drop": 1}), "2"),
        (json!({"hang": 0.5, "drop": 0.5001}), "1.0001"),
        (json!({"hang": 0.7, "drop": 0.2, "slow": 0.2}), "1.1"),
    ];
    for (fields, sum) in sums {
        assert_refused(
            &faults(fields),
            &format!("The sum of workload.faults is {sum}: it must be at most 1."),
        );
    }
}

#[test]
fn an_unknown_field_is_named_with_its_path_wherever_it_stands() {
    let cases = [
        (json!({"lane": []}), "lane", "version, source, workload, lanes, policy"),
        (json!({"source": {"kind": "lab", "origin": "x"}}), "source.origin", "kind"),
        (
            json!({"workload": {"request": 5}}),
            "workload.request",
            "requests, latencyMs, bodyBytes, transferMs, faults, seed",
        ),
        (
            latency(&json!({"distribution": "constant", "value": 1, "max": 2})),
            "workload.latencyMs.max",
            "distribution, value",
        ),
        (
            json!({"workload": {"faults": {"crash": 0.1}}}),
            "workload.faults.crash",
            "serverError, notFound, tooManyRequests, slow, hang, drop",
        ),
        (
            json!({"lanes": [{"strategy": "sequential", "limit": 3}]}),
            "lanes[0].limit",
            "strategy",
        ),
        (
            json!({"policy": {"timeout": 5}}),
            "policy.timeout",
            "timeoutMs, retries, onError",
        ),
    ];
    for (document, field, known) in cases {
        let message =
            format!("{field} is not a field of an experiment: it must be one of {known}.");
        assert_refused(&document, &message);
    }
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
fn json_cut_short_or_no_json_at_all_is_refused_with_the_place() {
    let whole = json!({"version": 1, "workload": {"requests": 5}}).to_string();
    for cut in [1, whole.len() / 2, whole.len() - 1] {
        let message = refused(&whole[..cut]);
        assert!(message.starts_with("This is not a JSON document ("), "{message}");
        assert!(message.contains("line 1 column"), "{message}");
        assert!(message.ends_with("Check that it is complete."), "{message}");
    }
    for text in ["", "requests: 5", "<!doctype html>", "{} {}"] {
        assert!(refused(text).starts_with("This is not a JSON document ("));
    }
    for text in ["[]", "7", "null", "\"{}\""] {
        assert_eq!(refused(text), format!("The document is {text}: it must be an object."));
    }
}

#[test]
fn kinds_of_a_later_build_are_understood_and_refused_as_not_in_this_build() {
    let later = |kind: &str, field: &str| {
        format!(
            "{field} is “{kind}”, which is not in this build. \
             Choose another, or use a newer build of the page."
        )
    };
    let server = json!({"source": {"kind": "server", "origin": "https://localhost"}});
    let urls = json!({"source": {"kind": "urls", "urls": ["https://example.org"]}});
    let threads = json!({"lanes": [{"strategy": "sequential"}, {"strategy": "threads"}]});
    let cases = [
        (server, later("server", "source.kind")),
        (urls, later("urls", "source.kind")),
        (threads, later("threads", "lanes[1].strategy")),
    ];
    for (document, message) in cases {
        let experiment = parse(&document.to_string()).expect("it is understood");
        let refusal = check_runnable(&experiment).expect_err("it cannot be run");
        assert_eq!(refusal.to_string(), message);
    }
}

#[test]
fn a_source_that_lacks_what_its_kind_needs_is_refused() {
    let source = |fields: Value| json!({"source": fields});
    assert_refused(&source(json!({})), "source.kind is missing.");
    assert_refused(&source(json!({"kind": "server"})), "source.origin is missing.");
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
