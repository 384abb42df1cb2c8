//! Debug mode: the log of every step, and the same in the browser's own profiler.

use super::browser::{ExpectedReport, Name, PATIENCE, Page};
use super::documents::{
    both_lanes, computations, concurrent, lanes, with_faults, with_policy, workload,
};
use super::screen::Screen;
use super::visit::Visit;
use serde_json::{Value, json};

/// Time, request, words and lane of each line that is in the document.
const LINES: &str = "[...document.querySelectorAll('.debug-log tbody tr:not([aria-hidden])')]
    .map(row => [...row.cells].map(cell => cell.textContent.trim()))";
const NUMBER_OF_LINES: &str = "document.querySelector('.debug-log table').ariaRowCount - 1";

pub async fn open_log(screen: &Screen) {
    let page = screen.page();
    let fold = page.by_role("DisclosureTriangle", "Debug log");
    fold.await.click().await;
    page.until(&format!("{LINES}.length > 0"), PATIENCE).await;
}

async fn until_number_is(page: &Page, expected: usize) {
    page.until(&format!("{NUMBER_OF_LINES} === {expected}"), PATIENCE)
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

fn attempts(request: &Value) -> &[Value] {
    request["attempts"].as_array().expect("a list of attempts")
}

fn ms(attempt: &Value, name: &str) -> f64 {
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
                    format!("HTTP error 500; backs off {wait} ms, then attempt {next}")
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
    until_number_is(page, expected.len()).await;
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
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn the_log_shows_what_is_asked_for() {
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
    find.fill("BACKS OFF").await;
    until_number_is(page, 1).await;
    find.fill("no such words").await;
    page.until(
        "document.querySelector('.debug-log .entries').textContent === 'No entry is like this.'",
        PATIENCE,
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
    until_number_is(page, 400).await;

    // Chosen elsewhere, it comes into sight here and is marked.
    screen.request_number().await.fill("45").await;
    let marked = "[...document.querySelectorAll('.debug-log tr.chosen')].some(row => {
        const [it, all] = [row, row.closest('.wide')].map(part => part.getBoundingClientRect());
        return it.top >= all.top && it.bottom <= all.bottom;
    })";
    page.until(marked, PATIENCE).await;
    let button = "document.querySelector('.debug-log tr.chosen button')";
    assert_eq!(page.evaluate(&format!("{button}.textContent")).await, "45");
    let pressed = format!("{button}.ariaPressed");
    assert_eq!(page.evaluate(&pressed).await, "true");

    // Alone, it is all there is, in both lanes.
    let only = page.by_role("checkbox", "Only the chosen request").await;
    only.click().await;
    until_number_is(page, 8).await;
    let other = "document.querySelector('#chosen-request').value";
    screen.request_number().await.fill("7").await;
    let all_its = format!("{LINES}.every(line => line[1] === '7')");
    page.until(&all_its, PATIENCE).await;
    until_number_is(page, 8).await;
    screen.request_number().await.fill("").await;
    let waits = "document.querySelector('.debug-log .entries').textContent";
    page.until(
        &format!("{waits}.startsWith('No request is chosen.')"),
        PATIENCE,
    )
    .await;
    only.click().await;
    until_number_is(page, 400).await;

    // Pressed here, it is chosen everywhere.
    let press = "const button = document.querySelector('.debug-log tbody button');
        button.click(); return button.textContent;";
    let chosen = page.execute(press, vec![]).await;
    page.until(&format!("{other} === {chosen}"), PATIENCE).await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn what_keeps_the_pages_thread_gets_a_warning() {
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
            said.contains("one task kept the page's thread for"),
            "{said}"
        );
        assert_eq!(line[1], "", "no request's own");
    }
    page.assert_no_console_problems().await;
}

/// Name and length of what there is of a kind in the browser's profiler.
async fn entries(page: &Page, kind: &str) -> Vec<(String, f64)> {
    let script = format!(
        "performance.getEntriesByType('{kind}').map(entry => [entry.name, entry.duration])"
    );
    let all = page.evaluate(&script).await;
    let all = all.as_array().expect("entries").iter();
    all.map(|entry| {
        let name = entry[0].as_str().expect("a name").to_owned();
        (name, entry[1].as_f64().expect("a length"))
    })
    .collect()
}

