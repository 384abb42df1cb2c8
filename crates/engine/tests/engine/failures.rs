//! Failures are values: each says what it was, and none touches another request.

use playground_core::experiment::{OnError, Policy};
use playground_core::run::event::Ending;
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::units::{RequestIndex, Span};

use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;

const fn timeout(timeout_ms: u32) -> Policy {
    Policy {
        timeout_ms,
        retries: 0,
        on_error: OnError::Collect,
        ..Policy::DEFAULT
    }
}

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

#[test]
fn a_hang_ends_at_its_timeout_and_its_fetch_is_dropped() {
    let driven = LaneDriver::scripted(3, 1, |index, _| match index.0 {
        1 => Reply::Never,
        _ => Reply::at(10.0),
    })
    .policy(timeout(250))
    .run();
    expected()
        .succeeded(2)
        .timed_out(1)
        .makespan_ms(270.0)
        .check(&driven.run);
    let after = Span::from_ms(250.0);
    assert_eq!(
        driven.run.requests()[1].outcome(),
        Some(Outcome::TimedOut {
            after,
            page_was_busy: false
        })
    );
    assert_eq!(driven.fetch.aborts(), [(1, 1)]);
}

#[test]
fn a_body_that_stalls_times_out_however_early_its_head_came() {
    let driven = LaneDriver::scripted(1, 1, |_, _| {
        Reply::at(10.0).then_chunk(20.0, 64).then_hangs()
    })
    .policy(timeout(100))
    .run();
    expected()
        .timed_out(1)
        .makespan_ms(100.0)
        .check(&driven.run);
    let attempt = driven.run.requests()[0].attempt;
    assert_eq!((attempt.status, attempt.bytes), (Some(200), 64));
    assert_eq!(driven.fetch.aborts(), [(0, 1)]);
}

#[test]
fn no_failure_affects_another_request() {
    let reply = |index: RequestIndex| match index.0 {
        10 => Reply::at(20.0).with_status(500),
        20 => Reply::at(20.0).with_status(404),
        30 => Reply::Never,
        40 => Reply::network_error(5.0, NetworkCause::Unreachable),
        50 => Reply::network_error(5.0, NetworkCause::NotTheLab),
        60 => Reply::at(20.0).then_chunk(25.0, 10).then_breaks(30.0),
        70 => Reply::at(20.0).then_chunk(25.0, 5_000),
        _ => Reply::at(20.0).then_chunk(25.0, 10),
    };
    let driven = LaneDriver::scripted(100, 9, move |index, _| reply(index))
        .body_limit(1_000)
        .run();
    expected()
        .succeeded(93)
        .http_errors(2)
        .timed_out(1)
        .network_errors(2)
        .bodies_broken(1)
        .too_large(1)
        .cancelled(0)
        .outcomes_sum_to(100)
        .max_in_flight(9)
        .ending(Ending::Completed)
        .check(&driven.run);
    assert_eq!(
        driven.fetch.aborts(),
        [(70, 1), (30, 1)],
        "what hung and what was too large"
    );
}

#[test]
fn each_failure_has_its_own_outcome() {
    let driven = LaneDriver::scripted(4, 4, |index, _| match index.0 {
        0 => Reply::at(1.0).with_status(503),
        1 => Reply::network_error(1.0, NetworkCause::Refused),
        2 => Reply::at(1.0).then_chunk(2.0, 300).then_breaks(3.0),
        _ => Reply::at(1.0).then_chunk(2.0, 600).then_chunk(3.0, 401),
    })
    .body_limit(1_000)
    .run();
    let outcomes: Vec<_> = driven
        .run
        .requests()
        .iter()
        .map(|request| request.outcome())
        .collect();
    assert_eq!(
        outcomes,
        [
            Some(Outcome::HttpError { status: 503 }),
            Some(Outcome::NetworkError(NetworkCause::Refused)),
            Some(Outcome::BodyBroken { after_bytes: 300 }),
            Some(Outcome::TooLarge { limit_bytes: 1_000 }),
        ]
    );
}

#[test]
fn a_body_of_exactly_the_limit_is_read_to_its_end() {
    let driven = LaneDriver::scripted(1, 1, |_, _| {
        Reply::at(1.0).then_chunk(2.0, 600).then_chunk(3.0, 400)
    })
    .body_limit(1_000)
    .run();
    expected().succeeded(1).check(&driven.run);
    assert_eq!(driven.run.requests()[0].attempt.bytes, 1_000);
}

#[test]
fn a_status_that_is_no_success_is_an_http_error_even_if_its_body_breaks() {
    let succeed = [200, 204, 299].map(|status| (status, 0));
    let fail = [100, 199, 300, 302, 304, 399, 400, 404, 599].map(|status| (status, 1));
    for (status, refused) in succeed.into_iter().chain(fail) {
        let driven =
            LaneDriver::scripted(1, 1, move |_, _| Reply::at(5.0).with_status(status)).run();
        expected()
            .succeeded(1 - refused)
            .http_errors(refused)
            .check(&driven.run);
    }
    let broken = |_, _| {
        Reply::at(5.0)
            .with_status(500)
            .then_chunk(6.0, 3)
            .then_breaks(8.0)
    };
    let driven = LaneDriver::scripted(1, 1, broken).run();
    expected()
        .http_errors(1)
        .bodies_broken(0)
        .check(&driven.run);
}

#[test]
fn with_any_replies_every_request_ends_once_and_nothing_is_left_running() {
    let mut dice = Dice::new(91);
    for round in 0..300_u32 {
        let (requests, limit) = (dice.whole(1, 60), dice.whole(1, 20));
        let reply = move |index: RequestIndex| {
            let mut dice = Dice::new(u64::from(round) << 32 | u64::from(index.0));
            let ms = f64::from(dice.whole(0, 90));
            match dice.whole(0, 6) {
                0 => Reply::Never,
                1 => Reply::network_error(ms, NetworkCause::Unreachable),
                2 => Reply::at(ms).with_status(500),
                3 => Reply::at(ms).then_chunk(ms + 1.0, 9).then_breaks(ms + 3.0),
                4 => Reply::at(ms).then_chunk(ms + 5.0, 99).then_hangs(),
                _ => Reply::at(ms).then_chunk(ms + 2.0, 9),
            }
        };
        let driven = LaneDriver::scripted(requests, limit, move |index, _| reply(index))
            .policy(timeout(70))
            .body_limit(50)
            .run();
        expected()
            .outcomes_sum_to(requests)
            .attempts(requests as usize)
            .cancelled(0)
            .ending(Ending::Completed)
            .check(&driven.run);
        assert!(driven.fetch.max_in_flight() <= limit as usize);
    }
}
