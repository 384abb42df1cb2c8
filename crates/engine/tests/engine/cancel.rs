//! A lane that is stopped: each request has exactly one outcome, and nothing
//! goes on after the stop.

use playground_core::experiment::{OnError, Policy};
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause};
use playground_core::units::TimePoint;

use playground_testing::drive::{is_cancel, is_dispatch};
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;

const RETRY: Policy = Policy {
    timeout_ms: 5_000,
    retries: 3,
    on_error: OnError::Collect,
    ..Policy::DEFAULT
};

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

#[test]
fn a_lane_stopped_before_its_start_sends_nothing() {
    let driven = LaneDriver::scripted(50, 5, |_, _| Reply::at(10.0))
        .at(0.0, |control| control.stop())
        .run();
    expected()
        .cancelled(50)
        .outcomes_sum_to(50)
        .attempts(0)
        .ending(Ending::Stopped)
        .check(&driven.run);
    assert_eq!(driven.fetch.dispatches(), []);
    let never_queued =
        |event: &RunEvent| !matches!(event.kind, RunEventKind::Request(_, Step::Queued));
    assert!(driven.events.iter().all(never_queued));
}

#[test]
fn a_stop_ends_each_request_once_in_whatever_stage_it_is() {
    let driven = LaneDriver::scripted(7, 4, |index, attempt| match (index.0, attempt.0) {
        (0, _) => Reply::at(5.0),
        (2, _) => Reply::at(5.0).then_chunk(10.0, 77).then_hangs(),
        (3, _) => Reply::at(499.0).with_status(500),
        (4, _) => Reply::network_error(10.0, NetworkCause::Unreachable),
        _ => Reply::Never,
    })
    .policy(RETRY)
    .at(500.0, |control| control.stop())
    .run();
    expected()
        .succeeded(1)
        .cancelled(6)
        .outcomes_sum_to(7)
        .attempts(7)
        .ending(Ending::Stopped)
        .check(&driven.run);
    assert_eq!(driven.cancelled_by(CancelledBy::User), 6);
    let requests = driven.run.requests();
    for request in &requests[1..] {
        assert_eq!(request.attempt.ended, Some(TimePoint::from_ms(500.0)));
    }
    let attempt = |index: usize| requests[index].attempt;
    assert_eq!(attempt(1).responded, None, "it waited for its response");
    assert_eq!(
        (attempt(2).status, attempt(2).bytes),
        (Some(200), 77),
        "it was receiving"
    );
    assert_eq!(
        (attempt(3).queued, requests[3].earlier.len()),
        (None, 1),
        "it backed off"
    );
    assert_eq!(requests[4].earlier.len(), 1);
    assert!(
        attempt(4).queued.is_some() && attempt(4).dispatched.is_none(),
        "it waited again"
    );
    let mut aborts = driven.fetch.aborts();
    aborts.sort_unstable();
    assert_eq!(aborts, [(1, 1), (2, 1), (5, 1), (6, 1)]);
}

#[test]
fn a_request_waiting_for_a_permit_is_cancelled_without_being_sent() {
    let driven = LaneDriver::scripted(40, 2, |_, _| Reply::at(10.0))
        .at(25.0, |control| control.stop())
        .run();
    // Two waves of two ended, the third was in flight.
    expected()
        .succeeded(4)
        .cancelled(36)
        .attempts(6)
        .ending(Ending::Stopped)
        .check(&driven.run);
    assert_eq!(driven.fetch.aborts().len(), 2);
    assert_eq!(driven.order(), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_stop_in_the_same_poll_as_a_response_comes_first() {
    let driven = LaneDriver::scripted(10, 10, |_, _| Reply::at(10.0))
        .along_with(10.0, |control| control.stop())
        .run();
    expected().succeeded(0).cancelled(10).check(&driven.run);
}

#[test]
fn a_stop_overrides_a_change_of_the_limit() {
    let driven = LaneDriver::scripted(10, 2, |_, _| Reply::at(10.0))
        .at(5.0, |control| {
            control.set_limit(10);
            control.stop();
        })
        .run();
    expected().cancelled(10).attempts(2).check(&driven.run);
    assert!(!driven.run.limit_changed());
}

#[test]
fn a_stop_during_a_poll_starts_nothing_more() {
    let driven = LaneDriver::scripted(100, 4, |_, _| Reply::at(10.0))
        .watch(|event, control| {
            if let RunEventKind::Request(index, Step::Ended(_)) = event.kind
                && index.0 == 8
            {
                control.stop();
            }
        })
        .run();
    let ended = |kind: &RunEventKind| matches!(kind, RunEventKind::Request(index, Step::Ended(_)) if index.0 == 8);
    assert!(!driven.after(ended).iter().any(is_dispatch));
    expected()
        .outcomes_sum_to(100)
        .ending(Ending::Stopped)
        .check(&driven.run);
    assert_eq!(driven.cancelled_by(CancelledBy::User), 100 - 12);
}

#[test]
fn a_stop_during_the_last_response_ends_as_a_stop_not_as_a_failure() {
    let driven = LaneDriver::scripted(3, 3, |_, _| Reply::at(10.0))
        .watch(|event, control| {
            if let RunEventKind::Request(index, Step::Ended(_)) = event.kind
                && index.0 == 2
            {
                control.stop();
            }
        })
        .run();
    expected()
        .succeeded(3)
        .cancelled(0)
        .ending(Ending::Stopped)
        .check(&driven.run);
}

#[test]
fn the_last_event_is_the_only_ending() {
    for stop_at in [0.0, 15.0, 1_000.0] {
        let driven = LaneDriver::scripted(20, 3, |_, _| Reply::at(10.0))
            .at(stop_at, |control| control.stop())
            .run();
        let ends = |event: &&RunEvent| matches!(event.kind, RunEventKind::Finished(_));
        assert_eq!(driven.events.iter().filter(ends).count(), 1);
        assert!(driven.events.last().as_ref().is_some_and(ends));
    }
}

#[test]
fn a_stop_at_any_moment_of_any_lane_leaves_no_request_without_an_outcome() {
    let mut dice = Dice::new(121);
    for round in 0..400_u32 {
        let (requests, limit) = (dice.whole(1, 50), dice.whole(1, 12));
        let reply = move |index: u32, attempt: u32| {
            let mut dice = Dice::new(u64::from(round) << 32 | u64::from(index * 16 + attempt));
            let ms = f64::from(dice.whole(0, 40));
            match dice.whole(0, 4) {
                0 => Reply::Never,
                1 => Reply::at(ms).with_status(429).with_retry_after(30.0),
                2 => Reply::at(ms).then_chunk(ms + 9.0, 4).then_breaks(ms + 20.0),
                _ => Reply::at(ms).then_chunk(ms + 9.0, 4),
            }
        };
        let driven = LaneDriver::scripted(requests, limit, move |index, attempt| {
            reply(index.0, attempt.0)
        })
        .policy(Policy {
            timeout_ms: 60,
            ..RETRY
        })
        .at(f64::from(dice.whole(0, 400)), |control| control.stop())
        .run();
        expected().outcomes_sum_to(requests).check(&driven.run);
        let stopped = driven.run.ending() == Some(Ending::Stopped);
        let cancelled = driven.cancelled_by(CancelledBy::User);
        assert!(stopped || cancelled == 0);
        assert!(
            !driven
                .after(is_cancel)
                .iter()
                .any(|kind| { !is_cancel(kind) && !matches!(kind, RunEventKind::Finished(_)) })
        );
    }
}
