//! Record and replay: a report is shown again as its run was shown, on another page.

use super::browser::{ExpectedReport, Name, PageElement, wait_until};
use super::documents::{both_lanes, concurrent, with_faults, with_policy, workload};
use super::screen::{COMPARE, CONCURRENT, ERRORS, REQUEST, SEQUENTIAL, Screen};
use super::visit::Visit;
use serde_json::{Value, json};
use std::time::Duration;

/// Two lanes in which much goes wrong.
fn eventful() -> Value {
    let faults = json!({
        "serverError": 0.1, "notFound": 0.1, "tooManyRequests": 0.05, "hang": 0.05, "drop": 0.1,
    });
    let policy = json!({"timeoutMs": 300, "retries": 1});
    with_policy(both_lanes(with_faults(workload(40, 5), faults), 8), policy)
}

/// What the page says of the runs, part by part.
async fn told(screen: &Screen) -> Vec<String> {
    let mut told = Vec::new();
    for part in [SEQUENTIAL, CONCURRENT, COMPARE, ERRORS] {
        told.push(screen.text_of(part).await);
    }
    told
}

/// What the page says of a request: title, outcome, words and address of each lane, and its
/// named values.
async fn told_of(screen: &Screen, request: u32) -> (Vec<String>, Vec<String>) {
    screen
        .request_number()
        .await
        .fill(&request.to_string())
        .await;
    screen.until_says(REQUEST, "Dispatched").await;
    let texts = async |script: &str| {
        let texts = screen.request().await.script(script).await;
        let texts = texts.as_array().expect("a list of texts").iter();
        let texts = texts.map(|text| text.as_str().expect("a text").to_owned());
        texts.collect::<Vec<_>>()
    };
    let heads = "return [...element.querySelectorAll('h3, .of-lane p')].map(it => it.textContent);";
    let values = "return [...element.querySelectorAll('.of-lane')].flatMap((lane, place) =>
        [...lane.querySelectorAll('dt')].map(name =>
            `${place}: ${name.textContent} = ${name.nextElementSibling.textContent}`));";
    (texts(heads).await, texts(values).await)
}

#[tokio::test]
async fn a_report_is_shown_on_a_fresh_page_as_its_run_was() {
    let there = Visit::start().await;
    let report = there
        .page
        .run_experiment(eventful())
        .await
        .expect("it runs");
    there.screen.until_idle().await;
    there.screen.until_says(ERRORS, "Timed out").await;
    let told_there = told(&there.screen).await;
    let requests = report["lanes"][0]["requests"].as_array().expect("requests");
    let retried = requests.iter().position(|it| it["attempts"][1].is_object());
    let retried = retried.expect("some request was retried") as u32;
    let chosen = [0, retried];
    let mut requests_there = Vec::new();
    for request in chosen {
        requests_there.push(told_of(&there.screen, request).await);
    }

    let here = Visit::start().await;
    let Visit { page, screen, .. } = &here;
    let shown = page.show_report(report.clone()).await;
    assert_eq!(shown, Ok(Value::Null));
    screen.until_says(ERRORS, "Timed out").await;
    assert_eq!(told(screen).await, told_there);
    for (request, (heads_there, values_there)) in chosen.into_iter().zip(requests_there) {
        let (heads, values) = told_of(screen, request).await;
        assert_eq!(heads, heads_there, "request {request}");
        assert!(values.len() > 10, "{values:?}");
        // Headers and bodies are not recorded, and everything else is.
        for value in values {
            assert!(values_there.contains(&value), "{value}: {values_there:?}");
        }
    }
    let notice = screen.notice().await;
    assert!(
        notice.contains("recorded report, made with Chrome"),
        "{notice}"
    );
    assert!(!screen.is_running().await);
    assert_eq!(screen.field("Requests").await.value().await, "40");
    assert_eq!(screen.field("Limit").await.value().await, "8");

    // And it can be run anew.
    screen.run().await.click().await;
    screen.until_idle().await;
    screen
        .until_says(CONCURRENT, "the built-in lab counted")
        .await;
    assert_eq!(screen.notice_now().await, "");
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_report_is_saved_as_a_file_that_can_be_opened_and_dropped() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page.run_experiment(eventful()).await.expect("it runs");
    screen.until_idle().await;
    let told_there = told(screen).await;

    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_str().expect("a path in UTF-8");
    page.devtools(
        "Page.setDownloadBehavior",
        json!({"behavior": "allow", "downloadPath": path}),
    )
    .await;
    page.by_role("button", "Save report").await.click().await;
    let file = folder.path().join("report.json");
    let look = async || match std::fs::read_to_string(&file) {
        Ok(text) if !text.is_empty() => Ok(text),
        other => Err(format!("{other:?}")),
    };
    let text = wait_until("the report to be saved", look, Duration::from_secs(20)).await;
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

async fn open_field(visit: &Visit) -> PageElement {
    let name = Name::contains("Open report");
    let fields = visit.page.all_by_role("button", name).await;
    assert_eq!(fields.len(), 1, "{fields:?}");
    let field = visit.page.by_css("input[type=file]").await;
    field.expect("a field for files")
}

#[tokio::test]
async fn a_report_that_cannot_be_is_refused_in_words_and_nothing_changes() {
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
        .start_experiment(concurrent(workload(40, 400), 20))
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
