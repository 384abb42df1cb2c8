//! What the lessons on threads, on computing and on the browser claim.

use super::browser::ExpectedReport;
use super::claims_of_waiting::{assert_all_overlap, assert_in_turn, assert_slower};
use super::computing::{assert_all_found_the_same, most_computed_at_once};
use super::lesson::Claims;
use super::phases::Phases;
use serde_json::Value;

pub const ALL: [Claims; 3] = [
    ("threads", threads),
    ("cpu-bound", cpu_bound),
    ("responsive-page", responsive_page),
];

/// It takes twenty seconds.
pub const LONG: [Claims; 1] = [("articles", articles)];

pub const BESIDE_A_SERVER: [Claims; 1] = [("six-connections", six_connections)];

/// All lanes did all there was to do.
fn lanes<const COUNT: usize>(report: &Value, requests: u64) -> [ExpectedReport<'_>; COUNT] {
    let all = ExpectedReport::lanes(report).into_iter();
    let all = all.map(|lane| lane.succeeded(requests).outcomes_sum_to(requests));
    let all: Vec<_> = all.collect();
    all.try_into().expect("as many lanes as the lesson has")
}

fn threads(report: &Value) {
    let [threads, tasks] = lanes(report, 12);
    threads
        .max_in_flight(4)
        .max_in_flight_at_source_at_most(4)
        .makespan_at_least_ideal();
    assert_eq!(report["lanes"][0]["blocking"], "syncXhr");
    let startup = threads.number("startupMs");
    assert!(startup > 0.0, "workers that start in {startup} ms");
    assert_all_overlap(tasks.max_in_flight(12).has_no("blocking"));
    assert_slower(threads, tasks, 1.5);
}

fn cpu_bound(report: &Value) {
    let [on_page, threads] = lanes(report, 8);
    assert_all_found_the_same(report);
    assert_eq!(most_computed_at_once(on_page), 1);
    let cores = report["environment"]["hardwareConcurrency"].as_u64();
    if cores.is_some_and(|cores| cores >= 2) {
        let at_once = most_computed_at_once(threads);
        assert!((2..=4).contains(&at_once), "{at_once} at once by 4 workers");
    }
    // On the page all are computed in one go; in workers it is free meanwhile.
    let [on_page, threads] = [on_page, threads].map(|lane| {
        let (frozen, took) = (lane.number("longestFreezeMs"), lane.number("makespanMs"));
        frozen / took
    });
    assert!(
        on_page > threads,
        "frozen for {on_page} of its time, beside threads for {threads}"
    );
}

fn responsive_page(report: &Value) {
    let [blocked, awaited] = lanes(report, 1);
    let [blocked, awaited] = [blocked, awaited].map(|lane| {
        let (frozen, took) = (lane.number("longestFreezeMs"), lane.number("makespanMs"));
        frozen / took
    });
    assert!(
        blocked > 0.7 && awaited < 0.5,
        "frozen for {blocked} of its time, and for {awaited} while it awaited"
    );
}

fn six_connections(report: &Value) {
    let [http1, http2] = lanes(report, 30);
    for (lane, at_once, protocol) in [(http1, 6, "http/1.1"), (http2, 30, "h2")] {
        lane.max_in_flight(30).max_in_flight_at_source(at_once);
        let phases = Phases::of(lane, 200.0);
        assert_eq!(phases.protocols, [protocol]);
        // Most of the time by HTTP/1.1 is spent in the browser's queue.
        assert_eq!(phases.largest() == "connection", at_once == 6, "{phases:?}");
    }
    assert_slower(http1, http2, 1.5);
}

fn articles(report: &Value) {
    let [in_turn, threads, tasks] = lanes(report, 30);
    assert_in_turn(in_turn.max_in_flight(1));
    threads.max_in_flight(6).max_in_flight_at_source_at_most(6);
    assert_all_overlap(tasks.max_in_flight(30));
    for lane in [in_turn, threads, tasks] {
        lane.makespan_at_least_ideal();
    }
    assert_slower(in_turn, threads, 3.0);
    assert_slower(threads, tasks, 2.0);
}
