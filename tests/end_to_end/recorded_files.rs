//! Reports as files and as documents: saved, opened, dropped, and refused.

use super::browser::{ExpectedReport, Name, PageElement, wait_until};
use super::documents::{concurrent, workload};
use super::recorded::{eventful, told};
use super::screen::{CONCURRENT, ERRORS};
use super::visit::Visit;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

#[tokio::test]
async fn a_report_is_saved_as_a_file_that_can_be_opened_and_dropped() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page.run_experiment(eventful()).await.expect("it runs");
    screen.until_idle().await;
    let told_there = told(screen).await;

    let (_folder, file, text) = saved_report(&visit).await;
    let as_javascript = "JSON.parse(arguments[0])";
    let saved = page
        .execute(
            &format!("return JSON.stringify({as_javascript});"),
            vec![text.clone().into()],
        )
        .await;
    let saved = serde_json::from_str::<Value>(saved.as_str().expect("a text"));
    assert_eq!(saved.expect("JSON"), report);

    let forget = async || {
        page.reload().await;
        page.until_app_ready().await;
        assert!(!screen.text_of(CONCURRENT).await.contains("Succeeded"));
    };
    forget().await;
    let other = page.run_experiment(concurrent(workload(3, 1), 3)).await;
    other.expect("it runs");
    screen.until_idle().await;
    let field = open_field(&visit).await;
    field.type_text(file.to_str().expect("a path")).await;
    screen.until_says(ERRORS, "Timed out").await;
    assert_eq!(told(screen).await, told_there);

    forget().await;
    let lanes = page.by_css(".lanes").await.expect("the lanes");
    let drop = format!(
        "const files = new DataTransfer();
        files.items.add(new File([{}], 'report.json'));
        const event = name => new DragEvent(name, {{dataTransfer: files, bubbles: true, cancelable: true}});
        const taken = name => !element.dispatchEvent(event(name));
        return taken('dragover') && taken('drop');",
        json!(text)
    );
    assert_eq!(lanes.script(&drop).await, true);
    screen.until_says(ERRORS, "Timed out").await;
    assert_eq!(told(screen).await, told_there);
    page.assert_no_console_problems_but_failed_loads().await;
}

/// Saves the report on the page, and returns the file, its text, and the folder that keeps it.
async fn saved_report(visit: &Visit) -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_str().expect("a path in UTF-8");
    let allow = json!({"behavior": "allow", "downloadPath": path});
    visit.page.devtools("Page.setDownloadBehavior", allow).await;
    let save = visit.page.by_role("button", "Save report").await;
    save.click().await;
    let file = folder.path().join("report.json");
    // The browser writes under another name until all is there.
    let look = async || std::fs::read_to_string(&file).map_err(|error| error.to_string());
    let text = wait_until("the report to be saved", look, Duration::from_secs(20)).await;
    (folder, file, text)
}

#[tokio::test]
async fn a_report_of_several_megabytes_is_saved_whole() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let experiment = concurrent(workload(4_000, 1), 100);
    let report = page.run_experiment(experiment).await.expect("it runs");
    screen.until_idle().await;
    let (_folder, _file, text) = saved_report(&visit).await;
    assert!(text.len() > 2_000_000, "several pieces: {}", text.len());
    let saved: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(saved["lanes"][0]["counts"], report["lanes"][0]["counts"]);
    let requests = |report: &Value| report["lanes"][0]["requests"].as_array().map(Vec::len);
    assert_eq!(requests(&saved), Some(4_000));
    assert_eq!(page.show_report(json!(text)).await, Ok(Value::Null));
    screen.until_says(CONCURRENT, "4,000 Succeeded").await;
    assert!(!screen.notice_now().await.contains("Saving"));
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_report_that_would_be_too_long_is_known_before_the_run() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let mut experiment = concurrent(workload(100_000, 0), 100);
    let lane = experiment["lanes"][0].clone();
    experiment["lanes"] = json!([lane, lane, lane, lane]);
    let refused = page.run_experiment(experiment).await;
    let message = refused.expect_err("it is too long");
    assert!(message.contains("at most 200 MB"), "{message}");
    screen
        .until_text("alert", |said| said.contains(&message))
        .await;
    assert!(
        !screen.text_of(CONCURRENT).await.contains("Succeeded"),
        "nothing was sent"
    );
    page.assert_no_console_problems().await;
}