/// Each attempt of the report's is measured once, by its own length, and nothing else is.
#[track_caller]
fn assert_measured(measures: &[(String, f64)], marks: &[(String, f64)], report: &Value) {
    let is_wait = |name: &str| name.ends_with("waits for a permit");
    let flights = measures.iter().filter(|(name, _)| !is_wait(name)).count();
    let (mut sent, mut retries) = (0, 0);
    for (lane, title) in ExpectedReport::lanes(report)
        .into_iter()
        .zip(["Sequential", "Concurrent, limit 4"])
    {
        for (request, index) in lane.requests().iter().zip(0..) {
            for (attempt, number) in attempts(request).iter().zip(1..) {
                let name = match number {
                    1 => format!("{title}: request {index}"),
                    _ => format!("{title}: request {index}, attempt {number}"),
                };
                let fitting: Vec<_> = measures
                    .iter()
                    .filter(|(other, _)| *other == name)
                    .collect();
                assert_eq!(fitting.len(), 1, "{name} among {measures:?}");
                let length = ms(attempt, "endedMs") - ms(attempt, "dispatchedMs");
                assert!(
                    (fitting[0].1 - length).abs() < 0.01,
                    "{fitting:?}: {length}"
                );
                let waited = ms(attempt, "dispatchedMs") - ms(attempt, "queuedMs");
                let wait = format!("{name} waits for a permit");
                let wait = measures.iter().find(|(other, _)| *other == wait);
                let told = wait.map_or(0.0, |(_, length)| *length);
                assert!(
                    (told - waited).abs() < 0.01,
                    "{name} waited {waited}, not {told}"
                );
                sent += 1;
            }
            retries += attempts(request).len() - 1;
        }
    }
    assert_eq!((flights, marks.len()), (sent, retries));
    assert!(retries > 0, "nothing was tried again");
}

#[tokio::test]
async fn with_debug_mode_on_the_profiler_knows_each_request_and_with_it_off_none() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let faulty = with_faults(workload(20, 5), json!({"serverError": 0.1}));
    let experiment = with_policy(both_lanes(faulty, 4), json!({"retries": 1}));
    let nothing: Vec<(String, f64)> = Vec::new();
    page.run_experiment(experiment.clone())
        .await
        .expect("it runs");
    assert_eq!(entries(page, "measure").await, nothing);

    open_log(screen).await;
    page.by_role("checkbox", "Debug mode").await.click().await;
    // It is remembered, and a second run takes the first one's place.
    page.reload().await;
    page.until_app_ready().await;
    page.run_experiment(experiment.clone())
        .await
        .expect("it runs");
    let mine = "performance.measure('mine', {start: 0, end: 1}), performance.mark('mine'), null";
    page.evaluate(mine).await;
    let report = page
        .run_experiment(experiment.clone())
        .await
        .expect("it runs");
    let [mut measures, mut marks] = [entries(page, "measure").await, entries(page, "mark").await];
    for all in [&mut measures, &mut marks] {
        let others = all.len();
        all.retain(|(name, _)| name != "mine");
        assert_eq!(all.len() + 1, others, "what is not ours was cleared");
    }
    assert_measured(&measures, &marks, &report);
    let detail = page
        .evaluate("performance.getEntriesByName('Concurrent, limit 4: request 7')[0].detail")
        .await;
    let on_track = json!({
        "dataType": "track-entry",
        "track": "Concurrent, limit 4",
        "trackGroup": "Fetch Playground",
        "color": "primary",
        "properties": [["Outcome", "Succeeded"]],
    });
    assert_eq!(detail["devtools"], on_track);

    screen.until_idle().await;
    open_log(screen).await;
    let switch = page.by_role("checkbox", Name::exactly("Debug mode")).await;
    switch.click().await;
    let only_mine = vec![("mine".to_owned(), 1.0)];
    assert_eq!(entries(page, "measure").await, only_mine);
    page.run_experiment(experiment).await.expect("it runs");
    assert_eq!(entries(page, "measure").await, only_mine);
    assert_eq!(entries(page, "mark").await.len(), 1);
    page.assert_no_console_problems_but_failed_loads().await;
}
