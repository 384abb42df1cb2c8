//! What the lessons on waiting claim: one after the other, all at once, under a limit, with a lock.

use super::browser::ExpectedReport;
use super::computing::ms;
use super::lesson::Claims;
use playground_core::lab::address::LabCall;
use serde_json::Value;

pub const SHORT: [Claims; 4] = [
    ("start-and-await", start_and_await),
    ("await-in-the-loop", await_in_the_loop),
    ("semaphore", semaphore),
    ("lost-updates", lost_updates),
];

/// Those that wait for ten seconds each.
pub const LONG: [Claims; 2] = [("gather", gather), ("best-limit", best_limit)];

/// This lane took at least this many times as long as the other.
#[track_caller]
pub fn assert_slower(slow: ExpectedReport<'_>, quick: ExpectedReport<'_>, times: f64) {
    let (slow, quick) = (slow.number("makespanMs"), quick.number("makespanMs"));
    assert!(
        slow > quick * times,
        "{slow} ms is not {times} times as long as {quick} ms"
    );
}

/// Each request was sent when the one before it had ended.
#[track_caller]
pub fn assert_in_turn(lane: ExpectedReport<'_>) {
    for pair in lane.requests().windows(2) {
        let (before, next) = (ms(&pair[0], "endedMs"), ms(&pair[1], "dispatchedMs"));
        assert!(
            next >= before,
            "sent at {next}, while one ran until {before}"
        );
    }
}

/// The last of them was sent before the first had ended.
#[track_caller]
pub fn assert_all_overlap(lane: ExpectedReport<'_>) {
    let times = |name| lane.requests().iter().map(move |request| ms(request, name));
    let last_sent = times("dispatchedMs").fold(0.0, f64::max);
    let first_ended = times("endedMs").fold(f64::INFINITY, f64::min);
    assert!(
        last_sent < first_ended,
        "the last was sent at {last_sent}, the first had ended at {first_ended}"
    );
}

fn start_and_await(report: &Value) {
    let lane = ExpectedReport::lane(report, 0)
        .succeeded(1)
        .outcomes_sum_to(1)
        .makespan_at_least_ideal();
    let (took, frozen) = (lane.number("makespanMs"), lane.number("longestFreezeMs"));
    assert!(frozen < took / 2.0, "frozen for {frozen} of {took} ms");
}

fn await_in_the_loop(report: &Value) {
    let [in_turn, gathered] = [0, 1].map(|place| ExpectedReport::lane(report, place).succeeded(10));
    assert_in_turn(in_turn.max_in_flight(1).max_in_flight_at_source(1));
    assert_all_overlap(gathered.max_in_flight(10).max_in_flight_at_source(10));
    assert_slower(in_turn, gathered, 3.0);
}

/// How long the lab was asked to wait, in ms.
fn asked_ms(request: &Value) -> f64 {
    let url = request["url"].as_str().expect("an address");
    let (_, call) = url.split_once("/lab/").expect("the lab's");
    match LabCall::parse(call) {
        Ok(LabCall::Work(work)) => work.delay_ms.into(),
        other => panic!("{other:?} at {url}"),
    }
}

