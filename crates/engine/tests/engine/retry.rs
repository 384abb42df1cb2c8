//! Retries: after which failures, after which wait, and which requests go ahead
//! meanwhile.

use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::policy::Backoff;
use playground_core::experiment::workload::Workload;
use playground_core::run::event::{Ending, RunEventKind, Step};
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};

use playground_testing::drive::Driven;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;

fn retries(retries: u32) -> Policy {
    Policy {
        retries,
        timeout_ms: 1_000,
        ..Policy::default()
    }
}

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

/// The wait the plan draws after this attempt of this request.
fn backoff(index: u32, failed: u32) -> f64 {
    let plan = Plan::new(Workload::default());
    plan.backoff(
        RequestIndex(index),
        AttemptNumber(failed),
        Backoff::Jittered,
    )
    .ms()
}

/// One request that is always answered so.
fn always(reply: Reply, policy: Policy) -> Driven {
    LaneDriver::scripted(1, 1, move |_, _| reply.clone())
        .policy(policy)
        .body_limit(1_000)
        .run()
}

fn attempts_made(reply: Reply) -> usize {
    let driven = always(reply, retries(2));
    assert_eq!(driven.run.counts().total(), 1);
    driven.fetch.dispatches().len()
}

#[test]
fn a_retryable_failure_is_retried() {
    let passing = [
        Reply::at(5.0).with_status(408),
        Reply::at(5.0).with_status(425),
        Reply::at(5.0).with_status(429),
        Reply::at(5.0).with_status(500),
        Reply::at(5.0).with_status(503),
        Reply::at(5.0).with_status(599),
        Reply::Never,
        Reply::at(5.0).then_chunk(6.0, 4).then_hangs(),
        Reply::network_error(5.0, NetworkCause::Unreachable),
        Reply::network_error(5.0, NetworkCause::NetworkOrCors),
        Reply::network_error(5.0, NetworkCause::Offline),
        Reply::at(5.0).then_chunk(6.0, 4).then_breaks(7.0),
    ];
    for reply in passing {
        let words = format!("{reply:?}");
        assert_eq!(attempts_made(reply), 3, "{words}");
    }
}

#[test]
fn a_permanent_failure_is_not_retried() {
    let lasting = [
        Reply::at(5.0),
        Reply::at(5.0).with_status(301),
        Reply::at(5.0).with_status(400),
        Reply::at(5.0).with_status(404),
        Reply::at(5.0).with_status(428),
        Reply::at(5.0).with_status(499),
        Reply::at(5.0).with_status(501),
        Reply::at(5.0).with_status(511),
        Reply::network_error(5.0, NetworkCause::NotTheLab),
        Reply::network_error(5.0, NetworkCause::Refused),
        Reply::at(5.0).then_chunk(6.0, 5_000),
    ];
    for reply in lasting {
        let words = format!("{reply:?}");
        assert_eq!(attempts_made(reply), 1, "{words}");
    }
}

#[test]
fn without_retries_every_failure_is_the_last() {
    let driven = always(Reply::at(5.0).with_status(500), retries(0));
    expected().http_errors(1).attempts(1).check(&driven.run);
}

#[test]
fn the_waits_are_the_plans_backoffs() {
    let driven = always(Reply::at(10.0).with_status(500), retries(3));
    let mut due = 0.0;
    for attempt in 1..=4 {
        assert_eq!(driven.sent_at(0, attempt), Some(due));
        due += 10.0 + backoff(0, attempt);
    }
    let waits: Vec<_> = driven
        .events
        .iter()
        .filter_map(|event| match event.kind {
            RunEventKind::Request(_, Step::BackedOff { wait, .. }) => Some(wait.ms()),
            _ => None,
        })
        .collect();
    assert_eq!(waits, [backoff(0, 1), backoff(0, 2), backoff(0, 3)]);
    expected().http_errors(1).attempts(4).check(&driven.run);
}

#[test]
fn requests_that_failed_together_do_not_retry_together() {
    let driven = LaneDriver::scripted(20, 20, |_, attempt| {
        Reply::at(10.0).with_status(if attempt.0 == 1 { 500 } else { 200 })
    })
    .policy(retries(1))
    .run();
    let mut back: Vec<_> = (0..20).map(|index| driven.sent_at(index, 2)).collect();
    back.sort_by(|a, b| a.partial_cmp(b).expect("times are numbers"));
    back.dedup();
    assert!(back.len() > 10, "{back:?}");
    expected().succeeded(20).attempts(40).check(&driven.run);
}

