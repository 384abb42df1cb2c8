//! The lane's one lock: one request at a time holds it, and the work outside it goes on
//! meanwhile.

use playground_core::experiment::workload::WorkKind;
use playground_core::experiment::{Lock, Policy};
use playground_core::run::Run;
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::units::TimePoint;

use playground_testing::computation::Computation;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;

/// Ten requests answered after 10 ms, each of which updates for 4 ms.
fn ten(lock: Lock) -> Run {
    let reply = |_, _| Reply::at(10.0).then_computes(Computation::new(4.0));
    let policy = Policy {
        lock,
        ..Policy::DEFAULT
    };
    let driver = LaneDriver::scripted_kind(WorkKind::Update, 10, 10, reply);
    driver.policy(policy).run().run
}

/// How many pairs of updates overlapped.
fn overlaps(run: &Run) -> usize {
    let updates: Vec<(TimePoint, TimePoint)> = run
        .requests()
        .iter()
        .filter_map(|request| request.attempt.computing.zip(request.attempt.ended))
        .collect();
    let pairs = updates.iter().enumerate().flat_map(|(place, one)| {
        let later = updates.get(place + 1..).unwrap_or_default();
        later.iter().map(move |other| (one, other))
    });
    pairs
        .filter(|(one, other)| one.0 < other.1 && other.0 < one.1)
        .count()
}

#[test]
fn without_a_lock_all_update_at_once() {
    let run = ten(Lock::None);
    ExpectedRun::default()
        .succeeded(10)
        .makespan_ms(14.0)
        .check(&run);
    assert_eq!(overlaps(&run), 45, "each with each other");
}

#[test]
fn with_a_lock_around_the_update_the_rest_still_overlaps() {
    let run = ten(Lock::Update);
    ExpectedRun::default()
        .succeeded(10)
        .max_in_flight(10)
        .makespan_ms(10.0 + 10.0 * 4.0)
        .check(&run);
    assert_eq!(overlaps(&run), 0);
    let begun = run
        .requests()
        .iter()
        .map(|request| request.attempt.computing);
    assert!(begun.is_sorted(), "first come, first served");
}

#[test]
fn with_a_lock_around_everything_it_is_sequential_again() {
    let run = ten(Lock::Request);
    ExpectedRun::default()
        .succeeded(10)
        .max_in_flight(1)
        .makespan_ms(10.0 * 14.0)
        .check(&run);
}

#[test]
fn a_request_that_fails_releases_the_lock() {
    for lock in Lock::ALL {
        let cause = NetworkCause::Unreachable;
        let reply = move |index: playground_core::units::RequestIndex, _| {
            let update = Computation::new(4.0);
            Reply::at(10.0).then_computes(match index.0 {
                0 | 3 => update.fails(cause),
                _ => update,
            })
        };
        let policy = Policy {
            lock,
            ..Policy::DEFAULT
        };
        let driver = LaneDriver::scripted_kind(WorkKind::Update, 6, 6, reply);
        let run = driver.policy(policy).run().run;
        ExpectedRun::default()
            .succeeded(4)
            .network_errors(2)
            .check(&run);
        let first = run.requests().first().and_then(|request| request.outcome());
        assert_eq!(first, Some(Outcome::NetworkError(cause)));
    }
}

#[test]
fn a_lock_matters_only_where_something_is_updated() {
    let reply = |_, _| Reply::at(10.0);
    let policy = Policy {
        lock: Lock::Request,
        ..Policy::DEFAULT
    };
    let run = LaneDriver::scripted(10, 10, reply).policy(policy).run().run;
    ExpectedRun::default()
        .max_in_flight(10)
        .makespan_ms(10.0)
        .check(&run);
}

#[test]
fn a_stop_while_all_wait_for_the_lock_leaves_none_without_an_outcome() {
    let reply = |_, _| Reply::at(10.0).then_computes(Computation::new(400.0));
    for lock in [Lock::Update, Lock::Request] {
        let policy = Policy {
            lock,
            ..Policy::DEFAULT
        };
        let driver = LaneDriver::scripted_kind(WorkKind::Update, 10, 10, reply);
        let driven = driver
            .policy(policy)
            .at(50.0, |control| control.stop())
            .run();
        ExpectedRun::default()
            .outcomes_sum_to(10)
            .cancelled(10)
            .check(&driven.run);
    }
}
