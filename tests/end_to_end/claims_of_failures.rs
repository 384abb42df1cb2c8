//! What the lessons on failures claim: turned away, cancelled, timed out, tried again.

use super::browser::ExpectedReport;
use super::claims_of_waiting::{assert_all_overlap, assert_slower};
use super::computing::ms;
use super::debug_log::attempts;
use super::lesson::Claims;
use serde_json::Value;

pub const ALL: [Claims; 6] = [
    ("too-many-at-once", too_many_at_once),
    ("fail-fast-or-collect", fail_fast_or_collect),
    ("timeouts", timeouts),
    ("retries", retries),
    ("thundering-herd", thundering_herd),
    ("fan-out", fan_out),
];

/// The requests of a lane that ended so.
fn ended<'a>(lane: ExpectedReport<'a>, outcome: &str) -> Vec<&'a Value> {
    let all = lane.requests().iter();
    all.filter(|request| request["outcome"] == outcome)
        .collect()
}

fn indexes(requests: &[&Value]) -> Vec<Option<u64>> {
    let all = requests.iter();
    all.map(|request| request["index"].as_u64()).collect()
}

fn too_many_at_once(report: &Value) {
    let refused = ExpectedReport::lane(report, 0)
        .succeeded(20)
        .http_errors(40)
        .outcomes_sum_to(60)
        .refused_at_source(40)
        .max_in_flight_at_source(20);
    for request in ended(refused, "httpError") {
        assert_eq!(request["status"], 503, "{request}");
    }
    let limited = ExpectedReport::lane(report, 1)
        .succeeded(60)
        .outcomes_sum_to(60)
        .refused_at_source(0)
        .max_in_flight(20)
        .max_in_flight_at_source_at_most(20)
        .makespan_at_least_ideal();
    // It costs time: three rounds instead of one.
    assert_slower(limited, refused, 1.3);
}

fn fail_fast_or_collect(report: &Value) {
    let [fast, collected] = [0, 1].map(|place| {
        ExpectedReport::lane(report, place)
            .http_errors(1)
            .outcomes_sum_to(12)
    });
    assert_eq!(report["lanes"][0]["ending"], "failedFast");
    assert_eq!(report["lanes"][1]["ending"], "completed");
    let (one, other) = (
        ended(fast.cancelled(11), "httpError"),
        ended(collected.succeeded(11), "httpError"),
    );
    assert_eq!(indexes(&one), indexes(&other));
    assert_eq!(
        (&one[0]["status"], &other[0]["status"]),
        (&404.into(), &404.into())
    );
    // All were under way, and in time: the failure is only the first to be answered.
    assert_all_overlap(fast.max_in_flight(12));
    let failed_at = ms(other[0], "endedMs");
    for request in ended(collected, "succeeded") {
        assert!(ms(request, "endedMs") > failed_at, "{request}");
    }
    assert_slower(collected, fast, 1.3);
}

fn timeouts(report: &Value) {
    let long = ExpectedReport::lane(report, 0).succeeded(9).timed_out(1);
    let fitting = ExpectedReport::lane(report, 1).succeeded(9).timed_out(1);
    let short = ExpectedReport::lane(report, 2).timed_out(10);
    for (lane, limit) in [(long, 3_000.0), (fitting, 700.0), (short, 200.0)] {
        assert_all_overlap(lane.outcomes_sum_to(10).max_in_flight(10));
        let took = lane.number("makespanMs");
        assert!(took >= limit - 1.0, "over after {took} ms of {limit}");
    }
    let hung = indexes(&ended(long, "timedOut"));
    assert_eq!(hung, indexes(&ended(fitting, "timedOut")));
    // The others were done long before the one was given up.
    for request in ended(long, "succeeded") {
        assert!(ms(request, "endedMs") < 1_500.0, "{request}");
    }
    assert_slower(long, fitting, 2.0);
}

