//! What is computed after an exchange, or without one: in which order, on which
//! thread, and on whose time.

use playground_core::experiment::Policy;
use playground_core::experiment::workload::WorkKind;
use playground_core::run::event::{RunEventKind, Step};
use playground_core::run::outcome::Outcome;

use playground_testing::computation::{Computation, FOUND, mixed, one};
use playground_testing::drive::Driven;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;

fn timeout(timeout_ms: u32) -> Policy {
    Policy {
        timeout_ms,
        ..Policy::default()
    }
}

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

/// When each request was sent, and when it ended.
fn sent_and_ended(driven: &Driven) -> Vec<(f64, f64)> {
    let requests = driven.run.requests().iter();
    let times = requests.filter_map(|request| {
        let attempt = request.attempt;
        Some((attempt.dispatched?.ms(), attempt.ended?.ms()))
    });
    times.collect()
}

#[test]
fn a_response_is_read_then_waits_for_the_thread_then_is_computed_on() {
    let computation = Computation::new(30.0).finds(1_680);
    let reply = Reply::at(10.0).then_chunk(15.0, 4);
    let driven = one(reply.then_computes(computation)).run();
    assert_eq!(
        driven.steps(0),
        [
            (0.0, Step::Queued),
            (0.0, Step::Dispatched),
            (10.0, Step::Responded { status: 200 }),
            (15.0, Step::Received { total_bytes: 4 }),
            (15.0, Step::Read),
            (15.0, Step::Computing),
            (45.0, Step::Computed { found: 1_680 }),
            (45.0, Step::Ended(Outcome::Succeeded)),
        ]
    );
    expected().succeeded(1).makespan_ms(45.0).check(&driven.run);
    assert_eq!(driven.fetch.aborts(), []);
}

#[test]
fn work_without_a_request_has_no_response_and_no_status() {
    let reply = |_, _| Reply::only_computes(Computation::new(30.0));
    let driven = LaneDriver::scripted_kind(WorkKind::Compute, 1, 1, reply).run();
    assert_eq!(
        driven.steps(0),
        [
            (0.0, Step::Queued),
            (0.0, Step::Dispatched),
            (0.0, Step::Read),
            (0.0, Step::Computing),
            (30.0, Step::Computed { found: FOUND }),
            (30.0, Step::Ended(Outcome::Succeeded)),
        ]
    );
    let attempt = driven.run.requests()[0].attempt;
    assert_eq!((attempt.status, attempt.responded), (None, None));
    assert_eq!((attempt.bytes, attempt.found), (0, Some(FOUND)));
}

#[test]
fn each_request_keeps_the_result_of_its_own_computation() {
    let driven = LaneDriver::scripted_kind(WorkKind::Mixed, 20, 7, |index, _| {
        let computation = Computation::new(5.0).finds(1_000 + index.0);
        Reply::at(f64::from(50 - index.0)).then_computes(computation)
    })
    .run();
    let found = driven.run.requests().iter().map(|it| it.attempt.found);
    let expected: Vec<_> = (1_000..1_020).map(Some).collect();
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn a_request_that_waits_for_the_thread_or_computes_keeps_its_permit() {
    let driven = mixed(4, 2).run();
    let by_hand = [(0.0, 14.0), (0.0, 18.0), (14.0, 28.0), (18.0, 32.0)];
    assert_eq!(sent_and_ended(&driven), by_hand);
    assert_eq!(
        driven.run.requests()[1].attempt.waited_for_thread().ms(),
        4.0
    );
    expected().succeeded(4).max_in_flight(2).check(&driven.run);
    let driven = mixed(4, 2).on_threads().run();
    let by_hand = [(0.0, 14.0), (0.0, 14.0), (14.0, 28.0), (14.0, 28.0)];
    assert_eq!(sent_and_ended(&driven), by_hand);
}

#[test]
fn the_timeout_does_not_cut_a_computation_short() {
    let long = Computation::new(5_000.0);
    let driven = one(Reply::at(49.0).then_computes(long))
        .policy(timeout(50))
        .run();
    expected()
        .succeeded(1)
        .timed_out(0)
        .makespan_ms(5_049.0)
        .check(&driven.run);
    // Nor the wait for the thread: the last of a hundred waits for all the others.
    let driven = mixed(100, 100).policy(timeout(11)).run();
    expected()
        .succeeded(100)
        .makespan_ms(410.0)
        .check(&driven.run);
}

#[test]
fn requests_alone_have_no_computation_unless_it_simulates_the_fetch() {
    let computation = Computation::new(30.0);
    let asked = Reply::at(10.0).then_computes(computation);
    let driven = LaneDriver::scripted(1, 1, move |_, _| asked.clone()).run();
    expected().succeeded(1).makespan_ms(10.0).check(&driven.run);
    assert_eq!(driven.fetch.computed(), []);
    let read = |kind: &RunEventKind| matches!(kind, RunEventKind::Request(_, Step::Read));
    assert_eq!(driven.after(read), []);

    let instead = move |_, _| Reply::only_computes(computation.simulating_fetch());
    let driven = LaneDriver::scripted(1, 1, instead).run();
    expected().succeeded(1).makespan_ms(30.0).check(&driven.run);
    let attempt = driven.run.requests()[0].attempt;
    assert_eq!((attempt.status, attempt.found), (None, Some(FOUND)));
}
