//! Fail fast: the first failure cancels the rest, and nothing starts after it.

use playground_core::experiment::{OnError, Policy};
use playground_core::run::event::{Ending, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome, OutcomeKind};

use playground_testing::drive::is_dispatch;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::poll_loop::Pace;
use playground_testing::reply::Reply;

const FAIL_FAST: Policy = Policy {
    timeout_ms: 5_000,
    retries: 0,
    on_error: OnError::FailFast,
    ..Policy::DEFAULT
};

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

#[test]
fn the_first_failure_cancels_the_rest_under_fail_fast() {
    let driven = LaneDriver::scripted(100, 5, |index, _| {
        let status = if index.0 == 12 { 500 } else { 200 };
        Reply::at(f64::from(10 + index.0 % 5)).with_status(status)
    })
    .policy(FAIL_FAST)
    .run();
    expected()
        .http_errors(1)
        .outcomes_sum_to(100)
        .ending(Ending::FailedFast)
        .check(&driven.run);
    let rest = driven.run.counts().of(OutcomeKind::Cancelled);
    assert_eq!(driven.cancelled_by(CancelledBy::FailFast), rest as usize);
    assert!(rest >= 80, "{rest} were cancelled");
}

#[test]
fn nothing_starts_after_the_failure_even_when_many_permits_are_released_with_it() {
    // All fifty end in the same poll, and any of them may be the one that fails.
    for (requests, limit) in [(200, 50), (25, 10)] {
        for failing in 0..limit {
            let driven = LaneDriver::scripted(requests, limit, move |index, _| {
                let status = if index.0 == failing { 503 } else { 200 };
                Reply::at(10.0).with_status(status)
            })
            .policy(FAIL_FAST)
            .pace(Pace::Together)
            .run();
            let failed = |kind: &RunEventKind| {
                let http = Outcome::HttpError { status: 503 };
                matches!(kind, RunEventKind::Request(_, Step::Ended(outcome)) if *outcome == http)
            };
            assert!(
                !driven.after(failed).iter().any(is_dispatch),
                "{failing} of {limit}"
            );
            expected()
                .http_errors(1)
                .outcomes_sum_to(requests)
                .ending(Ending::FailedFast)
                .check(&driven.run);
        }
    }
}

#[test]
fn every_kind_of_failure_fails_fast() {
    let policy = Policy {
        timeout_ms: 100,
        ..FAIL_FAST
    };
    let failures = [
        Reply::at(10.0).with_status(404),
        Reply::Never,
        Reply::network_error(10.0, NetworkCause::NotTheLab),
        Reply::at(10.0).then_breaks(12.0),
        Reply::at(10.0).then_chunk(11.0, 5_000),
    ];
    for failure in failures {
        let driven = LaneDriver::scripted(30, 1, move |index, _| {
            if index.0 == 3 {
                failure.clone()
            } else {
                Reply::at(10.0)
            }
        })
        .policy(policy)
        .body_limit(1_000)
        .run();
        expected()
            .succeeded(3)
            .cancelled(26)
            .ending(Ending::FailedFast)
            .check(&driven.run);
    }
}

#[test]
fn a_retryable_failure_does_not_fail_fast_until_the_last_attempt() {
    let policy = Policy {
        retries: 2,
        ..FAIL_FAST
    };
    let mends = |attempts| {
        let driven = LaneDriver::scripted(10, 2, move |index, attempt| {
            let fails = index.0 == 4 && attempt.0 <= attempts;
            Reply::at(10.0).with_status(if fails { 500 } else { 200 })
        });
        driven.policy(policy).run()
    };
    expected()
        .succeeded(10)
        .ending(Ending::Completed)
        .check(&mends(2).run);
    let driven = mends(3);
    expected()
        .http_errors(1)
        .ending(Ending::FailedFast)
        .check(&driven.run);
}

#[test]
fn a_failure_of_the_last_request_is_a_failure_too() {
    let driven = LaneDriver::scripted(5, 1, |index, _| {
        Reply::at(10.0).with_status(if index.0 == 4 { 500 } else { 200 })
    })
    .policy(FAIL_FAST)
    .run();
    expected()
        .succeeded(4)
        .http_errors(1)
        .cancelled(0)
        .ending(Ending::FailedFast)
        .check(&driven.run);
}