fn retries(report: &Value) {
    let once = ExpectedReport::lane(report, 0)
        .http_errors(6)
        .succeeded(14)
        .outcomes_sum_to(20);
    let again = ExpectedReport::lane(report, 1).outcomes_sum_to(20);
    let lost = again.number_of("httpError");
    assert!(lost <= 1, "{lost} are lost in spite of three retries");
    let failed = |attempt: &Value| attempt["status"] == 500;
    for (once, again) in once.requests().iter().zip(again.requests()) {
        let (only, all) = (attempts(once), attempts(again));
        assert_eq!(only.len(), 1, "{once}");
        assert_eq!(failed(&only[0]), failed(&all[0]), "the same plan: {again}");
        let (last, before) = all.split_last().expect("it was tried");
        // Tried again after a failure and never after a success; lost after four failures.
        assert!(before.iter().all(failed), "{again}");
        assert_eq!(again["outcome"] == "httpError", failed(last), "{again}");
        assert!(all.len() == 4 || !failed(last), "given up early: {again}");
    }
    assert_slower(again, once, 1.2);
}

fn thundering_herd(report: &Value) {
    let lanes = ExpectedReport::lanes(report);
    let [at_once, doubling, jittered] = lanes[..] else {
        panic!("three lanes")
    };
    let lost =
        [at_once, doubling, jittered].map(|lane| lane.outcomes_sum_to(15).number_of("httpError"));
    // On a busy machine a herd comes less closely together, and more of it is let in: two each
    // time at least, so that of fifteen that come five times five are lost at most.
    assert!(lost[0] >= 4 && lost[0] + 1 >= lost[1], "{lost:?}");
    assert!((1..=5).contains(&lost[1]) && lost[1] > lost[2], "{lost:?}");
    for lane in lanes {
        lane.max_in_flight_at_source_at_most(2);
        for request in lane.requests() {
            let all = attempts(request);
            let failed = all
                .iter()
                .filter(|attempt| attempt["status"] == 503)
                .count();
            let is_lost = request["outcome"] == "httpError";
            assert_eq!(failed, all.len() - usize::from(!is_lost), "{request}");
            assert!(!is_lost || failed == 5, "given up early: {request}");
        }
    }
    assert!(
        at_once.number("refusedAtSource") > jittered.number("refusedAtSource"),
        "to come again at once made the server no more work"
    );
    // Of those that came a fourth time, all waited 400 ms, or half of that and up to half at random.
    let (herd, parted) = (spread_ms(doubling, 3), spread_ms(jittered, 3));
    assert!(parted > herd * 1.5, "within {herd} ms, and within {parted}");
}

/// How far the waits before an attempt of this place differ in a lane.
fn spread_ms(lane: ExpectedReport<'_>, place: usize) -> f64 {
    let waits = lane.requests().iter().filter_map(|request| {
        let [before, next] = attempts(request).get(place - 1..=place)? else {
            return None;
        };
        Some(ms(next, "dispatchedMs") - ms(before, "endedMs"))
    });
    let waits: Vec<_> = waits.collect();
    assert!(waits.len() > 2, "hardly any came again: {waits:?}");
    let longest = waits.iter().copied().fold(0.0, f64::max);
    longest - waits.iter().copied().fold(f64::INFINITY, f64::min)
}

fn fan_out(report: &Value) {
    let all = ExpectedReport::lane(report, 0).succeeded(6);
    let five = ExpectedReport::lane(report, 1).succeeded(5).timed_out(1);
    for lane in [all, five] {
        assert_all_overlap(lane.outcomes_sum_to(6).max_in_flight(6));
    }
    let took = all.number("makespanMs");
    let late = all
        .requests()
        .iter()
        .filter(|it| ms(it, "endedMs") > took / 2.0);
    let late: Vec<_> = late.collect();
    assert_eq!(late.len(), 1, "one was slow: {late:?}");
    assert_eq!(indexes(&late), indexes(&ended(five, "timedOut")));
    assert_slower(all, five, 2.0);
}
