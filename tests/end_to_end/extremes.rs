//! Runs at the edges of what there is: one request, none that succeeded, none that was answered,
//! durations from nothing to an hour, and a page that changes while it runs.

use super::browser::{ExpectedReport, Page, WAIT_TIMEOUT};
use super::documents::{both_lanes, concurrent, with_faults, with_policy, workload};
use super::screen::{CONCURRENT, RUN_TIMEOUT, SEQUENTIAL};
use super::screen_text::PEAK_IN_FLIGHT;
use super::visit::Visit;
use serde_json::{Value, json};

/// The words of a figure in the first lane.
async fn figure(page: &Page, name: &str) -> String {
    let cell = format!(
        "[...document.querySelectorAll('.statistics tbody tr')]
            .find(row => row.querySelector('summary').textContent === '{name}')
            ?.querySelector('td')?.firstChild?.textContent"
    );
    let words = page
        .until(&format!("({cell}) !== '…' && ({cell})"), RUN_TIMEOUT)
        .await;
    words.as_str().unwrap_or_default().to_owned()
}

const BINS: &str = "document.querySelectorAll('.histograms .bins > span').length";

#[tokio::test]
async fn one_request_has_every_figure() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = page.run_experiment(concurrent(workload(1, 30), 10)).await;
    let report = report.expect("it runs");
    screen.until_idle().await;
    assert_eq!(figure(page, PEAK_IN_FLIGHT).await, "1");
    let ms = report["lanes"][0]["durationMs"]["max"]
        .as_f64()
        .expect("a number");
    for name in ["Duration, p50", "Duration, p99", "Longest duration"] {
        assert_eq!(
            figure(page, name).await,
            format!("{} ms", ms.round()),
            "{name}"
        );
    }
    assert!(page.evaluate(BINS).await.as_u64() >= Some(1));
    page.press("ArrowDown").await;
    page.press_times("+", 30).await;
    page.press("0").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn when_all_requests_fail_none_is_shown_as_succeeded() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let failing = with_faults(workload(600, 1), json!({"notFound": 1}));
    page.run_experiment(concurrent(failing, 50))
        .await
        .expect("it runs");
    screen.until_idle().await;
    screen.until_says(CONCURRENT, "600 HTTP error").await;
    assert_eq!(figure(page, "Throughput").await, "0 per second");
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_run_stopped_before_the_first_answer_has_no_durations() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let slow = with_policy(
        both_lanes(workload(50, 60_000), 10),
        json!({"timeoutMs": 120_000}),
    );
    let started = page.start_experiment(slow).await;
    screen.until_says(SEQUENTIAL, "in flight 1 ·").await;
    page.press("Escape").await;
    let report = started.result().await.expect("a stopped run has a report");
    screen.until_idle().await;
    ExpectedReport::lane(&report, 0).outcomes_sum_to(50);
    for name in [
        "Ideal",
        "Speedup",
        "Efficiency",
        "Duration, p50",
        "Longest duration",
    ] {
        assert_eq!(figure(page, name).await, "–", "{name}");
    }
    assert_eq!(page.evaluate(BINS).await, 0);
    page.press("ArrowDown").await;
    screen.until_says("Request", "Cancelled").await;
    page.assert_no_console_problems().await;
}

/// A report of requests that took from no time to an hour, one after the other.
async fn from_nothing_to_an_hour(page: &Page) -> Value {
    let report = page.run_experiment(json!({
        "workload": workload(6, 1), "lanes": [{"strategy": "sequential"}],
    }));
    let mut report = report.await.expect("it runs");
    let lane = &mut report["lanes"][0];
    let mut at = 0.0;
    for (place, ms) in [0.0, 1.0, 40.0, 2_500.0, 90_000.0, 3_600_000.0]
        .into_iter()
        .enumerate()
    {
        let times = json!({
            "queuedMs": 0.0, "dispatchedMs": at, "responseMs": at + ms, "endedMs": at + ms,
        });
        let request = &mut lane["requests"][place];
        for (name, value) in times.as_object().expect("an object") {
            request[name] = value.clone();
            request["attempts"][0][name] = value.clone();
        }
        at += ms;
    }
    lane["makespanMs"] = json!(at);
    for gone in ["idealMs", "speedup", "durationMs", "freezes"] {
        lane[gone] = Value::Null;
    }
    report
}

