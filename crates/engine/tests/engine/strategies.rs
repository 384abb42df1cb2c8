//! A lane from its first dispatch to its last outcome.

use playground_core::experiment::Policy;
use playground_core::run::event::{Ending, RunEventKind, Step};
use playground_core::run::outcome::Outcome;
use playground_core::units::RequestIndex;

use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

#[test]
fn requests_are_sent_first_come_first_served() {
    // As many as are held in a plain list of futures, and more than that.
    for requests in [5, 30, 31, 200] {
        let lane = LaneDriver::scripted(requests, 3, |index, _| {
            Reply::at(f64::from(1 + index.0 * 7 % 13))
        });
        let driven = lane.run();
        assert_eq!(driven.order(), (0..requests).collect::<Vec<_>>());
    }
}

#[test]
fn the_limit_is_reached_and_never_exceeded() {
    for (requests, limit, most) in [(100, 1, 1), (100, 7, 7), (100, 100, 100), (5, 50, 5)] {
        let driven = LaneDriver::scripted(requests, limit, |_, _| Reply::at(10.0)).run();
        expected()
            .succeeded(requests)
            .max_in_flight(most)
            .outcomes_sum_to(requests)
            .ending(Ending::Completed)
            .check(&driven.run);
        assert_eq!(driven.fetch.max_in_flight(), most as usize);
    }
}

#[test]
fn sequential_is_a_limit_of_one() {
    let driven =
        LaneDriver::scripted(4, 1, |index, _| Reply::at(f64::from(10 * (index.0 + 1)))).run();
    let sent: Vec<_> = (0..4).map(|index| driven.sent_at(index, 1)).collect();
    assert_eq!(sent, [Some(0.0), Some(10.0), Some(30.0), Some(60.0)]);
    expected()
        .max_in_flight(1)
        .makespan_ms(100.0)
        .check(&driven.run);
}

#[test]
fn a_released_permit_goes_to_the_next_request_at_once() {
    let driven = LaneDriver::scripted(4, 2, |index, _| {
        Reply::at([50.0, 10.0, 10.0, 10.0][index.as_usize()])
    })
    .run();
    let sent: Vec<_> = (0..4).map(|index| driven.sent_at(index, 1)).collect();
    assert_eq!(sent, [Some(0.0), Some(0.0), Some(10.0), Some(20.0)]);
}

#[test]
fn every_step_of_a_request_is_reported_when_it_happens() {
    let driven = LaneDriver::scripted(1, 1, |_, _| {
        Reply::at(40.0).then_chunk(50.0, 100).then_chunk(60.0, 28)
    })
    .run();
    let index = RequestIndex(0);
    let reported: Vec<_> = driven
        .events
        .iter()
        .map(|event| (event.at.ms(), event.kind))
        .collect();
    let step = |step| RunEventKind::Request(index, step);
    assert_eq!(
        reported,
        [
            (0.0, step(Step::Queued)),
            (0.0, step(Step::Dispatched)),
            (40.0, step(Step::Responded { status: 200 })),
            (50.0, step(Step::Received { total_bytes: 100 })),
            (60.0, step(Step::Received { total_bytes: 128 })),
            (60.0, step(Step::Ended(Outcome::Succeeded))),
            (60.0, RunEventKind::Finished(Ending::Completed)),
        ]
    );
}

#[test]
fn waiting_for_a_permit_does_not_count_against_the_timeout() {
    let driven = LaneDriver::scripted(20, 1, |_, _| Reply::at(90.0))
        .policy(Policy {
            timeout_ms: 100,
            ..Policy::default()
        })
        .run();
    expected()
        .succeeded(20)
        .makespan_ms(1_800.0)
        .check(&driven.run);
}
