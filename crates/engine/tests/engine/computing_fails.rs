//! Computations that do not succeed: there was no response, they failed, or they were
//! stopped.

use playground_core::experiment::workload::WorkKind;
use playground_core::experiment::{OnError, Policy};
use playground_core::run::event::Ending;
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::units::TimePoint;

use playground_testing::computation::{Computation, FOUND, mixed, one};
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;

const LOST: NetworkCause = NetworkCause::WorkerLost;

const fn policy(timeout_ms: u32, retries: u32) -> Policy {
    Policy {
        timeout_ms,
        retries,
        ..Policy::DEFAULT
    }
}

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

#[test]
fn nothing_is_computed_after_a_failed_exchange() {
    let computation = Computation::new(5.0);
    let failing = [
        Reply::Never,
        Reply::network_error(5.0, NetworkCause::Unreachable),
        Reply::at(5.0).with_status(404).then_chunk(6.0, 4),
        Reply::at(5.0).with_status(500),
        Reply::at(5.0).then_chunk(6.0, 4).then_breaks(7.0),
        Reply::at(5.0).then_chunk(6.0, 4).then_hangs(),
        Reply::at(5.0).then_chunk(6.0, 5_000),
        Reply::at(60.0),
    ];
    for reply in failing {
        let words = format!("{reply:?}");
        let driven = one(reply.then_computes(computation))
            .policy(policy(50, 1))
            .body_limit(1_000)
            .run();
        expected()
            .succeeded(0)
            .outcomes_sum_to(1)
            .check(&driven.run);
        assert_eq!(driven.fetch.computed(), [], "{words}");
        for attempt in driven.run.requests()[0].attempts() {
            let computed = (attempt.read, attempt.computing, attempt.found);
            assert_eq!(computed, (None, None, None), "{words}");
        }
    }
}

#[test]
fn a_retry_that_succeeds_is_computed_on_once() {
    let driven = LaneDriver::scripted_kind(WorkKind::Mixed, 1, 1, |_, attempt| {
        let status = if attempt.0 < 3 { 503 } else { 200 };
        let reply = Reply::at(10.0).with_status(status);
        reply.then_computes(Computation::new(4.0))
    })
    .policy(policy(1_000, 4))
    .run();
    expected().succeeded(1).attempts(3).check(&driven.run);
    assert_eq!(driven.fetch.computed(), [(0, 3)]);
}

#[test]
fn a_computation_that_fails_is_the_outcome_and_may_be_retried() {
    let lost = Outcome::NetworkError(LOST);
    let fails = Computation::new(4.0).fails(LOST);
    let driven = one(Reply::at(10.0).then_computes(fails)).run();
    let attempt = driven.run.requests()[0].attempt;
    assert_eq!((attempt.outcome, attempt.found), (Some(lost), None));
    assert_eq!(attempt.status, Some(200), "it was answered nonetheless");
    let at = |ms| Some(TimePoint::from_ms(ms));
    assert_eq!((attempt.computing, attempt.ended), (at(10.0), at(14.0)));

    let no_turn = Computation::new(4.0).gets_no_thread(LOST);
    let driven = one(Reply::at(10.0).then_computes(no_turn)).run();
    let attempt = driven.run.requests()[0].attempt;
    assert_eq!((attempt.outcome, attempt.read), (Some(lost), at(10.0)));
    assert_eq!((attempt.computing, attempt.ended), (None, at(10.0)));

    let driven = LaneDriver::scripted_kind(WorkKind::Mixed, 1, 1, move |_, attempt| {
        let works = Computation::new(4.0);
        Reply::at(10.0).then_computes(if attempt.0 == 1 { fails } else { works })
    })
    .policy(policy(1_000, 1))
    .run();
    expected().succeeded(1).attempts(2).check(&driven.run);
    let request = &driven.run.requests()[0];
    assert_eq!(request.earlier[0].outcome, Some(lost));
    assert_eq!(request.earlier[0].found, None);
    assert_eq!(request.attempt.found, Some(FOUND));
}

