//! The console API: the documents of the design, in and out, on the same page as the buttons.

use super::browser::ExpectedReport;
use super::documents::{concurrent, with_faults, with_policy, workload};
use super::screen::CONCURRENT;
use super::visit::Visit;
use serde_json::{Value, json};

/// The defaults, complete (docs/console-api.md).
fn default_of_the_design() -> Value {
    json!({
        "version": 1,
        "source": {"kind": "lab"},
        "workload": {
            "kind": "fetch",
            "requests": 100,
            "latencyMs": {"distribution": "uniform", "min": 40, "max": 120},
            "bodyBytes": 2_048,
            "transferMs": 20,
            "faults": {
                "serverError": 0.0, "notFound": 0.0, "tooManyRequests": 0.0,
                "slow": 0.0, "hang": 0.0, "drop": 0.0,
            },
            "capacity": null,
            "computeMs": 100,
            "seed": 42,
        },
        "lanes": [{"strategy": "sequential"}, {"strategy": "concurrent", "limit": 10}],
        "policy": {
            "timeoutMs": 5_000, "retries": 0, "backoff": "jittered", "onError": "collect",
            "lock": "none",
        },
    })
}

/// Numbers as JavaScript has them: it writes a whole double without its point.
fn as_javascript(document: Value) -> Value {
    match document {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(as_javascript).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, as_javascript(value)))
            .collect(),
        other => other,
    }
}

/// What of a lane must come out the same again: outcome, status and length of each request.
fn results(report: &Value) -> Vec<[Value; 4]> {
    let requests = ExpectedReport::lane(report, 0).requests().iter();
    let result =
        |request: &Value| ["index", "outcome", "status", "bytes"].map(|name| request[name].clone());
    requests.map(result).collect()
}

#[tokio::test]
async fn the_default_experiment_is_the_designs() {
    let visit = Visit::start().await;
    let given = visit.page.default_experiment().await;
    assert_eq!(as_javascript(given), as_javascript(default_of_the_design()));
    visit.page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_reports_experiment_gives_the_same_outcomes_again_as_object_and_as_text() {
    let visit = Visit::start().await;
    let page = &visit.page;
    let faults = json!({"serverError": 0.1, "notFound": 0.1, "drop": 0.1, "slow": 0.05});
    let experiment = with_policy(
        concurrent(with_faults(workload(80, 5), faults), 20),
        json!({"timeoutMs": 2_000, "retries": 1}),
    );
    let first = page.run_experiment(experiment).await.expect("it runs");
    let document = first["experiment"].clone();
    let as_object = page
        .run_experiment(document.clone())
        .await
        .expect("an object runs");
    let text = Value::String(document.to_string());
    let as_text = page.run_experiment(text).await.expect("a text runs");
    for again in [&as_object, &as_text] {
        assert_eq!(again["experiment"], document);
        assert_eq!(results(again), results(&first));
        assert_eq!(again["lanes"][0]["counts"], first["lanes"][0]["counts"]);
    }
    let other = page.run_experiment({
        let mut other = document;
        other["workload"]["seed"] = json!(43);
        other
    });
    assert_ne!(
        results(&other.await.expect("it runs")),
        results(&first),
        "another seed"
    );
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn the_fields_show_the_experiment_that_was_run_and_run_it_again() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let experiment = json!({
        "workload": {
            "requests": 17,
            "latencyMs": {"distribution": "logNormal", "median": 8, "sigma": 0.25},
            "bodyBytes": 300,
            "transferMs": 3,
            "faults": {"notFound": 0.125},
            "capacity": {"requests": 12, "beyond": "unavailable"},
            "seed": 99,
        },
        "lanes": [{"strategy": "concurrent", "limit": 6}],
        "policy": {"timeoutMs": 4_000, "retries": 2, "onError": "failFast"},
    });
    // A fault fails it fast; that it does is another test's matter.
    page.run_experiment(experiment).await.expect("it runs");
    screen.until_idle().await;
    screen.unfold_settings().await;
    for (label, value) in [
        ("Requests", "17"),
        ("Median", "8"),
        ("Sigma", "0.25"),
        ("Limit", "6"),
        ("Body", "300"),
        ("Transfer", "3"),
        ("Timeout", "4000"),
        ("Retries", "2"),
        ("Server capacity", "12"),
        ("Seed", "99"),
        ("Not found", "12.5"),
        ("Hang", "0"),
    ] {
        assert_eq!(screen.field(label).await.value().await, value, "{label}");
    }
    assert_eq!(screen.latency_kind().await.value().await, "logNormal");
    assert_eq!(screen.on_error().await.value().await, "failFast");
    let beyond = page.by_role("combobox", "Requests beyond it").await;
    assert_eq!(beyond.value().await, "unavailable");
    assert!(
        page.has_none("region", "Sequential").await,
        "the experiment has one lane"
    );

    screen.field("Not found").await.fill("0").await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "17 Succeeded").await;
    screen.until_says(CONCURRENT, "at most 6 in flight").await;
    page.assert_no_console_problems_but_failed_loads().await;
}
