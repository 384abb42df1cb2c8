//! The end of a lane in which requests wait for their hosts: each has an outcome, and
//! none starts after the end.

use playground_core::experiment::{OnError, Policy};
use playground_core::run::event::{Ending, RunEventKind, Step};
use playground_core::run::outcome::CancelledBy;
use playground_engine::host_limits::HostLimits;

use playground_testing::drive::is_dispatch;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

#[test]
fn a_stop_ends_requests_waiting_for_a_host_at_once() {
    let hosts = [[Some(0); 10], [Some(1); 10], [None; 10]].concat();
    let driven = LaneDriver::scripted(30, 6, |_, _| Reply::Never)
        .host_limits(HostLimits::new(2, hosts))
        .at(50.0, |control| control.stop())
        .run();
    expected()
        .cancelled(30)
        .outcomes_sum_to(30)
        .attempts(6)
        .ending(Ending::Stopped)
        .check(&driven.run);
    let ended = driven.run.requests().iter();
    let ended = ended.map(|request| request.attempt.ended.map(|at| at.ms()));
    assert!(ended.into_iter().all(|at| at == Some(50.0)));
}

#[test]
fn after_a_fail_fast_the_next_request_for_its_host_is_not_sent() {
    let driven = LaneDriver::scripted(8, 10, |index, _| match index.0 {
        2 => Reply::at(10.0).with_status(404),
        _ => Reply::at(10.0),
    })
    .policy(Policy {
        on_error: OnError::FailFast,
        ..Policy::default()
    })
    .host_limits(HostLimits::new(1, vec![Some(0); 8]))
    .run();
    expected()
        .succeeded(2)
        .http_errors(1)
        .cancelled(5)
        .attempts(3)
        .ending(Ending::FailedFast)
        .check(&driven.run);
    assert_eq!(driven.cancelled_by(CancelledBy::FailFast), 5);
    let failed = |kind: &RunEventKind| matches!(kind, RunEventKind::Request(index, Step::Ended(_)) if index.0 == 2);
    assert!(!driven.after(failed).iter().any(is_dispatch));
}

#[test]
fn in_any_run_host_limits_hold_and_every_request_has_one_outcome() {
    let mut dice = Dice::new(161);
    for round in 0..300_u32 {
        let requests = dice.whole(1, 60);
        let (limit, host_limit) = (dice.whole(1, 12), dice.whole(1, 4));
        let hosts: Vec<_> = (0..requests)
            .map(|_| dice.chance(7).then(|| dice.whole(0, 3)))
            .collect();
        let script = move |index: u32, attempt: u32| {
            let mut dice = Dice::new(u64::from(round) << 32 | u64::from(index * 16 + attempt));
            let ms = f64::from(dice.whole(0, 40));
            let status = if dice.chance(2) { 503 } else { 200 };
            Reply::at(ms).with_status(status)
        };
        let mut lane = LaneDriver::scripted(requests, limit, move |index, attempt| {
            script(index.0, attempt.0)
        })
        .host_limits(HostLimits::new(host_limit, hosts.clone()))
        .policy(Policy {
            retries: dice.whole(0, 2),
            on_error: if dice.chance(2) {
                OnError::FailFast
            } else {
                OnError::Collect
            },
            ..Policy::default()
        });
        if dice.chance(3) {
            lane = lane.along_with(f64::from(dice.whole(0, 60)), |control| control.stop());
        }
        let driven = lane.run();
        expected().outcomes_sum_to(requests).check(&driven.run);
        for host in 0..4 {
            let most = driven.most_in_flight(|index| hosts[index.as_usize()] == Some(host));
            assert!(
                most <= host_limit as usize,
                "{most} at once in round {round}"
            );
        }
    }
}

#[test]
fn a_stop_while_a_hosts_permit_is_being_passed_on_sends_nothing_more() {
    // Number 0 ends and is stopped in the same poll; number 1 is given the host's permit by then.
    let driven = LaneDriver::scripted(3, 10, |_, _| Reply::at(10.0))
        .host_limits(HostLimits::new(1, vec![Some(0); 3]))
        .watch(|event, control| {
            if let RunEventKind::Request(_, Step::Ended(_)) = event.kind {
                control.stop();
            }
        })
        .run();
    expected()
        .succeeded(1)
        .cancelled(2)
        .attempts(1)
        .ending(Ending::Stopped)
        .check(&driven.run);
}

#[test]
fn a_stop_before_the_start_sends_nothing_to_any_host() {
    let driven = LaneDriver::scripted(5, 5, |_, _| Reply::at(10.0))
        .host_limits(HostLimits::new(1, vec![Some(0); 5]))
        .at(0.0, |control| control.stop())
        .run();
    expected().cancelled(5).attempts(0).check(&driven.run);
}