#[tokio::test]
async fn durations_from_zero_to_an_hour_share_one_scale() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let report = from_nothing_to_an_hour(page).await;
    let show = "const [report, done] = arguments;
        wasmBindings.readReport(report).then(wasmBindings.showReport)
            .then(() => done(''), error => done(String(error)));";
    assert_eq!(page.execute_async(show, vec![report]).await, "");
    screen.until_says(SEQUENTIAL, "1 h 2 min").await;
    assert_eq!(figure(page, "Longest duration").await, "1 h 0 min");
    // Whose it is, one press away.
    let statistics = page.by_role("region", "Statistics").await;
    statistics
        .by_role("button", "Request 5")
        .await
        .click()
        .await;
    screen.until_says("Request", "1 h 0 min").await;
    let counted = "[...document.querySelectorAll('.bins > span')]
        .reduce((sum, bin) => sum + Number(bin.title.split(': ')[1]), 0)";
    page.until(&format!("{counted} === 6"), WAIT_TIMEOUT).await;
    let ticks = "[...document.querySelectorAll('.time-axis li')].map(tick => tick.textContent)";
    let ticks = page.evaluate(ticks).await;
    let ticks = ticks.as_array().expect("a list");
    assert!(ticks.len() >= 3, "{ticks:?}");
    assert_eq!(
        ticks.iter().collect::<std::collections::HashSet<_>>().len(),
        ticks.len()
    );
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_page_that_changes_while_it_runs_goes_on_drawing() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(400, 200), 10))
        .await;
    screen.until_says(CONCURRENT, "in flight 10 ·").await;
    for (width, height) in [(390, 844), (1_920, 1_080), (1_280, 800)] {
        page.set_viewport(width, height).await;
        screen.theme().await.click().await;
        page.press("+").await;
    }
    page.press("0").await;
    let report = started.result().await.expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(400);
    screen.until_idle().await;
    // What has grown through all of it is what is drawn from nothing.
    let picture = "document.querySelector('.plot > canvas').toDataURL()";
    page.until(
        "[...document.querySelectorAll('.zoom button')].at(-1).disabled",
        WAIT_TIMEOUT,
    )
    .await;
    let grown = page.evaluate(picture).await;
    page.press("+").await;
    page.until(&format!("{picture} !== {grown}"), WAIT_TIMEOUT)
        .await;
    page.press("0").await;
    page.until(&format!("{picture} === {grown}"), WAIT_TIMEOUT)
        .await;
    page.assert_no_console_problems().await;
}

/// How many canvases show anything.
const DRAWN: &str = "[...document.querySelectorAll('.plot > canvas')].filter(canvas => {
    const {width, height} = canvas;
    const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
    return new Uint32Array(data.buffer).some(pixel => pixel !== 0);
}).length";

#[tokio::test]
async fn another_plan_leaves_nothing_of_the_last_run_on_the_page() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.run_experiment(both_lanes(workload(30, 10), 5))
        .await
        .expect("it runs");
    screen.until_idle().await;
    page.until(&format!("{DRAWN} === 2"), WAIT_TIMEOUT).await;
    screen.lane_switch("Threads").await.click().await;
    page.until(
        "document.querySelectorAll('.plot > canvas').length === 3",
        WAIT_TIMEOUT,
    )
    .await;
    page.until(&format!("{DRAWN} === 0"), WAIT_TIMEOUT).await;
    let invitations = "[...document.querySelectorAll('.invitation')]
        .filter(words => !words.hidden).length";
    assert_eq!(page.evaluate(invitations).await, 3);
    page.assert_no_console_problems().await;
}
