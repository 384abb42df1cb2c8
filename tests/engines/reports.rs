//! Reports out and in.

use crate::browser::{ExpectedReport, WAIT_TIMEOUT};
use crate::documents::{concurrent, with_faults, with_policy, workload};
use crate::in_each_engine;
use crate::screen::{PATIENT_MS, run};
use crate::visit::Visit;
use serde_json::{Value, json};

in_each_engine!(a_saved_report_is_the_run_and_is_read_back);

/// Keeps what is saved instead of asking where to: engines differ in that.
const KEEP_WHAT_IS_SAVED: &str = "
    const urlOf = URL.createObjectURL;
    URL.createObjectURL = blob => { window.__saved = blob; return urlOf.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { window.__savedAs = this.download; };";

async fn a_saved_report_is_the_run_and_is_read_back(visit: &mut Visit) {
    let page = visit.page();
    let faulty = with_faults(workload(10, 10), json!({"serverError": 0.2, "hang": 0.1}));
    let experiment = with_policy(concurrent(faulty, 5), json!({"timeoutMs": PATIENT_MS}));
    let report = run(page, experiment).await;
    ExpectedReport::lane(&report, 0).timed_out(1).http_errors(2);
    visit.until_idle().await;
    let counts = "[...document.querySelectorAll('.lane .outcomes')].map(it => it.innerText)";
    let told = page.evaluate(counts).await;

    page.execute(KEEP_WHAT_IS_SAVED, vec![]).await;
    visit.press_button("Save report").await;
    page.until("window.__savedAs", WAIT_TIMEOUT).await;
    assert_eq!(page.evaluate("window.__savedAs").await, "report.json");
    let text = page.evaluate("window.__saved.text()").await;
    let text = text.as_str().expect("a text");
    // As JavaScript writes numbers, like the report that it was given.
    let saved = page
        .execute(
            "return JSON.stringify(JSON.parse(arguments[0]));",
            vec![json!(text)],
        )
        .await;
    let saved: Value = serde_json::from_str(saved.as_str().expect("a text")).expect("JSON");
    assert_eq!(saved, report);

    visit.reload().await;
    let page = visit.page();
    run(page, concurrent(workload(3, 1), 3)).await;
    visit.until_idle().await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("report.json");
    std::fs::write(&file, text).expect("it can be written");
    let field = visit.element("input[type=file]").await;
    let typed = field.send_keys(file.to_str().expect("a path")).await;
    typed.expect("a file can be chosen");
    visit.until_says("Timed out").await;
    assert_eq!(page.evaluate(counts).await, told);
    page.show_report(report).await.expect("it is read");
    assert_eq!(page.evaluate(counts).await, told);
    let refusal = page.show_report(json!("{")).await.expect_err("no report");
    assert!(refusal.contains("not a JSON document"), "{refusal}");
}
