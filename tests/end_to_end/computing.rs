//! Computations: the same result wherever they run, in turn on the page's one thread, side by side
//! in workers.

use super::browser::{ExpectedReport, Page, WAIT_TIMEOUT};
use super::documents::{computations, lanes, threads};
use super::screen::{CONCURRENT, SEQUENTIAL, THREADS};
use super::visit::Visit;
use super::workers::{assert_all_are_ended, record_workers};
use playground_core::experiment::computation::FOUND_BY_UNIT;
use serde_json::{Value, json};

pub fn ms(request: &Value, name: &str) -> f64 {
    let time = request[name].as_f64();
    time.unwrap_or_else(|| panic!("no {name}: {request}"))
}

/// What all successes of all lanes have found, and nothing else has: the same for each of them.
#[track_caller]
pub fn assert_all_found_the_same(report: &Value) {
    let lanes = ExpectedReport::lanes(report);
    let all = lanes.iter().flat_map(|lane| lane.requests());
    let (well, others): (Vec<_>, Vec<_>) = all.partition(|it| it["outcome"] == "succeeded");
    let found: Vec<_> = well.iter().map(|it| it["found"].as_u64()).collect();
    let first = found[0].expect("something is found");
    assert!(
        first > 0 && first.is_multiple_of(FOUND_BY_UNIT.into()),
        "{first}"
    );
    assert!(found.iter().all(|it| *it == Some(first)), "{found:?}");
    for request in others {
        assert!(request["found"].is_null(), "{request}");
    }
}

/// How many of a lane's computations were under way at once.
pub fn most_computed_at_once(lane: ExpectedReport<'_>) -> usize {
    let computed = lane.requests().iter().filter(|it| !it["found"].is_null());
    let spans: Vec<_> = computed
        .map(|it| (ms(it, "computingMs"), ms(it, "endedMs")))
        .collect();
    let during = |at: f64| {
        spans
            .iter()
            .filter(|(from, to)| *from <= at && at < *to)
            .count()
    };
    spans
        .iter()
        .map(|(from, _)| during(*from))
        .max()
        .unwrap_or(0)
}

/// How long a lane's longest computation took. How much is computed in a millisecond is measured
/// before the run: on a machine that was busy then and is not now, it takes less than was asked for.
#[track_caller]
pub fn longest_computed_ms(lane: ExpectedReport<'_>) -> f64 {
    let computed = lane.requests().iter().filter(|it| !it["found"].is_null());
    let lengths = computed.map(|it| ms(it, "endedMs") - ms(it, "computingMs"));
    let longest = lengths.fold(0.0, f64::max);
    assert!(
        longest > 100.0,
        "hardly anything was computed: {longest} ms"
    );
    longest
}

