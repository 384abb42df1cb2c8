//! Bad input by the console: refused with words that name field, value and range, before anything
//! is sent.

use super::browser::ExpectedReport;
use super::documents::{concurrent, workload};
use super::lab::{calls_from_page, forget_calls, visit_with_counted_calls};
use super::screen::CONCURRENT;
use super::visit::Visit;
use serde_json::{Value, json};

/// A document, and what the message must name.
type Case = (Value, &'static [&'static str]);

fn workload_with(field: &str, value: Value) -> Value {
    json!({"workload": {field: value}})
}

/// Every case of the "Bad input", and similar ones.
fn cases() -> Vec<Case> {
    const REQUESTS: &str = "a whole number from 1 to 100,000";
    const WORKERS: &str = "a whole number from 1 to 64";
    const COMPUTE_MS: &str = "a whole number from 1 to 10,000";
    let requests = |value: Value| workload_with("requests", value);
    let faults = |value: Value| workload_with("faults", value);
    let latency = |value: Value| workload_with("latencyMs", value);
    let lane = |value: Value| json!({"lanes": [value]});
    vec![
        (requests(json!(0)), &["workload.requests is 0", REQUESTS]),
        (requests(json!(-1)), &["workload.requests is -1", REQUESTS]),
        (
            requests(json!(1e9)),
            &["workload.requests is 1000000000", REQUESTS],
        ),
        (
            requests(json!("abc")),
            &["workload.requests is", "abc", REQUESTS],
        ),
        (
            requests(json!(1.5)),
            &["workload.requests is 1.5", REQUESTS],
        ),
        (
            lane(json!({"strategy": "concurrent", "limit": 0})),
            &["lanes[0].limit is 0", "a whole number from 1 to 1,000"],
        ),
        (
            latency(json!({"distribution": "uniform", "min": 120, "max": 40})),
            &["workload.latencyMs.min is 120", "at most", "40"],
        ),
        (
            faults(json!({"drop": 1.5})),
            &["workload.faults.drop is 1.5", "a number from 0 to 1"],
        ),
        (
            faults(json!({"drop": 0.7, "hang": 0.5})),
            &["sum of workload.faults is 1.2", "at most 1"],
        ),
        (
            workload_with("speed", json!(1)),
            &["workload.speed", "not a known field", "requests"],
        ),
        (
            json!({"wrokload": {}}),
            &["wrokload", "not a known field", "workload"],
        ),
        (
            workload_with("seed", json!(9_007_199_254_740_992_u64)),
            &[
                "workload.seed is 9007199254740992",
                "from 0 to 9,007,199,254,740,991",
            ],
        ),
        (json!({"version": 2}), &["version is 2", "version 1"]),
        (
            json!("{\"version\": 1, \"workload\": {\"req"),
            &["not a JSON document", "complete"],
        ),
        (json!(""), &["not a JSON document"]),
        (json!([1, 2]), &["an object"]),
        (json!({"lanes": []}), &["lanes", "from 1 to 8"]),
        (
            json!({"policy": {"timeoutMs": 0}}),
            &["policy.timeoutMs is 0", "from 1 to 120,000"],
        ),
        (
            json!({"policy": {"onError": "panic"}}),
            &["policy.onError", "collect or failFast"],
        ),
        (
            lane(json!({"strategy": "threads", "workers": 0})),
            &["lanes[0].workers is 0", WORKERS],
        ),
        (
            lane(json!({"strategy": "threads", "workers": 1_000})),
            &["lanes[0].workers is 1000", WORKERS],
        ),
        (
            lane(json!({"strategy": "fibers"})),
            &[
                "lanes[0].strategy is \"fibers\"",
                "one of sequential, batched, concurrent, threads, blocking",
            ],
        ),
        (
            workload_with("computeMs", json!(0)),
            &["workload.computeMs is 0", COMPUTE_MS],
        ),
        (
            workload_with("computeMs", json!(3_600_000)),
            &["workload.computeMs is 3600000", COMPUTE_MS],
        ),
        (
            workload_with("kind", json!("sleep")),
            &[
                "workload.kind is \"sleep\"",
                "fetch, compute, mixed or update",
            ],
        ),
        (
            json!({"source": {"kind": "server", "origin": "localhost:1"}}),
            &["source.origin", "localhost:1", "http or https origin"],
        ),
        (
            json!({"source": {"kind": "urls", "urls": ["data:,hello"]}}),
            &["source.urls is empty", "at least one http or https address"],
        ),
    ]
}

