//! The support library itself: an expectation that cannot fail proves nothing.

use super::browser::{Browser, ExpectedReport, Name, StaticSite, wait_until};
use super::visit::Visit;
use serde_json::{Value, json};
use std::time::Duration;

/// One lane of three requests, the last of which was refused.
fn report() -> Value {
    let request = |index: u64, outcome: &str| {
        json!({
            "index": index, "outcome": outcome,
            "queuedMs": 0, "dispatchedMs": 1, "responseMs": 2, "endedMs": 3,
        })
    };
    json!({"lanes": [{
        "strategy": "sequential",
        "limit": 10,
        "makespanMs": 120.0,
        "idealMs": 100.0,
        "speedup": null,
        "maxInFlight": 10,
        "maxInFlightAtSource": 9,
        "counts": {
            "succeeded": 2, "httpError": 1, "timedOut": 0, "networkError": 0,
            "bodyBroken": 0, "tooLarge": 0, "cancelled": 0,
        },
        "requests": [request(0, "succeeded"), request(1, "succeeded"), request(2, "httpError")],
    }]})
}

#[test]
fn true_expectations_pass() {
    let report = report();
    ExpectedReport::lane(&report, 0)
        .succeeded(2)
        .http_errors(1)
        .timed_out(0)
        .network_errors(0)
        .bodies_broken(0)
        .too_large(0)
        .cancelled(0)
        .outcomes_sum_to(3)
        .max_in_flight(10)
        .max_in_flight_at_most(10)
        .max_in_flight_at_source(9)
        .max_in_flight_at_source_at_most(10)
        .makespan_between(100.0, 130.0)
        .makespan_within_ideal_times(1.3)
        .makespan_at_least_ideal()
        .has_no("speedup")
        .times_in_order();
    assert_eq!(ExpectedReport::lanes(&report).len(), 1);
}

/// Each expectation on its own, of what is not so, and what it says then.
macro_rules! refuses {
    ($($name:ident: $says:literal, |$lane:ident| $expectation:expr;)*) => {$(
        #[test]
        #[should_panic(expected = $says)]
        fn $name() {
            let report = report();
            let $lane = ExpectedReport::lane(&report, 0);
            let _ = $expectation;
        }
    )*};
}

refuses! {
    another_count: "its count of succeeded should be 3, is 2", |lane| lane.succeeded(3);
    a_count_that_should_be_none: "its count of httpError should be 0, is 1", |lane| lane.http_errors(0);
    a_count_that_is_none: "its count of timedOut should be 1, is 0", |lane| lane.timed_out(1);
    another_sum: "the sum of its outcomes should be 4, is 3", |lane| lane.outcomes_sum_to(4);
    another_maximum: "maxInFlight should be 9, is 10", |lane| lane.max_in_flight(9);
    a_maximum_over_its_bound: "maxInFlight should be at most 9, is 10", |lane| lane.max_in_flight_at_most(9);
    a_maximum_at_the_source_over_its_bound: "maxInFlightAtSource should be at most 8, is 9",
        |lane| lane.max_in_flight_at_source_at_most(8);
    a_makespan_far_from_its_ideal: "makespanMs should be 100 to 110", |lane| lane.makespan_within_ideal_times(1.1);
    a_number_that_is_null: "speedup should be a number, is null", |lane| lane.speedup_at_least(1.0);
    a_null_that_is_a_number: "idealMs should be null, is 100", |lane| lane.has_no("idealMs");
    a_null_that_is_not_there: "nothing should be null", |lane| lane.has_no("nothing");
}

#[test]
#[should_panic(expected = "no lane 1")]
fn a_lane_that_is_not_there() {
    ExpectedReport::lane(&report(), 1);
}

#[test]
#[should_panic(expected = "times that never go back")]
fn a_request_that_ends_before_it_begins() {
    let mut report = report();
    report["lanes"][0]["requests"][0]["endedMs"] = json!(0.5);
    ExpectedReport::lane(&report, 0).times_in_order();
}

#[test]
#[should_panic(expected = "with outcome succeeded")]
fn counts_that_its_requests_contradict() {
    let mut report = report();
    report["lanes"][0]["requests"][0]["outcome"] = json!("cancelled");
    ExpectedReport::lane(&report, 0).outcomes_sum_to(3);
}

#[test]
#[should_panic(expected = "makespanMs should be 99 to inf")]
fn a_lane_faster_than_its_ideal() {
    let mut report = report();
    report["lanes"][0]["makespanMs"] = json!(80.0);
    ExpectedReport::lane(&report, 0).makespan_at_least_ideal();
}

#[tokio::test]
#[should_panic(expected = "support_tests.rs")]
async fn a_timed_out_wait_names_the_line_that_waited() {
    let never = async || Err::<(), _>("nothing yet");
    wait_until("never", never, Duration::from_millis(50)).await;
}

#[tokio::test]
async fn a_failed_search_says_what_there_is_instead() {
    let visit = Visit::start().await;
    let tree = visit.page.accessibility().await;
    let wanted = Name::contains("Run all");
    assert!(tree.find("link", &wanted).is_empty());
    let said = tree.near("link", &wanted);
    assert!(
        said.contains("with such a name: button “Run all”"),
        "{said}"
    );
}

/// A folder with a page that does everything wrong.
fn bad_page() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("a file is written");
    };
    write(
        "index.html",
        "<!doctype html><title>bad</title><link rel=icon href='data:,'><script src=bad.js></script>",
    );
    write(
        "bad.js",
        "console.error('said by hand'); console.warn('only a warning');
        Promise.reject(new Error('rejected by hand'));
        setTimeout(() => { throw new Error('thrown by hand'); });
        new Worker('worker.js');
        navigator.serviceWorker.register('service.js', {scope: 'nowhere/'});
        fetch('missing.txt');",
    );
    write(
        "worker.js",
        "Promise.reject(new Error('rejected in a worker'));",
    );
    write(
        "service.js",
        "setTimeout(() => { throw new Error('thrown in a service worker'); });",
    );
    folder
}

#[tokio::test]
async fn every_problem_in_the_console_is_seen() {
    let folder = bad_page();
    let site = StaticSite::serve(folder.path(), "/");
    let browser = Browser::start().await;
    let page = browser.page();
    page.goto(&site.url()).await;
    let wanted = [
        "said by hand",
        "rejected by hand",
        "thrown by hand",
        "rejected in a worker",
        "thrown in a service worker",
        "missing.txt",
    ];
    let look = async || {
        let problems = format!("{:#?}", page.console_problems().await);
        let seen = wanted.iter().all(|words| problems.contains(words));
        if seen { Ok(()) } else { Err(problems) }
    };
    wait_until("all problems", look, Duration::from_secs(10)).await;
    assert_eq!(page.console_problems().await.len(), wanted.len());
    assert_eq!(site.missing(), ["/missing.txt"]);
}

#[test]
fn a_test_that_panics_leaves_no_browser_behind() {
    let panicking = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            let browser = Browser::start().await;
            let granted = browser
                .page()
                .client()
                .capabilities()
                .expect("capabilities")
                .clone();
            let process = granted["goog:processID"].as_u64().expect("a process");
            std::panic::resume_unwind(Box::new(process));
        });
    });
    let process = *panicking
        .join()
        .unwrap_err()
        .downcast::<u64>()
        .expect("a process");
    if cfg!(target_os = "linux") {
        let status = std::fs::read_to_string(format!("/proc/{process}/stat"));
        let is_alive = status.is_ok_and(|status| !status.contains(") Z "));
        assert!(!is_alive, "the browser {process} lives on");
    }
}