async fn open_field(visit: &Visit) -> PageElement {
    let name = Name::contains("Open report");
    let fields = visit.page.all_by_role("button", name).await;
    assert_eq!(fields.len(), 1, "{fields:?}");
    let field = visit.page.by_css("input[type=file]").await;
    field.expect("a field for files")
}

#[tokio::test]
async fn an_invalid_report_is_refused_with_a_message_and_nothing_changes() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page
        .run_experiment(concurrent(workload(6, 1), 3))
        .await
        .expect("it runs");
    screen.until_idle().await;
    let before = screen.text_of(CONCURRENT).await;
    let with = |pointer: &str, value: Value| {
        let mut report = report.clone();
        *report.pointer_mut(pointer).expect("it is there") = value;
        report
    };
    let text = report.to_string();
    let cut_short = &text[..text.len() / 2];
    for (document, words) in [
        (json!(cut_short), "not a JSON document"),
        (json!(""), "not a JSON document"),
        (json!([1]), "must be an object"),
        (report["experiment"].clone(), "experiment is missing."),
        (
            with("/version", json!(2)),
            "version is 2: this page reads version 1",
        ),
        (with("/lanes", json!([])), "The number of lanes is 0"),
        (
            with("/experiment/lanes", json!([])),
            "experiment.lanes is 0",
        ),
        (
            with("/experiment/workload/requests", json!(7)),
            "The number of lanes[0].requests is 6: it must be 7",
        ),
        (
            with("/lanes/0/requests/3/outcome", json!("fine")),
            "lanes[0].requests[3].outcome is \"fine\"",
        ),
        (
            with("/lanes/0/counts/succeeded", json!(5)),
            "lanes[0].counts.succeeded is 5: it must be 6",
        ),
    ] {
        let message = page.show_report(document).await.expect_err(words);
        assert!(message.contains(words), "“{message}”, not “{words}”");
        screen
            .until_text("alert", |said| said.contains(&message))
            .await;
        assert_eq!(screen.text_of(CONCURRENT).await, before);
    }
    for handle in [json!(99), json!("1"), Value::Null] {
        let message = page.show_handle(handle).await.expect_err("no handle");
        assert!(message.contains("readReport"), "{message}");
    }
    let nothing = page
        .evaluate("wasmBindings.readReport().catch(error => error.message)")
        .await;
    assert!(
        nothing.as_str().is_some_and(|words| words.contains("JSON")),
        "{nothing}"
    );

    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("no-report.json");
    std::fs::write(&file, "{\"version\": 1, ").expect("it can be written");
    let field = open_field(&visit).await;
    field.type_text(file.to_str().expect("a path")).await;
    screen
        .until_text("alert", |said| said.contains("not a JSON document"))
        .await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn while_something_runs_no_report_is_shown() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let small = page
        .run_experiment(concurrent(workload(3, 1), 3))
        .await
        .expect("it runs");
    let started = page
        .start_experiment(concurrent(workload(40, 3_000), 20))
        .await;
    screen.until_says(CONCURRENT, "in flight 20 ·").await;
    let message = page
        .show_report(small.clone())
        .await
        .expect_err("it was shown");
    assert!(
        message.contains("Another experiment is running"),
        "{message}"
    );
    assert!(screen.is_running().await);
    let report = started.result().await.expect("it ends");
    ExpectedReport::lane(&report, 0).succeeded(40);
    assert_eq!(page.show_report(small).await, Ok(Value::Null));
    screen.until_says(CONCURRENT, "3 Succeeded").await;
    page.assert_no_console_problems().await;
}
