//! The report's figures, and where it says null instead of one.

use playground_core::experiment::strategy::{Strategy, Waiting};
use playground_core::run::Run;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::units::TimePoint;
use serde_json::{Value, json};

use playground_testing::reports::{CONCURRENT, eventful, lane, report};
use playground_testing::samples::{completed_run, finished, fold, step};

#[test]
fn counts_sum_to_the_requests() {
    let lane = lane(&eventful());
    let counts = lane["counts"].as_object().expect("an object");
    let sum: u64 = counts.values().filter_map(Value::as_u64).sum();
    assert_eq!(sum, 5);
    assert_eq!(lane["counts"]["succeeded"], 1);
    assert_eq!(lane["counts"]["httpError"], 1);
    assert_eq!(lane["counts"]["networkError"], 0, "the retry succeeded");
    assert_eq!(lane["counts"]["cancelled"], 3);
    assert_eq!(lane["maxInFlight"], 4);
}

#[test]
fn a_point_that_was_never_reached_is_null() {
    let lane = lane(&eventful());
    let times = |index: usize| {
        ["queuedMs", "dispatchedMs", "responseMs", "endedMs"]
            .map(|name| lane["requests"][index][name].as_f64())
    };
    assert_eq!(times(2), [Some(0.0), Some(1.0), None, Some(90.0)]);
    assert_eq!(
        times(3),
        [None, None, None, Some(90.0)],
        "stopped while backing off"
    );
    assert_eq!(times(4), [Some(0.0), None, None, Some(90.0)]);
    let attempts = |index: usize| lane["requests"][index]["attempts"].as_array().map(Vec::len);
    assert_eq!(attempts(2), Some(1));
    assert_eq!(attempts(3), Some(1));
    assert_eq!(attempts(4), Some(0));
}

#[test]
fn the_ideal_is_null_for_a_run_that_did_not_go_as_planned() {
    let ideal = |run: &Run| lane(run)["idealMs"].as_f64();
    assert_eq!(ideal(&completed_run(CONCURRENT, &[30.0])), Some(99.5));
    assert_eq!(ideal(&eventful()), None, "stopped");

    let cancelled = step(0, 0.0, Step::Cancelled(CancelledBy::FailFast));
    let failed_fast = [cancelled, finished(0.0, Ending::FailedFast)];
    assert_eq!(ideal(&fold(CONCURRENT, 1, &failed_fast)), None);

    let limit_changed = RunEvent {
        at: TimePoint::from_ms(1.0),
        kind: RunEventKind::LimitChanged(20),
    };
    let steered = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        limit_changed,
        step(0, 30.0, Step::Ended(Outcome::HttpError { status: 500 })),
        finished(30.0, Ending::Completed),
    ];
    assert_eq!(ideal(&fold(CONCURRENT, 1, &steered)), None);
}

#[test]
fn the_speedup_is_null_without_a_sequential_lane_that_did_the_same_work() {
    let sequential = completed_run(Strategy::Sequential, &[1_000.0]);
    let concurrent = completed_run(CONCURRENT, &[300.0]);
    let speedups = |runs: &[&Run]| -> Vec<Option<f64>> {
        let report = report(runs);
        let lanes = report["lanes"].as_array().expect("a list");
        lanes.iter().map(|lane| lane["speedup"].as_f64()).collect()
    };
    assert_eq!(
        speedups(&[&sequential, &concurrent]),
        [Some(1.0), Some(3.333)]
    );
    assert_eq!(speedups(&[&concurrent]), [None]);
    assert_eq!(speedups(&[&sequential, &eventful()]), [Some(1.0), None]);
    let failing = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 30.0, Step::Ended(Outcome::HttpError { status: 500 })),
        finished(30.0, Ending::Completed),
    ];
    let failing = fold(CONCURRENT, 1, &failing);
    let both = speedups(&[&sequential, &failing, &concurrent]);
    assert_eq!(both, [Some(1.0), None, Some(3.333)]);
}