#[test]
fn a_failed_computation_fails_fast_too() {
    let driven = LaneDriver::scripted_kind(WorkKind::Mixed, 10, 3, |index, _| {
        let computation = Computation::new(4.0);
        Reply::at(10.0).then_computes(match index.0 {
            1 => computation.fails(LOST),
            _ => computation,
        })
    })
    .policy(Policy {
        on_error: OnError::FailFast,
        ..policy(1_000, 0)
    })
    .run();
    // The first was done, the third still waited for the page's thread.
    expected()
        .succeeded(1)
        .network_errors(1)
        .cancelled(8)
        .ending(Ending::FailedFast)
        .check(&driven.run);
    assert_eq!(driven.cancelled_by(CancelledBy::FailFast), 8);
}

#[test]
fn a_stop_during_a_computation_ends_each_request_once_in_whatever_stage_it_is() {
    let driven = mixed(9, 4).at(20.0, |control| control.stop()).run();
    // Computed: #0 at 14 and #1 at 18. #2 computed, #3 waited for the thread, #4 and
    // #5 for their answers, the others for a permit.
    expected()
        .succeeded(2)
        .cancelled(7)
        .outcomes_sum_to(9)
        .ending(Ending::Stopped)
        .check(&driven.run);
    let attempt = |index: usize| driven.run.requests()[index].attempt;
    let at = |ms| Some(TimePoint::from_ms(ms));
    assert_eq!(
        (attempt(2).computing, attempt(2).ended),
        (at(18.0), at(20.0))
    );
    assert_eq!((attempt(2).found, attempt(3).found), (None, None));
    assert_eq!((attempt(3).read, attempt(3).computing), (at(10.0), None));
    assert_eq!((attempt(4).dispatched, attempt(4).read), (at(14.0), None));
    assert_eq!(attempt(6).dispatched, None);
    let mut aborts = driven.fetch.aborts();
    aborts.sort_unstable();
    assert_eq!(aborts, [(2, 1), (3, 1), (4, 1), (5, 1)]);
}

#[test]
fn a_stop_at_any_moment_leaves_no_computation_running() {
    let mut dice = Dice::new(141);
    for round in 0..300_u32 {
        let (requests, limit) = (dice.whole(1, 40), dice.whole(1, 12));
        let script = move |index: u32, attempt: u32| {
            let mut dice = Dice::new(u64::from(round) << 32 | u64::from(index * 16 + attempt));
            let (ms, long) = (f64::from(dice.whole(0, 30)), f64::from(dice.whole(1, 30)));
            let computation = Computation::new(long);
            match dice.whole(0, 5) {
                0 => Reply::at(ms).with_status(429),
                1 => Reply::at(ms).then_computes(computation.fails(LOST)),
                2 => Reply::at(ms).then_computes(computation.gets_no_thread(LOST)),
                _ => Reply::at(ms).then_computes(computation),
            }
        };
        let mut driver = LaneDriver::scripted_kind(WorkKind::Mixed, requests, limit, {
            move |index, attempt| script(index.0, attempt.0)
        });
        if dice.chance(5) {
            driver = driver.on_threads();
        }
        let stop_at = f64::from(dice.whole(0, 600));
        let driven = driver
            .policy(policy(1_000, dice.whole(0, 2)))
            .at(stop_at, |control| control.stop())
            .run();
        expected().outcomes_sum_to(requests).check(&driven.run);
        let stopped = driven.run.ending() == Some(Ending::Stopped);
        assert!(stopped || driven.cancelled_by(CancelledBy::User) == 0);
        for request in driven.run.requests() {
            let succeeded = request.outcome() == Some(Outcome::Succeeded);
            assert_eq!(request.attempt.found.is_some(), succeeded, "{request:?}");
        }
    }
}