#[test]
fn retry_after_is_honoured_where_it_asks_for_more_than_the_backoff() {
    let asked = |ms| Reply::at(10.0).with_status(429).with_retry_after(ms);
    let driven = always(asked(3_000.0), retries(1));
    assert_eq!(driven.sent_at(0, 2), Some(3_010.0));
    let driven = always(asked(1.0), retries(1));
    assert_eq!(driven.sent_at(0, 2), Some(10.0 + backoff(0, 1)));
    // A 503 may ask too, and even where its body breaks off.
    let broken = Reply::at(10.0)
        .with_status(503)
        .with_retry_after(700.0)
        .then_breaks(15.0);
    assert_eq!(always(broken, retries(1)).sent_at(0, 2), Some(715.0));
    // A lane waits for a minute at most: a server that asks for more gets no retry.
    let driven = always(asked(60_000.0), retries(1));
    assert_eq!(driven.sent_at(0, 2), Some(60_010.0));
    let driven = always(asked(60_001.0), retries(1));
    assert_eq!(driven.sent_at(0, 2), None);
    expected().http_errors(1).attempts(1).check(&driven.run);
    let last = driven.run.request(RequestIndex(0)).expect("it was sent");
    let asked = last.attempt.retry_after;
    assert_eq!(asked, Some(Span::from_ms(60_001.0)), "it is recorded");
}

#[test]
fn a_permit_is_free_for_others_while_a_request_backs_off() {
    let driven = LaneDriver::scripted(3, 1, |index, attempt| {
        let fails = index.0 == 0 && attempt.0 == 1;
        Reply::at(10.0).with_status(if fails { 503 } else { 200 })
    })
    .policy(retries(1))
    .run();
    assert_eq!(
        driven.sent_at(1, 1),
        Some(10.0),
        "as soon as number 0 backs off"
    );
    assert_eq!(driven.sent_at(2, 1), Some(20.0));
    assert_eq!(driven.sent_at(0, 2), Some(10.0 + backoff(0, 1)));
    expected()
        .succeeded(3)
        .attempts(4)
        .max_in_flight(1)
        .check(&driven.run);
}

#[test]
fn a_retry_queues_behind_waiting_requests() {
    // Number 0 is back long before the queue of the others is through.
    let driven = LaneDriver::scripted(50, 1, |index, attempt| {
        let fails = index.0 == 0 && attempt.0 == 1;
        Reply::at(10.0).with_status(if fails { 503 } else { 200 })
    })
    .policy(retries(1))
    .run();
    assert_eq!(driven.order().last(), Some(&0));
    let request = &driven.run.requests()[0];
    let queued = TimePoint::from_ms(10.0 + backoff(0, 1));
    assert_eq!(request.attempt.queued, Some(queued));
    assert_eq!(driven.sent_at(0, 2), Some(500.0));
}

#[test]
fn the_attempts_are_kept_and_the_last_one_decides() {
    let driven = LaneDriver::scripted(1, 1, |_, attempt| match attempt.0 {
        1 => Reply::at(10.0).with_status(503),
        2 => Reply::Never,
        3 => Reply::network_error(20.0, NetworkCause::Unreachable),
        _ => Reply::at(30.0).then_chunk(40.0, 123),
    })
    .policy(retries(5))
    .run();
    expected()
        .succeeded(1)
        .http_errors(0)
        .outcomes_sum_to(1)
        .attempts(4)
        .ending(Ending::Completed)
        .check(&driven.run);
    let request = &driven.run.requests()[0];
    let outcomes: Vec<_> = request.attempts().map(|attempt| attempt.outcome).collect();
    assert_eq!(
        outcomes,
        [
            Some(Outcome::HttpError { status: 503 }),
            Some(Outcome::TimedOut {
                after: Span::from_ms(1_000.0),
                page_was_busy: false,
            }),
            Some(Outcome::NetworkError(NetworkCause::Unreachable)),
            Some(Outcome::Succeeded),
        ]
    );
    let statuses: Vec<_> = request.attempts().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [Some(503), None, None, Some(200)]);
    assert_eq!(
        driven.fetch.aborts(),
        [(0, 2)],
        "only the hang was given up"
    );
}

#[test]
fn each_attempt_has_the_whole_timeout_to_itself() {
    let driven = LaneDriver::scripted(1, 1, |_, attempt| {
        let status = if attempt.0 < 3 { 500 } else { 200 };
        Reply::at(900.0).with_status(status)
    })
    .policy(retries(2))
    .run();
    expected()
        .succeeded(1)
        .timed_out(0)
        .attempts(3)
        .check(&driven.run);
}
