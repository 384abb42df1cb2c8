//! A busy page is no slow server: an answer that was there in time counts, and where the page cannot
//! know, it says so.

use super::browser::{ExpectedReport, Page};
use super::documents::{concurrent, workload};
use super::lab_server::LabServer;
use super::screen::{CONCURRENT, ERRORS};
use super::visit::Visit;
use playground_core::experiment::source::HTTP1_ORIGIN;
use serde_json::{Value, json};

/// Answers within 300 ms, 1.5 s of computing each, a timeout of 1 s.
fn mixed() -> Value {
    json!({
        "workload": {
            "kind": "mixed",
            "requests": 3,
            "computeMs": 1_500,
            "latencyMs": {"distribution": "uniform", "min": 100, "max": 300},
        },
        "policy": {"timeoutMs": 1_000},
        "lanes": [{"strategy": "concurrent", "limit": 3}],
    })
}

/// Keeps the page's only thread, as a long computation does.
async fn keep_busy(page: &Page, ms: u32) {
    let busy = "const end = performance.now() + arguments[0]; while (performance.now() < end);";
    page.execute(busy, vec![json!(ms)]).await;
}

#[tokio::test]
async fn answers_that_came_while_the_page_computed_are_in_time() {
    let server = LabServer::start();
    let visit = Visit::beside(&server).await;
    let page = &visit.page;
    let report = page.run_experiment(mixed()).await.expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(3);
    let mut by_server = mixed();
    by_server["source"] = json!({"kind": "server", "origin": HTTP1_ORIGIN});
    let report = page.run_experiment(by_server).await.expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(3);
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_page_that_is_only_a_little_late_takes_what_had_come_as_well() {
    // The page is busy from soon after a request was sent until a little after its deadline.
    let busy_until_past_deadline = "
        const fetched = window.fetch;
        window.fetch = (...given) => {
            if (String(given[0]).includes('lab/work')) {
                const free = performance.now() + 2_000 + window.__lateMs;
                setTimeout(() => { while (performance.now() < free); }, 50);
            }
            return fetched(...given);
        };";
    let visit = Visit::start().await;
    let page = &visit.page;
    page.execute(busy_until_past_deadline, vec![]).await;
    for late_ms in [8, 20, 45] {
        page.execute("window.__lateMs = arguments[0];", vec![json!(late_ms)])
            .await;
        let mut experiment = concurrent(workload(1, 300), 1);
        experiment["policy"] = json!({"timeoutMs": 2_000});
        let report = page.run_experiment(experiment).await.expect("it runs");
        let lane = ExpectedReport::lane(&report, 0).succeeded(1);
        // Seen late, and there in time.
        let seen_ms = lane.requests()[0]["responseMs"].as_f64();
        assert!(seen_ms > Some(2_000.0), "{seen_ms:?}");
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_timeout_that_the_page_saw_too_late_says_so() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    for (busy_ms, page_was_busy) in [(5_000, true), (0, false)] {
        let mut experiment = concurrent(workload(2, 10), 2);
        experiment["workload"]["faults"] = json!({"hang": 1.0});
        // Long enough to be seen in flight on a slow machine.
        experiment["policy"] = json!({"timeoutMs": 4_000});
        let started = page.start_experiment(experiment).await;
        screen.until_says(CONCURRENT, "in flight 2 ·").await;
        keep_busy(page, busy_ms).await;
        let report = started.result().await.expect("it runs");
        let lane = ExpectedReport::lane(&report, 0);
        assert_eq!(lane.requests().len(), 2);
        for request in lane.requests() {
            let error = &request["error"];
            assert_eq!(error["kind"], "timedOut");
            assert_eq!(error["pageWasBusy"], page_was_busy, "{error}");
            let words = error["message"].as_str().expect("words");
            assert_eq!(
                words.contains("the page was busy or suspended"),
                page_was_busy,
                "{words}"
            );
        }
        let words = if page_was_busy {
            "Timed out while the page was busy"
        } else {
            "Timed out"
        };
        screen.until_says(ERRORS, words).await;
    }
    page.assert_no_console_problems().await;
}