#[tokio::test]
async fn computations_need_no_lab_and_find_the_same_in_every_lane() {
    // Not even a lab: this browser could not have one.
    let visit = Visit::without_service_workers().await;
    let Visit {
        page, screen, site, ..
    } = &visit;
    record_workers(page).await;
    let three = json!([
        {"strategy": "sequential"},
        {"strategy": "concurrent", "limit": 10},
        {"strategy": "threads", "workers": 2},
    ]);
    let experiment = lanes(computations(8, 20), three);
    let report = page.run_experiment(experiment).await.expect("it runs");
    assert_all_found_the_same(&report);
    for (lane, slots) in ExpectedReport::lanes(&report).into_iter().zip([1, 8, 2]) {
        lane.succeeded(8)
            .outcomes_sum_to(8)
            .times_in_order()
            .max_in_flight(slots)
            .has_no("maxInFlightAtSource")
            .has_no("blocking");
        let expected = if slots == 2 { 2 } else { 1 };
        assert_eq!(most_computed_at_once(lane), expected, "with {slots} slots");
        for request in lane.requests() {
            assert_eq!(
                (&request["url"], &request["bytes"]),
                (&json!(""), &json!(0))
            );
            for nothing in ["status", "responseMs", "protocol", "phasesMs", "error"] {
                assert!(request[nothing].is_null(), "{nothing} in {request}");
            }
            assert!(
                ms(request, "readMs") <= ms(request, "computingMs"),
                "{request}"
            );
        }
    }
    let startup = ExpectedReport::lane(&report, 2).number("startupMs");
    assert!(startup > 0.0, "workers that start in {startup} ms");
    assert_all_are_ended(page).await;
    for part in [SEQUENTIAL, CONCURRENT, THREADS] {
        screen.until_says(part, "8 Succeeded").await;
        let said = screen.text_of(part).await;
        assert!(!said.contains("lab"), "no lab was asked: {said}");
    }
    let asked = site.requests();
    let asked = asked.iter().map(|request| &request.path);
    let lab: Vec<_> = asked.filter(|path| path.contains("lab/")).collect();
    assert!(lab.is_empty(), "a host was asked in a lab's place: {lab:?}");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_computation_on_the_page_freezes_it_and_one_in_a_worker_does_not_count_as_such() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let both = json!([
        {"strategy": "concurrent", "limit": 10},
        {"strategy": "threads", "workers": 1},
    ]);
    let experiment = lanes(computations(6, 300), both);
    let report = page.run_experiment(experiment).await.expect("it runs");
    assert_all_found_the_same(&report);
    let [on_page, in_worker] =
        [0, 1].map(|place| ExpectedReport::lane(&report, place).succeeded(6));
    let longest = longest_computed_ms(on_page);
    let frozen = on_page.number("longestFreezeMs");
    assert!(
        frozen >= longest * 0.9,
        "computing for {longest} ms froze it for {frozen} ms"
    );
    let free = in_worker.number("longestFreezeMs");
    assert!(
        free < longest * 0.9,
        "a worker froze the page for {free} ms"
    );
    screen.until_says(CONCURRENT, "longest freeze ").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn more_workers_than_cores_are_told_that_they_share_them() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let cores = page.evaluate("navigator.hardwareConcurrency").await;
    let cores = u32::try_from(cores.as_u64().expect("a number")).expect("a small one");
    let words = "There are more workers than cores.";
    for (workers, is_told) in [(cores, false), (cores + 1, true)] {
        let report = page
            .run_experiment(threads(computations(4, 5), workers))
            .await;
        ExpectedReport::lane(&report.expect("it runs"), 0).succeeded(4);
        screen.until_says(THREADS, "Its workers started in").await;
        let said = screen.text_of(THREADS).await;
        assert_eq!(said.contains(words), is_told, "{said}");
    }
}

/// Presses Esc without a look at the page before: on a page that computes, each look waits for its
/// turn behind all computations that wait for theirs, as a person's press does not.
async fn press_escape_at_once(page: &Page) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({"type": kind, "key": "Escape", "code": "Escape"});
        page.devtools("Input.dispatchKeyEvent", event).await;
    }
}

#[tokio::test]
async fn a_stop_among_long_computations_gives_every_item_its_outcome() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    for lane in [
        json!({"strategy": "sequential"}),
        json!({"strategy": "concurrent", "limit": 3}),
        json!({"strategy": "threads", "workers": 2}),
    ] {
        let experiment = lanes(computations(100, 200), json!([lane]));
        let started = page.start_experiment(experiment).await;
        let has_some = "parseInt(document.querySelector('.outcomes').innerText) > 0";
        page.until(has_some, WAIT_TIMEOUT).await;
        press_escape_at_once(page).await;
        let report = started.result().await.expect("a stopped run has a report");
        screen.until_idle().await;
        assert_all_found_the_same(&report);
        let stopped = ExpectedReport::lane(&report, 0)
            .outcomes_sum_to(100)
            .times_in_order();
        let cancelled = stopped.number_of("cancelled");
        assert!(cancelled > 0, "Esc stopped nothing of {lane}");
        assert_eq!(stopped.number_of("succeeded"), 100 - cancelled);
        for request in stopped.requests() {
            // What was being computed when it was stopped has found nothing, and ended.
            let is_done = !request["found"].is_null();
            assert_eq!(is_done, request["outcome"] == "succeeded", "{request}");
            assert!(!request["endedMs"].is_null(), "{request}");
        }
    }
    page.assert_no_console_problems().await;
}
