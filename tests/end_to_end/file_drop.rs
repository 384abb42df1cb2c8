//! Files and other things dragged over the page and dropped anywhere on it.

use super::browser::{ExpectedReport, Page, WAIT_TIMEOUT, wait_until};
use super::documents::{concurrent, workload};
use super::screen::CONCURRENT;
use super::visit::Visit;
use serde_json::{Value, json};

/// Sends drag events with this file, or with text where it is null, to an element; whether the page
/// took each of them.
async fn drag(page: &Page, selector: &str, file: &Value, kinds: &[&str]) -> Value {
    let script = "const [selector, file, kinds] = arguments;
        const data = new DataTransfer();
        if (file === null) data.setData('text/uri-list', 'https://example.org/');
        else data.items.add(new File([file], 'report.json'));
        const target = document.querySelector(selector);
        return kinds.map(kind => !target.dispatchEvent(new DragEvent(
            kind, {dataTransfer: data, bubbles: true, cancelable: true},
        )));";
    let arguments = vec![json!(selector), file.clone(), json!(kinds)];
    page.execute(script, arguments).await
}

/// What the page shows over itself.
async fn hint(page: &Page) -> String {
    let hint = "getComputedStyle(document.documentElement, '::after').content";
    page.evaluate(hint)
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn a_report_is_opened_wherever_it_is_dropped() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page
        .run_experiment(concurrent(workload(7, 1), 3))
        .await
        .expect("it runs");
    screen.until_idle().await;
    let file = json!(report.to_string());
    screen.field("Requests").await;
    for place in [
        "header h1",
        ".settings input",
        ".lane",
        ".statistics",
        "html",
    ] {
        let other = page.run_experiment(concurrent(workload(3, 1), 3)).await;
        other.expect("it runs");
        screen.until_idle().await;
        screen.until_says(CONCURRENT, "3 Succeeded").await;
        let taken = drag(page, place, &file, &["dragover"]).await;
        assert_eq!(taken, json!([true]), "{place}");
        assert!(hint(page).await.contains("Drop a report"), "{place}");
        let taken = drag(page, place, &file, &["drop"]).await;
        assert_eq!(taken, json!([true]), "{place}");
        assert_eq!(hint(page).await, "none", "{place}");
        screen.until_says(CONCURRENT, "7 Succeeded").await;
    }
    drag(page, ".lane", &file, &["dragover"]).await;
    drag(page, ".lane", &file, &["dragleave"]).await;
    assert_eq!(hint(page).await, "none", "it was dragged away");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn text_is_left_to_fields_and_leaves_the_page_nowhere() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let both = ["dragover", "drop"];
    // Once the part of the page that does so is loaded.
    screen.field("Requests").await;
    let look = async || match drag(page, "html", &Value::Null, &both).await {
        taken if taken == json!([true, true]) => Ok(()),
        taken => Err(taken),
    };
    wait_until("a link to be refused", look, WAIT_TIMEOUT).await;
    for (place, taken) in [
        (".settings input:not([type=range], [type=checkbox])", false),
        ("header h1", true),
        (".lane", true),
        ("html", true),
    ] {
        let does = drag(page, place, &Value::Null, &both).await;
        assert_eq!(does, json!([taken, taken]), "{place}");
        assert_eq!(hint(page).await, "none", "{place}");
    }
    // A list of addresses is the field's own, file or text.
    screen.source().await.choose("my URLs").await;
    let field = "#field-urls";
    page.until("document.querySelector('#field-urls')", WAIT_TIMEOUT)
        .await;
    let does = drag(page, field, &Value::Null, &both).await;
    assert_eq!(does, json!([false, false]));
    let file = json!("http://127.0.0.1:1/from-a-file");
    let does = drag(page, field, &file, &both).await;
    assert_eq!(does, json!([true, true]));
    let has_list = format!("document.querySelector('{field}').value.includes('from-a-file')");
    page.until(&has_list, WAIT_TIMEOUT).await;
    assert_eq!(screen.notice_now().await, "", "it is no report");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_report_that_is_dropped_while_something_runs_is_refused_and_the_run_goes_on() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let small = page.run_experiment(concurrent(workload(3, 1), 3)).await;
    let file = json!(small.expect("it runs").to_string());
    let started = page
        .start_experiment(concurrent(workload(60, 2_000), 20))
        .await;
    screen.until_says(CONCURRENT, "in flight 20 ·").await;
    drag(page, "header", &file, &["dragover", "drop"]).await;
    let notice = screen.notice().await;
    assert!(notice.contains("Another experiment is running"), "{notice}");
    let report = started.result().await.expect("it ends");
    ExpectedReport::lane(&report, 0).succeeded(60);
    page.assert_no_console_problems().await;
}