#[test]
fn a_lane_that_sent_nothing_has_no_figures_and_counts_all_its_requests() {
    let stop = |index| step(index, 0.0, Step::Cancelled(CancelledBy::User));
    let events = [stop(0), stop(1), finished(0.0, Ending::Stopped)];
    let lane = lane(&fold(Strategy::Sequential, 2, &events));
    for name in [
        "makespanMs",
        "idealMs",
        "speedup",
        "maxInFlightAtSource",
        "refusedAtSource",
        "counterAtSource",
    ] {
        assert_eq!(lane[name], Value::Null, "{name}");
    }
    let durations = lane["durationMs"].as_object().expect("an object");
    assert!(durations.values().all(Value::is_null));
    assert_eq!(
        (&lane["maxInFlight"], &lane["limit"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(lane["counts"]["cancelled"], 2);
}

#[test]
fn figures_are_measured_in_milliseconds_to_the_thousandth() {
    let run = completed_run(CONCURRENT, &[10.0, 20.000_4, 30.000_6]);
    let report = lane(&run);
    assert_eq!(report["makespanMs"], 30.001);
    assert_eq!(
        report["durationMs"],
        json!({"p50": 20.0, "p90": 30.001, "p95": 30.001, "p99": 30.001, "max": 30.001})
    );
    assert_eq!(
        (&report["strategy"], &report["limit"]),
        (&json!("concurrent"), &json!(10))
    );
}

#[test]
fn only_a_lane_with_threads_has_their_startup_and_it_has_no_limit() {
    let told = |strategy| {
        let lane = lane(&completed_run(strategy, &[1.0]));
        ["strategy", "limit", "startupMs", "blocking"].map(|name| lane[name].clone())
    };
    let threads = told(Strategy::Threads { workers: 4 });
    assert_eq!(json!(threads), json!(["threads", null, 12.346, "syncXhr"]));
    assert_eq!(
        json!(told(CONCURRENT)),
        json!(["concurrent", 10, null, null])
    );
    assert_eq!(
        json!(told(Strategy::Blocking)),
        json!(["blocking", null, null, null])
    );
    assert_eq!(Waiting::AwaitedFetch.name(), "awaitedFetch");
}

#[test]
fn a_computation_is_in_the_report_with_its_times() {
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 1.0, Step::Dispatched),
        step(0, 20.0, Step::Read),
        step(0, 30.5, Step::Computing),
        step(0, 60.25, Step::Computed { found: 1_680 }),
        step(0, 60.25, Step::Ended(Outcome::Succeeded)),
        finished(61.0, Ending::Completed),
    ];
    let lane = lane(&fold(Strategy::Threads { workers: 1 }, 1, &events));
    for told in [&lane["requests"][0], &lane["requests"][0]["attempts"][0]] {
        let times = ["readMs", "computingMs", "endedMs"].map(|name| told[name].as_f64());
        assert_eq!(times, [Some(20.0), Some(30.5), Some(60.25)]);
        assert_eq!(told["found"], 1_680);
        assert_eq!(told["status"], Value::Null, "nothing was sent");
        assert_eq!(told["responseMs"], Value::Null);
    }
}

#[test]
fn the_bytes_of_a_failed_blocking_request_are_unknown() {
    let unknown = Outcome::NetworkError(NetworkCause::Unknown);
    let steps = [Step::Queued, Step::Dispatched, Step::Ended(unknown)];
    let mut events: Vec<_> = steps.map(|what| step(0, 1.0, what)).into();
    events.push(finished(1.0, Ending::Completed));
    let request = &lane(&fold(CONCURRENT, 1, &events))["requests"][0];
    assert_eq!(request["outcome"], "networkError");
    assert_eq!(request["error"]["kind"], "unknown");
    assert_eq!(request["bytes"], Value::Null);
    assert_eq!(request["responseMs"], Value::Null);
}
