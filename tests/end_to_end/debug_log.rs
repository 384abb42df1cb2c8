//! The debug log: every step of every request, and what kept the page's thread.

use super::browser::{ExpectedReport, Page, StaticSite, WAIT_TIMEOUT};
use super::documents::{
    both_lanes, computations, concurrent, lanes, with_faults, with_policy, workload,
};
use super::page_scripts::before_each_load;
use super::screen::Screen;
use super::screen_text::{NO_ENTRY, NO_LONG_TASKS};
use super::visit::{Visit, dist};
use serde_json::{Value, json};

/// Time, request, words and lane of each line that is in the document.
const LINES: &str = "[...document.querySelectorAll('.debug-log tbody tr:not([aria-hidden])')]
    .map(row => [...row.cells].map(cell => cell.textContent.trim()))";
const NUMBER_OF_LINES: &str = "document.querySelector('.debug-log table').ariaRowCount - 1";

pub async fn open_log(screen: &Screen) {
    let page = screen.page();
    let fold = page.by_role("DisclosureTriangle", "Debug log");
    fold.await.click().await;
    page.until(&format!("{LINES}.length > 0"), WAIT_TIMEOUT)
        .await;
}

async fn until_number_is(page: &Page, expected: usize) {
    page.until(&format!("{NUMBER_OF_LINES} === {expected}"), WAIT_TIMEOUT)
        .await;
}

fn failing_once(requests: u32) -> Value {
    let fault = json!({"serverError": 1.0 / f64::from(requests)});
    let policy = json!({"retries": 1});
    with_policy(
        concurrent(with_faults(workload(requests, 20), fault), 2),
        policy,
    )
}

pub fn attempts(request: &Value) -> &[Value] {
    request["attempts"].as_array().expect("a list of attempts")
}

pub fn ms(attempt: &Value, name: &str) -> f64 {
    let time = attempt[name].as_f64();
    time.unwrap_or_else(|| panic!("no {name}: {attempt}"))
}

/// What the log should hold of a lane by its report, where all were answered: time, request, and
/// how its words begin.
fn expected_log(lane: &Value) -> Vec<(f64, u64, String)> {
    let mut log = Vec::new();
    for (request, index) in ExpectedReport::lane(&json!({"lanes": [lane]}), 0)
        .requests()
        .iter()
        .zip(0..)
    {
        let all = attempts(request);
        for (attempt, number) in all.iter().zip(1..) {
            let again = match number {
                1 => String::new(),
                _ => format!("attempt {number} "),
            };
            let end = match all.get(number) {
                Some(next) => {
                    let wait = (ms(next, "queuedMs") - ms(attempt, "endedMs")).round();
                    let next = number + 1;
                    format!("HTTP error 500; attempt {next} follows after {wait} ms")
                }
                None => format!("Succeeded: {} bytes", attempt["bytes"]),
            };
            let status = &attempt["status"];
            for (name, words) in [
                ("queuedMs", format!("{again}queued for a permit")),
                (
                    "dispatchedMs",
                    format!("{again}dispatched: it had its permit "),
                ),
                ("responseMs", format!("answered {status}")),
                ("endedMs", end),
            ] {
                log.push((ms(attempt, name), index, words));
            }
        }
    }
    log.sort_by(|one, other| (one.0.total_cmp(&other.0)).then(one.1.cmp(&other.1)));
    log
}

