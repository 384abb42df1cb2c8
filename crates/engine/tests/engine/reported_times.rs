//! Times that another thread reports: they are recorded as reported, and an unknown time
//! is not made up.

use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::policy::Backoff;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};
use playground_engine::ports::When;

use playground_testing::computation::{Computation, FOUND};
use playground_testing::drive::Driven;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;

/// The time of the clock when the lane starts.
const STARTED: f64 = 1_000.0;
const OK: Step = Step::Ended(Outcome::Succeeded);
const HEAD: Step = Step::Responded { status: 200 };
const CHUNK: Step = Step::Received { total_bytes: 7 };

/// A reported time, in ms after the lane's start.
fn reported(ms: f64) -> When {
    When::At(TimePoint::from_ms(STARTED + ms))
}

fn lane(requests: u32, reply: impl Fn(u32, u32) -> Reply + 'static) -> LaneDriver {
    LaneDriver::scripted(requests, requests, move |index, attempt| {
        reply(index.0, attempt.0)
    })
    .on_threads()
    .starts_at(STARTED)
}

/// One request with the same reply to every attempt.
fn one(reply: Reply) -> Driven {
    lane(1, move |_, _| reply.clone()).run()
}

fn retries(retries: u32) -> Policy {
    Policy {
        retries,
        ..Policy::default()
    }
}

/// The steps after the request was sent.
fn answered(reply: Reply) -> Vec<(f64, Step)> {
    one(reply).steps(0).split_off(2)
}

#[test]
fn an_unreported_time_is_when_the_engine_learns_of_it() {
    let reply = Reply::at(40.0).then_chunk(50.0, 7);
    let expected = [(40.0, HEAD), (50.0, CHUNK), (50.0, OK)];
    assert_eq!(answered(reply), expected);
}

#[test]
fn a_workers_times_count_from_the_start_of_the_lane() {
    let reply = Reply::at(50.0).then_chunk(50.0, 7);
    let reply = reply.reporting(reported(10.0), reported(30.5));
    let expected = [(10.0, HEAD), (30.5, CHUNK), (30.5, OK)];
    assert_eq!(answered(reply.clone()), expected);

    let driven = one(reply);
    let attempt = driven.run.requests()[0].attempt;
    let at = |ms| Some(TimePoint::from_ms(ms));
    assert_eq!((attempt.dispatched, attempt.responded), (at(0.0), at(10.0)));
    assert_eq!(attempt.duration(), Some(Span::from_ms(30.5)));
    assert_eq!(driven.run.makespan(), Some(Span::from_ms(30.5)));
    // The lane itself is over when the page has learnt of it.
    let end = driven
        .events
        .last()
        .map(|event| (event.at.ms(), event.kind));
    assert_eq!(end, Some((50.0, RunEventKind::Finished(Ending::Completed))));
}

#[test]
fn an_unknown_head_time_leaves_a_status_without_a_time() {
    let reply = Reply::at(50.0).then_chunk(50.0, 7);
    let reply = reply
        .with_status(404)
        .reporting(When::Unknown, reported(30.0));
    let expected = [
        (50.0, Step::Answered { status: 404 }),
        (30.0, CHUNK),
        (30.0, Step::Ended(Outcome::HttpError { status: 404 })),
    ];
    assert_eq!(answered(reply.clone()), expected);
    let attempt = one(reply).run.requests()[0].attempt;
    assert_eq!((attempt.status, attempt.responded), (Some(404), None));
    assert_eq!(
        (attempt.bytes, attempt.ended.map(|it| it.ms())),
        (7, Some(30.0))
    );
}

#[test]
fn an_unknown_end_is_when_the_engine_learns_of_it() {
    let reply = Reply::at(50.0).then_chunk(50.0, 7);
    let reply = reply.reporting(reported(10.0), When::Unknown);
    let expected = [(10.0, HEAD), (50.0, CHUNK), (50.0, OK)];
    assert_eq!(answered(reply), expected);
}

#[test]
fn a_failure_has_the_time_that_was_reported() {
    let cause = NetworkCause::Unknown;
    let failed = Step::Ended(Outcome::NetworkError(cause));
    let reply = Reply::network_error(50.0, cause);
    assert_eq!(answered(reply.clone()), [(50.0, failed)]);
    let reply = reply.reporting(When::Unknown, reported(20.0));
    assert_eq!(answered(reply), [(20.0, failed)]);

    let broken = Reply::at(50.0).then_chunk(50.0, 7).then_breaks(50.0);
    let broken = answered(broken.reporting(reported(10.0), reported(20.0)));
    let outcome = Outcome::BodyBroken { after_bytes: 7 };
    assert_eq!(broken.last(), Some(&(20.0, Step::Ended(outcome))));
}

#[test]
fn a_retry_is_sent_once_its_failure_is_known_and_its_backoff_has_passed() {
    let cause = NetworkCause::WorkerLost;
    let driven = lane(1, move |_, attempt| match attempt {
        1 => Reply::network_error(50.0, cause).reporting(When::Unknown, reported(20.0)),
        _ => Reply::at(10.0),
    })
    .policy(retries(1))
    .run();
    let plan = Plan::new(Workload::default());
    let wait = plan.backoff(RequestIndex(0), AttemptNumber::FIRST, Backoff::Jittered);
    let outcome = Outcome::NetworkError(cause);
    let steps = driven.steps(0);
    assert_eq!(steps[2], (20.0, Step::BackedOff { outcome, wait }));
    assert_eq!(steps[3], (50.0 + wait.ms(), Step::Queued));
    assert_eq!(steps.last(), Some(&(60.0 + wait.ms(), OK)));
}

