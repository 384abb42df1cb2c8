//! A limit that is changed while the lane runs. The driver itself holds every
//! dispatch against the limit in force.

use playground_core::experiment::Policy;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::request::Stage;

use playground_testing::drive::Driven;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::poll_loop::Pace;
use playground_testing::reply::Reply;
use playground_testing::samples::{Dice, fold};

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

/// A hundred requests of 10 ms.
fn hundred(limit: u32) -> LaneDriver {
    LaneDriver::scripted(100, limit, |_, _| Reply::at(10.0))
}

/// How many are in flight once everything at that time has happened.
fn in_flight_at(driven: &Driven, ms: f64) -> usize {
    let past = |event: &&RunEvent| event.at.ms() <= ms;
    let events: Vec<_> = driven.events.iter().filter(past).copied().collect();
    let run = fold(
        driven.run.strategy(),
        driven.run.requests().len() as u32,
        &events,
    );
    run.in_flight().len()
}

#[test]
fn a_raised_limit_lets_more_start_at_once() {
    let driven = hundred(2).at(15.0, |control| control.set_limit(8)).run();
    assert_eq!(in_flight_at(&driven, 14.0), 2);
    assert_eq!(in_flight_at(&driven, 15.0), 8);
    assert_eq!(in_flight_at(&driven, 40.0), 8);
    expected()
        .succeeded(100)
        .max_in_flight(8)
        .check(&driven.run);
    assert!(driven.run.limit_changed() && !driven.run.is_comparable());
}

#[test]
fn a_lowered_limit_leaves_what_is_in_flight_and_starts_nothing_before_it_holds() {
    let driven = LaneDriver::scripted(100, 8, |index, _| {
        Reply::at(f64::from(10 * (1 + index.0 % 8)))
    })
    .at(5.0, |control| control.set_limit(3))
    .run();
    let fallen: Vec<_> = [5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]
        .map(|ms| in_flight_at(&driven, ms))
        .into();
    assert_eq!(fallen, [8, 7, 6, 5, 4, 3, 3]);
    assert_eq!(
        driven.sent_at(8, 1),
        Some(60.0),
        "the ninth waits for five to end"
    );
    expected()
        .succeeded(100)
        .max_in_flight(8)
        .check(&driven.run);
    assert_eq!(driven.fetch.aborts(), [], "nothing in flight was disturbed");
}

#[test]
fn a_limit_lowered_and_raised_again_ends_where_it_says() {
    let driven = hundred(10)
        .at(1.0, |control| control.set_limit(1))
        .at(2.0, |control| control.set_limit(4))
        .at(25.0, |control| control.set_limit(12))
        .run();
    assert_eq!(in_flight_at(&driven, 2.0), 10);
    assert_eq!(in_flight_at(&driven, 10.0), 4);
    assert_eq!(in_flight_at(&driven, 24.0), 4);
    assert_eq!(in_flight_at(&driven, 25.0), 12);
    expected().succeeded(100).check(&driven.run);
}

#[test]
fn the_last_of_several_changes_at_once_counts() {
    let driven = hundred(5)
        .at(5.0, |control| {
            control.set_limit(50);
            control.set_limit(1);
        })
        .run();
    let changes = |event: &&RunEvent| matches!(event.kind, RunEventKind::LimitChanged(_));
    let changes: Vec<_> = driven
        .events
        .iter()
        .filter(changes)
        .map(|event| event.kind)
        .collect();
    assert_eq!(changes, [RunEventKind::LimitChanged(1)]);
    assert_eq!(in_flight_at(&driven, 10.0), 1);
}

#[test]
fn a_limit_changed_before_the_start_holds_from_the_start() {
    let driven = hundred(20).at(0.0, |control| control.set_limit(3)).run();
    expected()
        .succeeded(100)
        .max_in_flight(3)
        .ending(Ending::Completed)
        .check(&driven.run);
}

#[test]
fn a_limit_of_zero_pauses_the_lane_until_it_is_raised() {
    let driven = hundred(10)
        .at(5.0, |control| control.set_limit(0))
        .at(500.0, |control| control.set_limit(10))
        .run();
    assert_eq!(in_flight_at(&driven, 10.0), 0);
    assert_eq!(driven.sent_at(10, 1), Some(500.0));
    expected()
        .succeeded(100)
        .makespan_ms(590.0)
        .check(&driven.run);
}

#[test]
fn a_permit_assigned_but_not_received_does_not_exceed_a_lowered_limit() {
    // Number 0 fails, backs off and queues last. The permit of the one that
    // ends then is on its way to it when the limit falls.
    let policy = Policy {
        retries: 1,
        ..Policy::default()
    };
    let driven = LaneDriver::scripted(3, 3, |index, attempt| match (index.0, attempt.0) {
        (0, 1) => Reply::at(1.0).with_status(500),
        (0, _) => Reply::at(10.0),
        (1, _) => Reply::at(300.0),
        _ => Reply::at(200.0),
    })
    .policy(policy)
    .at(2.0, |control| control.set_limit(2))
    .watch(|event, control| {
        if let RunEventKind::Request(index, Step::Ended(_)) = event.kind
            && index.0 == 2
        {
            control.set_limit(1);
        }
    })
    .run();
    assert_eq!(
        driven.sent_at(0, 2),
        Some(300.0),
        "not before number 1 has ended"
    );
    expected().succeeded(3).check(&driven.run);
}

#[test]
fn no_sequence_of_changes_lets_anything_start_beyond_the_limit() {
    let mut dice = Dice::new(111);
    for round in 0..300_u32 {
        let requests = dice.whole(1, 80);
        let reply = move |index: u32, attempt: u32| {
            let mut dice = Dice::new(u64::from(round) << 32 | u64::from(index * 16 + attempt));
            let ms = f64::from(dice.whole(0, 40));
            let status = if dice.chance(3) { 500 } else { 200 };
            Reply::at(ms).with_status(status)
        };
        let mut lane = LaneDriver::scripted(requests, dice.whole(1, 12), move |index, attempt| {
            reply(index.0, attempt.0)
        })
        .policy(Policy {
            retries: 2,
            ..Policy::default()
        })
        .pace(if dice.chance(5) {
            Pace::Together
        } else {
            Pace::OneByOne
        });
        for _ in 0..dice.whole(1, 12) {
            let limit = dice.whole(1, 12);
            lane = lane.at(f64::from(dice.whole(0, 300)), move |control| {
                control.set_limit(limit)
            });
        }
        // And some in the very middle of things.
        let trigger = dice.whole(0, requests);
        lane = lane.watch(move |event, control| {
            if let RunEventKind::Request(index, Step::Ended(_) | Step::BackedOff { .. }) =
                event.kind
                && index.0 % 7 == trigger % 7
            {
                control.set_limit(1 + index.0 % 5);
            }
        });
        let driven = lane.run();
        expected()
            .outcomes_sum_to(requests)
            .cancelled(0)
            .ending(Ending::Completed)
            .check(&driven.run);
        let ended = |request: &_| {
            let request: &playground_core::run::request::RequestRecord = request;
            request.stage == Stage::Ended
        };
        assert!(driven.run.requests().iter().all(ended));
    }
}