#[tokio::test]
async fn the_log_tells_every_step_in_order_as_the_report_does() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page.run_experiment(failing_once(4)).await.expect("it runs");
    screen.until_idle().await;
    open_log(screen).await;
    let expected = expected_log(&report["lanes"][0]);
    assert_eq!(expected.len(), 20, "four requests, one of them twice");
    // A busy machine adds warnings of its own, which belong to no request.
    let of_requests = format!("{LINES}.filter(line => line[1] !== '').length");
    page.until(
        &format!("{of_requests} === {}", expected.len()),
        WAIT_TIMEOUT,
    )
    .await;
    let lines = page.evaluate(LINES).await;
    let lines = lines.as_array().expect("lines");
    let checkpoints = lines.iter().filter(|line| line[1] != "");
    for (line, (at, request, words)) in checkpoints.zip(&expected) {
        let time = line[0].as_str().expect("a time").replace(" ms", "");
        let time: f64 = time.replace(',', "").parse().expect("a number of ms");
        assert!((time - at).abs() < 0.051, "{line} is not at {at} ms");
        assert_eq!(line[3], "Concurrent, limit 2");
        assert_eq!(line[1], request.to_string(), "{line}");
        let said = line[2].as_str().expect("words");
        assert!(said.starts_with(words), "{line} does not say “{words}”");
    }

    // Shown again from its report, it is the same.
    let show = "const shown = wasmBindings.readReport(arguments[0])
        .then(handle => wasmBindings.showReport(handle)).then(() => true);
        shown.then(arguments[1]);";
    page.execute_async(show, vec![report]).await;
    let again = format!(
        "JSON.stringify({LINES}) === {}",
        json!(json!(lines).to_string())
    );
    page.until(&again, WAIT_TIMEOUT).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn the_log_is_filtered_and_searched() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.run_experiment(failing_once(20))
        .await
        .expect("it runs");
    screen.until_idle().await;
    open_log(screen).await;
    let kinds = page.by_role("combobox", "Entries").await;
    for (kind, number) in [
        ("retries", 1),
        ("answered", 21),
        ("outcomes", 20),
        ("failures", 1),
    ] {
        kinds.choose(kind).await;
        until_number_is(page, number).await;
    }
    let failed = page.evaluate(&format!("{LINES}[0]")).await;
    kinds.choose("all entries").await;
    let find = page.by_role("searchbox", "Find in the log").await;
    find.fill("500").await;
    until_number_is(page, 2).await;
    find.fill(failed[1].as_str().expect("a number")).await;
    until_number_is(page, 8).await;
    find.fill("FOLLOWS AFTER").await;
    until_number_is(page, 1).await;
    find.fill("no such words").await;
    page.until(
        &format!("document.querySelector('.debug-log .entries').textContent === '{NO_ENTRY}'"),
        WAIT_TIMEOUT,
    )
    .await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn the_log_follows_the_chosen_request_and_chooses_one() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.run_experiment(both_lanes(workload(50, 2), 5))
        .await
        .expect("it runs");
    screen.until_idle().await;
    open_log(screen).await;
    // Not all entries: a busy machine adds warnings of its own.
    let kinds = page.by_role("combobox", "Entries").await;
    kinds.choose("outcomes").await;
    until_number_is(page, 100).await;

    // Chosen elsewhere, it comes into sight here and is marked.
    screen.request_number().await.fill("45").await;
    let marked = "[...document.querySelectorAll('.debug-log tr.chosen')].some(row => {
        const [it, all] = [row, row.closest('.wide')].map(part => part.getBoundingClientRect());
        return it.top >= all.top && it.bottom <= all.bottom;
    })";
    page.until(marked, WAIT_TIMEOUT).await;
    let button = "document.querySelector('.debug-log tr.chosen button')";
    assert_eq!(page.evaluate(&format!("{button}.textContent")).await, "45");
    let pressed = format!("{button}.ariaPressed");
    assert_eq!(page.evaluate(&pressed).await, "true");

    // Alone, it is all there is, in both lanes.
    let only = page.by_role("checkbox", "Only the chosen request").await;
    only.click().await;
    until_number_is(page, 2).await;
    let other = "document.querySelector('#chosen-request').value";
    screen.request_number().await.fill("7").await;
    let all_its = format!("{LINES}.every(line => line[1] === '7')");
    page.until(&all_its, WAIT_TIMEOUT).await;
    until_number_is(page, 2).await;
    screen.request_number().await.fill("").await;
    let waits = "document.querySelector('.debug-log .entries').textContent";
    page.until(
        &format!("{waits}.startsWith('No request is chosen.')"),
        WAIT_TIMEOUT,
    )
    .await;
    only.click().await;
    until_number_is(page, 100).await;

    // Pressed here, it is chosen everywhere.
    let press = "const button = document.querySelector('.debug-log tbody button');
        button.click(); return button.textContent;";
    let chosen = page.execute(press, vec![]).await;
    page.until(&format!("{other} === {chosen}"), WAIT_TIMEOUT)
        .await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_long_task_gets_a_warning() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let experiment = lanes(computations(3, 200), json!([{"strategy": "sequential"}]));
    let report = page.run_experiment(experiment).await.expect("it runs");
    screen.until_idle().await;
    let told = &report["lanes"][0];
    let spans = told["longTaskSpans"].as_array().expect("spans");
    assert_eq!(told["longTasks"], spans.len());
    assert!(
        spans.len() >= 3,
        "each computation is a long task: {spans:?}"
    );
    open_log(screen).await;
    page.by_role("combobox", "Entries")
        .await
        .choose("warnings")
        .await;
    until_number_is(page, spans.len()).await;
    let lines = page.evaluate(LINES).await;
    for line in lines.as_array().expect("lines") {
        let said = line[2].as_str().expect("words");
        assert!(
            said.contains("one task kept the page's thread busy for"),
            "{said}"
        );
        assert_eq!(line[1], "", "no request's own");
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_browser_that_reports_no_long_tasks_has_its_frames_listed() {
    let site = StaticSite::serve(dist(), "/");
    let without_long_tasks = "Object.defineProperty(PerformanceObserver, 'supportedEntryTypes',
        {get: () => ['resource']});";
    let visit = Visit::prepared(site, async |page: &Page| {
        before_each_load(page, without_long_tasks).await
    });
    let visit = visit.await;
    let Visit { page, screen, .. } = &visit;
    let experiment = lanes(computations(3, 200), json!([{"strategy": "sequential"}]));
    let report = page.run_experiment(experiment).await.expect("it runs");
    screen.until_idle().await;
    let told = &report["lanes"][0];
    assert_eq!(
        (&told["longTasks"], &told["longTaskSpans"]),
        (&json!(null), &json!([]))
    );
    let freezes = told["freezes"].as_array().expect("freezes").len();
    open_log(screen).await;
    page.by_role("combobox", "Entries")
        .await
        .choose("warnings")
        .await;
    until_number_is(page, freezes).await;
    let said = page.evaluate(&format!("{LINES}[0][2]")).await;
    let said = said.as_str().expect("words");
    assert!(said.contains("the page had no frame for"), "{said}");
    let note = page
        .evaluate("document.querySelector('.debug-log .note').textContent")
        .await;
    let note = note.as_str().expect("words");
    assert!(note.contains(NO_LONG_TASKS), "{note}");
    page.assert_no_console_problems().await;
}
