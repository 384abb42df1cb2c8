//! A lane in batches: a number of requests start together, and the next when all of those
//! have ended.

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::Workload;
use playground_core::experiment::{Backoff, OnError, Policy};
use playground_core::run::event::{Ending, RunEventKind, Step};
use playground_core::run::outcome::Outcome;
use playground_core::run::request::RequestRecord;
use playground_core::units::RequestIndex;
use playground_engine::control::LaneControl;
use playground_engine::host_limits::HostLimits;

use playground_testing::drive::Driven;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

/// When each request was first sent.
fn sent(driven: &Driven, requests: u32) -> Vec<Option<f64>> {
    (0..requests)
        .map(|index| driven.sent_at(index, 1))
        .collect()
}

/// Asserts that no request was sent before all of the batches before it had ended.
#[track_caller]
fn assert_batches(driven: &Driven, size: usize) {
    let first_sent = |request: &RequestRecord| {
        let mut attempts = request.attempts();
        attempts.next().and_then(|attempt| attempt.dispatched)
    };
    let batches: Vec<_> = driven.run.requests().chunks(size).collect();
    for pair in batches.windows(2) {
        let ended = pair[0].iter().filter_map(|request| request.attempt.ended);
        let ended = ended.fold(0.0, |last, end| f64::max(last, end.ms()));
        for sent in pair[1].iter().filter_map(first_sent) {
            assert_eq!(sent.ms(), ended, "a batch starts when the one before ends");
        }
    }
}

#[test]
fn the_next_batch_starts_when_all_of_the_one_before_have_ended() {
    let lengths = [10.0, 50.0, 30.0, 20.0, 5.0, 40.0, 10.0];
    let lane = LaneDriver::scripted(7, 3, move |index, _| Reply::at(lengths[index.as_usize()]));
    let driven = lane.in_batches().run();
    let at = [0.0, 0.0, 0.0, 50.0, 50.0, 50.0, 90.0];
    assert_eq!(sent(&driven, 7), at.map(Some));
    expected()
        .succeeded(7)
        .max_in_flight(3)
        .makespan_ms(100.0)
        .outcomes_sum_to(7)
        .ending(Ending::Completed)
        .check(&driven.run);
}

#[test]
fn batches_have_their_size_at_every_size() {
    for (requests, size, makespan) in [
        (12, 1, 120.0),
        (12, 4, 30.0),
        (12, 5, 30.0),
        (12, 12, 10.0),
        (12, 1_000, 10.0),
        (1, 1, 10.0),
        (300, 100, 30.0),
    ] {
        let driven = LaneDriver::scripted(requests, size, |_, _| Reply::at(10.0))
            .in_batches()
            .run();
        expected()
            .succeeded(requests)
            .max_in_flight(size.min(requests))
            .makespan_ms(makespan)
            .check(&driven.run);
        assert_eq!(driven.order(), (0..requests).collect::<Vec<_>>());
        assert_batches(&driven, size as usize);
    }
}

#[test]
fn a_batch_has_ended_when_the_retries_of_its_requests_have() {
    let lane = LaneDriver::scripted(4, 2, |index, attempt| {
        let status = match (index.0, attempt.0) {
            (0, 1 | 2) => 503,
            _ => 200,
        };
        Reply::at(10.0).with_status(status)
    });
    let policy = Policy {
        retries: 3,
        backoff: Backoff::None,
        ..Policy::default()
    };
    let driven = lane.policy(policy).in_batches().run();
    // Request 0 takes three attempts of 10 ms.
    let at = [0.0, 0.0, 30.0, 30.0];
    assert_eq!(sent(&driven, 4), at.map(Some));
    assert_batches(&driven, 2);
}

#[test]
fn a_failure_ends_its_request_and_the_next_batch_starts() {
    let lane = LaneDriver::scripted(4, 2, |index, _| {
        Reply::at(10.0).with_status(if index.0 == 1 { 404 } else { 200 })
    });
    let driven = lane.in_batches().run();
    expected()
        .succeeded(3)
        .http_errors(1)
        .makespan_ms(20.0)
        .check(&driven.run);
}

#[test]
fn nothing_of_the_next_batch_starts_after_a_stop_or_under_fail_fast() {
    let lane = || LaneDriver::scripted(9, 3, |_, _| Reply::at(10.0)).in_batches();
    let sent_in = |driven: &Driven| driven.order().len();
    let stopped = lane().at(15.0, LaneControl::stop).run();
    assert_eq!(stopped.run.ending(), Some(Ending::Stopped));
    assert_eq!(sent_in(&stopped), 6);
    // The stop comes while the last request of a batch ends.
    let last = RunEventKind::Request(RequestIndex(2), Step::Ended(Outcome::Succeeded));
    let at_the_end = lane().watch(move |event, control| {
        if event.kind == last {
            control.stop();
        }
    });
    let at_the_end = at_the_end.run();
    assert_eq!(at_the_end.run.ending(), Some(Ending::Stopped));
    assert_eq!(sent_in(&at_the_end), 3);
    expected().outcomes_sum_to(9).check(&at_the_end.run);

    let failing = LaneDriver::scripted(9, 3, |index, _| {
        Reply::at(10.0).with_status(if index.0 == 2 { 500 } else { 200 })
    });
    let policy = Policy {
        retries: 0,
        on_error: OnError::FailFast,
        ..Policy::default()
    };
    let failed = failing.policy(policy).in_batches().run();
    assert_eq!(failed.run.ending(), Some(Ending::FailedFast));
    assert_eq!(sent_in(&failed), 3);
    expected().outcomes_sum_to(9).check(&failed.run);
}

#[test]
fn a_hosts_limit_is_kept_within_a_batch() {
    let driven = LaneDriver::scripted(12, 6, |_, _| Reply::at(10.0))
        .host_limits(HostLimits::new(2, vec![Some(0); 12]))
        .in_batches()
        .run();
    // Two batches, each in three rounds of two.
    expected()
        .succeeded(12)
        .max_in_flight(2)
        .makespan_ms(60.0)
        .check(&driven.run);
}

#[test]
fn a_hundred_thousand_requests_in_batches_complete() {
    let plan = Plan::new(Workload {
        requests: 100_000,
        ..Workload::default()
    });
    let policy = Policy::default();
    let ideal = ideal_makespan(&plan, &policy, Strategy::Batched { size: 100 });
    let driven = LaneDriver::planned(plan, 100).in_batches().run();
    expected()
        .succeeded(100_000)
        .max_in_flight(100)
        .makespan_ms(ideal.ms())
        .ending(Ending::Completed)
        .check(&driven.run);
}

#[test]
fn no_request_of_any_plan_starts_before_its_batch() {
    let mut dice = Dice::new(191);
    for _ in 0..200 {
        let plan = Plan::new(dice.workload(60));
        let (policy, size) = (dice.policy(), dice.whole(1, 20));
        let driven = LaneDriver::planned(plan, size)
            .policy(policy)
            .in_batches()
            .run();
        assert_batches(&driven, size as usize);
    }
}