#[test]
fn a_timeout_is_measured_by_the_engine_itself() {
    let reply = Reply::at(50.0).then_hangs();
    let driven = lane(1, move |_, _| {
        reply.clone().reporting(reported(10.0), reported(20.0))
    })
    .policy(Policy {
        timeout_ms: 70,
        ..Policy::default()
    })
    .run();
    ExpectedRun::default()
        .timed_out(1)
        .makespan_ms(70.0)
        .check(&driven.run);
}

#[test]
fn a_computation_has_the_length_that_was_reported() {
    let computation = Computation::new(40.0);
    let computing = |computation: Computation| {
        let reply = Reply::at(50.0).then_computes(computation);
        let reply = reply.reporting(reported(10.0), reported(20.0));
        let script = move |_, _| reply.clone();
        let driven = LaneDriver::scripted_kind(WorkKind::Mixed, 1, 1, script)
            .on_threads()
            .starts_at(STARTED)
            .run();
        driven.steps(0).split_off(3)
    };
    let found = Step::Computed { found: FOUND };
    let read = (20.0, Step::Read);
    let expected = [read, (20.0, Step::Computing), (60.0, found), (60.0, OK)];
    assert_eq!(
        computing(computation.reporting(reported(20.0), reported(60.0))),
        expected
    );
    // An unreported time is when the engine learns of it.
    let expected = [read, (50.0, Step::Computing), (90.0, found), (90.0, OK)];
    assert_eq!(computing(computation), expected);

    let cause = NetworkCause::WorkerLost;
    let failed = Step::Ended(Outcome::NetworkError(cause));
    let fails = computation
        .fails(cause)
        .reporting(reported(20.0), reported(33.0));
    let expected = [read, (20.0, Step::Computing), (33.0, failed)];
    assert_eq!(computing(fails), expected);
    let no_thread = computation
        .gets_no_thread(cause)
        .reporting(reported(25.0), When::Now);
    assert_eq!(computing(no_thread), [read, (25.0, failed)]);
}

#[test]
fn the_makespan_lasts_until_the_latest_end_in_any_order_of_reports() {
    let ends = [(50.0, 45.0), (60.0, 40.0), (70.0, 12.0)];
    let driven = lane(3, move |index, _| {
        let (known, ended) = ends[index as usize];
        Reply::at(known).reporting(reported(5.0), reported(ended))
    })
    .run();
    let expected: Vec<_> = ends.iter().map(|(_, ended)| *ended).collect();
    assert_eq!(ended(&driven), expected);
    assert_eq!(driven.run.makespan(), Some(Span::from_ms(45.0)));
    assert_eq!(driven.run.last_end(), Some(TimePoint::from_ms(45.0)));
}

/// The ends of requests in the order in which the engine learnt of them.
fn ended(driven: &Driven) -> Vec<f64> {
    let is_end = |event: &&RunEvent| matches!(event.kind, RunEventKind::Request(_, OK));
    let ends = driven.events.iter().filter(is_end);
    ends.map(|event| event.at.ms()).collect()
}

#[test]
fn reported_times_hold_over_many_lanes_with_retries_and_computations() {
    let mut dice = Dice::new(151);
    for round in 0..200_u32 {
        let requests = dice.whole(1, 30);
        let script = move |index: u32, attempt: u32| {
            let mut dice = Dice::new(u64::from(round) << 32 | u64::from(index * 16 + attempt));
            let mut some = |from, to| f64::from(dice.whole(from, to));
            let (known, ended) = (some(40, 200), some(10, 30));
            let computation =
                Computation::new(some(1, 9)).reporting(reported(ended), reported(some(30, 40)));
            let reply = Reply::at(known).reporting(When::Unknown, reported(ended));
            let status = if dice.chance(3) { 503 } else { 200 };
            reply.with_status(status).then_computes(computation)
        };
        let driven = LaneDriver::scripted_kind(WorkKind::Mixed, requests, 5, {
            move |index, attempt| script(index.0, attempt.0)
        })
        .on_threads()
        .starts_at(STARTED)
        .policy(retries(2))
        .run();
        let ends = driven.events.iter().filter_map(|event| match event.kind {
            RunEventKind::Request(_, Step::Ended(_) | Step::BackedOff { .. }) => {
                Some(event.at.ms())
            }
            _ => None,
        });
        let latest = ends.fold(0.0, f64::max);
        ExpectedRun::default()
            .outcomes_sum_to(requests)
            .makespan_ms(latest)
            .check(&driven.run);
    }
}

#[test]
fn points_are_recorded_to_the_thousandth_as_in_a_report() {
    let reply = Reply::at(50.0).then_chunk(50.0, 7);
    let reply = reply.reporting(reported(10.000_04), reported(30.123_456));
    let expected = [(10.0, HEAD), (30.123, CHUNK), (30.123, OK)];
    assert_eq!(answered(reply), expected);
}