#[tokio::test]
async fn an_invalid_document_is_refused_with_a_message_before_anything_is_sent() {
    let visit = visit_with_counted_calls().await;
    let Visit {
        page, screen, site, ..
    } = &visit;
    // Whatever the page does for itself when it opens is done.
    page.run_experiment(concurrent(workload(1, 0), 1))
        .await
        .expect("the lab is there");
    let lane_before = screen.text_of(CONCURRENT).await;
    forget_calls(page).await;
    site.forget_requests();

    for (document, words) in cases() {
        let refused = page.run_experiment(document.clone()).await;
        let message = refused.expect_err(&format!("{document} was taken"));
        for word in words {
            assert!(
                message.contains(word),
                "{document} is refused with “{message}”, not “{word}”"
            );
        }
        assert!(
            !message.contains("Error:") && message.ends_with('.'),
            "no sentence: “{message}”"
        );
    }
    // Nothing at all, and the caller is told so as well.
    page.run_experiment(Value::Null)
        .await
        .expect_err("null is no experiment");
    let undefined = page
        .evaluate(
            "wasmBindings.runExperiment().then(() => 'taken', error => \
        error instanceof Error ? error.message : 'no Error')",
        )
        .await;
    assert!(
        undefined
            .as_str()
            .is_some_and(|words| words.contains("JSON")),
        "{undefined}"
    );

    assert_eq!(
        calls_from_page(page).await,
        0,
        "something was sent to the lab"
    );
    assert_eq!(site.requests(), vec![], "something was sent to the host");
    assert_eq!(
        screen.text_of(CONCURRENT).await,
        lane_before,
        "a lane began"
    );
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_second_experiment_is_refused_while_one_runs_and_disturbs_nothing() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(60, 1_500), 20))
        .await;
    screen.until_says(CONCURRENT, "in flight 20 ·").await;
    let refused = page.run_experiment(concurrent(workload(5, 1), 1)).await;
    let message = refused.expect_err("a second one was taken");
    assert!(
        message.contains("Another experiment is running"),
        "refused with “{message}”"
    );
    assert!(message.contains("Stop"), "it says what to do: “{message}”");
    assert!(screen.is_running().await, "the first one goes on");
    let report = started.result().await.expect("the first one ends");
    ExpectedReport::lane(&report, 0)
        .succeeded(60)
        .max_in_flight_at_source(20);
    // A refused one leaves the page free.
    page.run_experiment(json!({"version": 7}))
        .await
        .expect_err("version 7");
    let report = page
        .run_experiment(concurrent(workload(5, 1), 1))
        .await
        .expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(5);
    page.assert_no_console_problems().await;
}

/// A typed number and a number in a document are refused with the same range.
#[tokio::test]
async fn the_console_and_the_fields_refuse_with_the_same_message() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.unfold_settings().await;
    for (label, document, typed) in [
        ("Requests", workload_with("requests", json!(0)), "0"),
        (
            "Seed",
            workload_with("seed", json!(9_007_199_254_740_992_u64)),
            "9007199254740992",
        ),
        (
            "Timeout",
            json!({"policy": {"timeoutMs": 120_001}}),
            "120001",
        ),
        (
            "Limit",
            json!({"lanes": [{"strategy": "concurrent", "limit": 1_001}]}),
            "1001",
        ),
    ] {
        let message = page
            .run_experiment(document)
            .await
            .expect_err("it was taken");
        let (_, after_field) = message.split_once(" is ").expect("a message says what is");
        let field = screen.field(label).await;
        field.fill(typed).await;
        screen.until_complains(label, after_field).await;
    }
}