fn gather(report: &Value) {
    /// Answers that are due so far apart do not overtake each other on a busy machine.
    const APART_MS: f64 = 60.0;
    let [gathered, in_turn] = [0, 1].map(|place| ExpectedReport::lane(report, place).succeeded(8));
    assert_all_overlap(gathered.max_in_flight(8));
    assert_in_turn(in_turn.max_in_flight(1));
    let mut compared = 0;
    for one in gathered.requests() {
        for other in gathered.requests() {
            if asked_ms(one) + APART_MS < asked_ms(other) {
                assert!(ms(one, "endedMs") < ms(other, "endedMs"), "{one} {other}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 8, "{compared} pairs are far enough apart");
    let asked = gathered.requests().iter().map(asked_ms);
    let longest = asked.fold(0.0, f64::max);
    for (lane, least) in [(gathered, longest), (in_turn, longest * 2.0)] {
        let took = lane.number("makespanMs");
        assert!(took >= least - 1.0, "{took} of at least {least}");
    }
    assert_slower(in_turn, gathered, 2.0);
}

fn semaphore(report: &Value) {
    for (place, permits) in [(0, 10), (2, 20)] {
        let lane = ExpectedReport::lane(report, place)
            .succeeded(40)
            .outcomes_sum_to(40)
            .makespan_at_least_ideal()
            .max_in_flight(permits)
            .max_in_flight_at_source_at_most(permits);
        // Each permit that comes back lets one in: for the n-th beyond them, n have ended.
        let mut ended: Vec<_> = lane.requests().iter().map(|it| ms(it, "endedMs")).collect();
        ended.sort_by(f64::total_cmp);
        let mut sent: Vec<_> = lane
            .requests()
            .iter()
            .map(|it| ms(it, "dispatchedMs"))
            .collect();
        sent.sort_by(f64::total_cmp);
        for (sent, ended) in sent[permits as usize..].iter().zip(&ended) {
            assert!(sent >= ended, "sent at {sent}, a permit came at {ended}");
        }
    }
    let [ten, batched, twenty] = [0, 1, 2].map(|place| ExpectedReport::lane(report, place));
    assert_slower(ten, twenty, 1.3);
    batched
        .succeeded(40)
        .outcomes_sum_to(40)
        .makespan_at_least_ideal()
        .max_in_flight(10)
        .in_batches_of(10);
    assert_slower(batched, ten, 1.15);
}

fn best_limit(report: &Value) {
    let lanes = ExpectedReport::lanes(report);
    let limits = [1, 2, 4, 8, 16, 32];
    assert_eq!(lanes.len(), limits.len());
    for (lane, limit) in lanes.iter().zip(limits) {
        lane.succeeded(32)
            .outcomes_sum_to(32)
            .makespan_at_least_ideal()
            .max_in_flight(limit)
            .refused_at_source(0);
    }
    let [one, two, four, eight, sixteen, thirty_two] = lanes[..] else {
        panic!("six lanes")
    };
    for (slow, quick) in [(one, two), (two, four), (four, eight)] {
        assert_slower(slow, quick, 1.3);
    }
    // No more than eight are worked on.
    assert_slower(sixteen, eight, 0.6);
    assert_slower(thirty_two, eight, 0.6);
    let median = |place: usize| {
        let median = report["lanes"][place]["durationMs"]["p50"].as_f64();
        median.expect("half of them took so long at most")
    };
    let (short, long, longest) = (median(3), median(4), median(5));
    assert!(
        // A wide margin: other pages wait beside this one.
        long > short * 1.1 && longest > short * 1.1,
        "{long} and {longest} ms with a queue, {short} ms without"
    );
}

fn lost_updates(report: &Value) {
    let lanes = ExpectedReport::lanes(report);
    let [unlocked, locked, held] = lanes[..] else {
        panic!("three lanes")
    };
    for lane in [unlocked, locked, held] {
        lane.succeeded(20).outcomes_sum_to(20);
    }
    assert_updates_lost(unlocked);
    assert_eq!(locked.number("counterAtSource"), 20.0);
    assert_eq!(held.number("counterAtSource"), 20.0);
    // The pages are fetched together, or each by itself.
    assert_all_overlap_until_read(locked.max_in_flight(20));
    assert_in_turn(held.max_in_flight(1));
    assert_slower(held, locked, 2.0);
}

/// Of twenty, some are not in the counter.
#[track_caller]
pub fn assert_updates_lost(lane: ExpectedReport<'_>) {
    let counted = lane.number("counterAtSource");
    assert!((1.0..20.0).contains(&counted), "it shows {counted}");
}

/// The last was sent before the first was answered; each then waits for its turn to update.
#[track_caller]
fn assert_all_overlap_until_read(lane: ExpectedReport<'_>) {
    let times = |name| lane.requests().iter().map(move |request| ms(request, name));
    let last_sent = times("dispatchedMs").fold(0.0, f64::max);
    let first_read = times("readMs").fold(f64::INFINITY, f64::min);
    assert!(last_sent < first_read, "{last_sent} ms, {first_read} ms");
}
