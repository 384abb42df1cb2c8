//! The first requests of a lane with a high limit start in bursts, so that the page has a
//! frame between them.

use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::request::{RequestRecord, Stage};
use playground_core::units::RequestIndex;

use playground_testing::drive::is_dispatch;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;

/// The number of requests that start in one burst.
const BURST: usize = 128;

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

fn dispatches<'a>(events: impl IntoIterator<Item = &'a RunEvent>) -> usize {
    let kinds = events.into_iter().map(|event| event.kind);
    kinds.filter(is_dispatch).count()
}

const fn is_response(event: &RunEvent) -> bool {
    matches!(event.kind, RunEventKind::Request(_, Step::Responded { .. }))
}

/// Answers take no time, so the first one arrives before the second burst.
#[test]
fn the_first_burst_starts_128_requests() {
    let driven = LaneDriver::scripted(1_000, 900, |_, _| Reply::at(0.0)).run();
    let first = driven.events.iter().take_while(|event| !is_response(event));
    assert_eq!(dispatches(first), BURST);
}

#[test]
fn all_that_the_limit_allows_are_in_flight_after_the_bursts() {
    let driven = LaneDriver::scripted(1_000, 500, |_, _| Reply::at(50.0)).run();
    expected()
        .succeeded(1_000)
        .max_in_flight(500)
        .check(&driven.run);
    assert!(
        !driven.run.limit_changed(),
        "a burst is no change of the limit"
    );
}

#[test]
fn a_lane_stopped_between_two_bursts_starts_no_more() {
    let driven = LaneDriver::scripted(1_000, 900, |_, _| Reply::at(0.0))
        .watch(|event, control| {
            if is_response(event) {
                control.stop();
            }
        })
        .run();
    assert_eq!(driven.run.ending(), Some(Ending::Stopped));
    assert_eq!(dispatches(&driven.events), BURST, "a second burst started");
}

#[test]
fn a_limit_lowered_during_the_first_burst_applies_to_the_second() {
    let driven = LaneDriver::scripted(1_000, 900, |_, _| Reply::at(50.0))
        .watch(|event, control| {
            if event.kind == RunEventKind::Request(RequestIndex(5), Step::Dispatched) {
                control.set_limit(40);
            }
        })
        .run();
    expected().succeeded(1_000).check(&driven.run);
    assert!(
        driven.run.max_in_flight() as usize <= BURST,
        "{}",
        driven.run.max_in_flight()
    );
}

#[test]
fn a_limit_raised_by_much_comes_in_bursts_too_and_is_reached() {
    let driven = LaneDriver::scripted(2_000, 10, |_, _| Reply::at(50.0))
        .at(60.0, |control| control.set_limit(700))
        .run();
    expected()
        .succeeded(2_000)
        .max_in_flight(700)
        .check(&driven.run);
}

#[test]
fn a_lane_of_fewer_requests_than_its_limit_ends_with_them() {
    let driven = LaneDriver::scripted(200, 1_000, |_, _| Reply::at(5.0)).run();
    expected()
        .succeeded(200)
        .max_in_flight(200)
        .check(&driven.run);
    let last = driven.run.last_end().expect("it ended").ms();
    assert!((last - 5.0).abs() < 1e-9, "{last} ms");
}

/// Those that back off, or wait for a permit after that, by looking at each.
#[test]
fn who_is_between_two_attempts_is_known_at_every_moment() {
    let mut dice = Dice::new(733);
    for _ in 0..500 {
        let run = dice.any_run(20).run;
        let between = run.between_attempts().iter();
        let mut known: Vec<_> = between.map(|index| index.0).collect();
        known.sort_unstable();
        let waits = |record: &RequestRecord| {
            record.stage == Stage::BackingOff
                || record.stage == Stage::Waiting && !record.earlier.is_empty()
        };
        let all = (0..).zip(run.requests());
        let found = all.filter(|(_, record)| waits(record));
        let found: Vec<u32> = found.map(|(index, _)| index).collect();
        assert_eq!(known, found);
    }
}
