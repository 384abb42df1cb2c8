//! Settings that are refused: every message names the field, the value and what it must
//! be.

use serde_json::{Value, json};

use crate::rows::assert_rows;
use playground_testing::refused::{assert_refused, refused};

fn latency(fields: &Value) -> Value {
    json!({"workload": {"latencyMs": fields}})
}

#[test]
fn an_impossible_number_of_requests_is_refused() {
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
    let message = |written| {
        format!("workload.requests is {written}: it must be a whole number from 1 to 100,000.")
    };
    assert_rows(given.map(|(value, written)| {
        let document = json!({"workload": {"requests": value}});
        (written, refused(&document.to_string()), message(written))
    }));
    let billion = refused(r#"{"workload": {"requests": 1e9}}"#);
    assert!(
        billion.starts_with("workload.requests is 1000000000"),
        "{billion}"
    );
    assert!(billion.ends_with(": it must be a whole number from 1 to 100,000."));
}

#[test]
fn every_number_out_of_its_range_is_refused_with_the_range() {
    let out_of_range = [
        (
            "/workload/bodyBytes",
            json!(100_000_001),
            "a whole number from 0 to 100,000,000",
        ),
        (
            "/workload/transferMs",
            json!(60_001),
            "a whole number from 0 to 60,000",
        ),
        (
            "/workload/computeMs",
            json!(0),
            "a whole number from 1 to 10,000",
        ),
        (
            "/workload/computeMs",
            json!(10_001),
            "a whole number from 1 to 10,000",
        ),
        (
            "/workload/computeMs",
            json!(3_600_000),
            "a whole number from 1 to 10,000",
        ),
        (
            "/workload/capacity/requests",
            json!(0),
            "a whole number from 1 to 1,000",
        ),
        (
            "/workload/capacity/requests",
            json!(1_001),
            "a whole number from 1 to 1,000",
        ),
        ("/workload/capacity", json!(20), "an object"),
        (
            "/workload/seed",
            json!(-1),
            "a whole number from 0 to 9,007,199,254,740,991",
        ),
        (
            "/policy/timeoutMs",
            json!(0),
            "a whole number from 1 to 120,000",
        ),
        (
            "/policy/timeoutMs",
            json!(120_001),
            "a whole number from 1 to 120,000",
        ),
        ("/policy/retries", json!(11), "a whole number from 0 to 10"),
        (
            "/policy/retries",
            json!(true),
            "a whole number from 0 to 10",
        ),
        ("/policy/onError", json!("ignore"), "collect or failFast"),
        ("/policy/onError", json!(1), "collect or failFast"),
        (
            "/workload/kind",
            json!("parse"),
            "fetch, compute, mixed or update",
        ),
        (
            "/workload/kind",
            json!("Compute"),
            "fetch, compute, mixed or update",
        ),
        (
            "/workload/kind",
            json!(0),
            "fetch, compute, mixed or update",
        ),
        (
            "/workload/kind",
            Value::Null,
            "fetch, compute, mixed or update",
        ),
        ("/workload", json!([]), "an object"),
        ("/policy", json!("fast"), "an object"),
        ("/workload/faults", json!(0.5), "an object"),
        ("/source", json!("lab"), "an object"),
    ];
    assert_rows(out_of_range.map(|(path, value, expected)| {
        let names: Vec<_> = path.split('/').skip(1).collect();
        let message = format!("{} is {value}: it must be {expected}.", names.join("."));
        let document = names
            .iter()
            .rev()
            .fold(value, |inner, name| json!({*name: inner}));
        (path, refused(&document.to_string()), message)
    }));
}

#[test]
fn a_seed_that_javascript_cannot_hold_is_refused() {
    for seed in ["9007199254740992", "9007199254740992.0", "9007199254740993"] {
        let message = refused(&format!(r#"{{"workload": {{"seed": {seed}}}}}"#));
        assert!(
            message.starts_with("workload.seed is 900719925474099"),
            "{message}"
        );
        assert!(
            message.ends_with("from 0 to 9,007,199,254,740,991."),
            "{message}"
        );
    }
}

#[test]
fn a_limit_a_batch_size_or_a_number_of_workers_out_of_range_is_refused_with_its_path() {
    let lanes = |lane: Value| json!({"lanes": [{"strategy": "sequential"}, lane]});
    for limit in [0, 1_001] {
        assert_refused(
            &lanes(json!({"strategy": "concurrent", "limit": limit})),
            &format!("lanes[1].limit is {limit}: it must be a whole number from 1 to 1,000."),
        );
    }
    for size in [0, 1_001] {
        assert_refused(
            &lanes(json!({"strategy": "batched", "size": size})),
            &format!("lanes[1].size is {size}: it must be a whole number from 1 to 1,000."),
        );
    }
    for workers in [0, 65, 1_000] {
        assert_refused(
            &lanes(json!({"strategy": "threads", "workers": workers})),
            &format!("lanes[1].workers is {workers}: it must be a whole number from 1 to 64."),
        );
    }
    assert_refused(
        &lanes(json!({"strategy": "parallel"})),
        "lanes[1].strategy is \"parallel\": it must be one of sequential, batched, concurrent, \
         threads, blocking.",
    );
    assert_refused(&lanes(json!({})), "lanes[1].strategy is missing.");
    assert_refused(&lanes(json!(7)), "lanes[1] is 7: it must be an object.");
}

#[test]
fn a_capacity_without_its_requests_or_with_an_unknown_overflow_policy_is_refused() {
    let capacity = |fields: Value| json!({"workload": {"capacity": fields}});
    assert_refused(
        &capacity(json!({"beyond": "wait"})),
        "workload.capacity.requests is missing.",
    );
    assert_refused(
        &capacity(json!({"requests": 3, "beyond": "queue"})),
        "workload.capacity.beyond is \"queue\": \
         it must be wait, tooManyRequests or unavailable.",
    );
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
    assert_refused(
        &json!({"lanes": {}}),
        "lanes is {}: it must be a list of lanes.",
    );
}

#[test]
fn an_impossible_latency_is_refused() {
    let cases = [
        (
            json!({"distribution": "uniform", "min": 120, "max": 40}),
            ".min is 120: it must be at most the longest latency, 40.",
        ),
        (
            json!({"distribution": "uniform", "min": 40, "max": 120_001}),
            ".max is 120001: it must be a whole number from 0 to 120,000.",
        ),
        (
            json!({"distribution": "uniform", "min": 40}),
            ".max is missing.",
        ),
        (
            json!({"distribution": "constant", "value": 1.5}),
            ".value is 1.5: it must be a whole number from 0 to 120,000.",
        ),
        (
            json!({"distribution": "logNormal", "median": 80, "sigma": 3.5}),
            ".sigma is 3.5: it must be a number from 0 to 3.",
        ),
        (
            json!({"distribution": "logNormal", "median": 80}),
            ".sigma is missing.",
        ),
        (
            json!({"distribution": "normal"}),
            ".distribution is \"normal\": it must be constant, uniform or logNormal.",
        ),
        (json!({"min": 40, "max": 120}), ".distribution is missing."),
        (json!(80), " is 80: it must be an object."),
    ];
    assert_rows(cases.map(|(fields, message)| {
        let refusal = refused(&latency(&fields).to_string());
        (fields, refusal, format!("workload.latencyMs{message}"))
    }));
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
    assert_rows(sums.map(|(fields, sum)| {
        let message = format!("The sum of workload.faults is {sum}: it must be at most 1.");
        (sum, refused(&faults(fields).to_string()), message)
    }));
}
