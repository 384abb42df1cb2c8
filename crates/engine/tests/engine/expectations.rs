//! The language of expectations can fail: each word refuses a run that is not
//! as it says. And the clock and the fetch do what their scripts say.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::Ending;
use playground_core::units::{AttemptNumber, RequestIndex, Span};
use playground_engine::ports::{Body, Clock, Fetch};

use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::manual_clock::ManualClock;
use playground_testing::reply::Reply;
use playground_testing::samples::completed_run;
use playground_testing::scripted_fetch::ScriptedFetch;

/// Two requests that succeeded, both in flight at once, after 30 ms.
fn two_succeeded() -> Run {
    completed_run(Strategy::Concurrent { limit: 2 }, &[20.0, 30.0])
}

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

fn poll_once<T>(future: impl Future<Output = T>) -> Poll<T> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn a_run_as_expected_passes() {
    expected()
        .succeeded(2)
        .http_errors(0)
        .timed_out(0)
        .network_errors(0)
        .bodies_broken(0)
        .too_large(0)
        .cancelled(0)
        .outcomes_sum_to(2)
        .attempts(2)
        .max_in_flight(2)
        .makespan_ms(30.0)
        .ending(Ending::Completed)
        .check(&two_succeeded());
}

#[test]
#[should_panic(expected = "succeeded should be 1 and is 2")]
fn a_wrong_number_of_successes_fails() {
    expected().succeeded(1).check(&two_succeeded());
}

#[test]
#[should_panic(expected = "httpError should be 2 and is 0")]
fn a_missing_failure_fails() {
    expected()
        .succeeded(2)
        .http_errors(2)
        .check(&two_succeeded());
}

#[test]
#[should_panic(
    expected = "timedOut should be 1 and is 0; networkError should be 1 and is 0; \
                           bodyBroken should be 1 and is 0; tooLarge should be 1 and is 0; \
                           cancelled should be 1 and is 0"
)]
fn all_differences_are_reported_at_once() {
    expected()
        .timed_out(1)
        .network_errors(1)
        .bodies_broken(1)
        .too_large(1)
        .cancelled(1)
        .check(&two_succeeded());
}

#[test]
#[should_panic(expected = "outcomes should be 3 and is 2")]
fn a_wrong_sum_fails() {
    expected().outcomes_sum_to(3).check(&two_succeeded());
}

#[test]
#[should_panic(expected = "attempts should be 3 and is 2")]
fn a_wrong_number_of_attempts_fails() {
    expected().attempts(3).check(&two_succeeded());
}

#[test]
#[should_panic(expected = "max in flight should be 1 and is 2")]
fn a_wrong_peak_in_flight_fails() {
    expected().max_in_flight(1).check(&two_succeeded());
}

#[test]
#[should_panic(expected = "makespan should be Some(29.0) and is Some(30.0)")]
fn a_wrong_makespan_fails() {
    expected().makespan_ms(29.0).check(&two_succeeded());
}

#[test]
#[should_panic(expected = "ending should be Some(Stopped) and is Some(Completed)")]
fn a_wrong_ending_fails() {
    expected().ending(Ending::Stopped).check(&two_succeeded());
}

#[test]
#[should_panic(expected = "the lane waits for something that never happens")]
fn a_lane_that_hangs_fails_instead_of_hanging_the_suite() {
    // No permit will ever be handed out, and nothing sleeps.
    LaneDriver::scripted(1, 0, |_, _| Reply::Never).run();
}

#[test]
fn the_clock_wakes_only_the_sleepers_that_are_due() {
    let clock = ManualClock::default();
    let mut early = pin!(clock.sleep(Span::from_ms(10.0)));
    let mut late = pin!(clock.sleep(Span::from_ms(20.0)));
    assert!(poll_once(early.as_mut()).is_pending());
    clock.advance(Span::from_ms(9.0));
    assert!(poll_once(early.as_mut()).is_pending());
    clock.advance(Span::from_ms(1.0));
    assert!(poll_once(early.as_mut()).is_ready());
    assert!(poll_once(late.as_mut()).is_pending());
    assert_eq!(clock.sleepers(), 1);
    clock.advance(Span::from_ms(100.0));
    assert!(poll_once(late.as_mut()).is_ready());
    assert_eq!(clock.now().ms(), 110.0);
}

#[test]
fn a_dropped_sleeper_is_forgotten() {
    let clock = ManualClock::default();
    drop(clock.sleep(Span::from_ms(10.0)));
    assert_eq!((clock.sleepers(), clock.next_due()), (0, None));
}

#[test]
fn the_fetch_answers_by_its_script_and_counts_by_itself() {
    let clock = ManualClock::default();
    let fetch = ScriptedFetch::new(&clock, |_, _| {
        Reply::at(10.0)
            .with_status(503)
            .then_chunk(15.0, 4)
            .then_breaks(20.0)
    });
    let log = fetch.log();
    let mut head = pin!(fetch.fetch(RequestIndex(7), AttemptNumber(2)));
    assert!(poll_once(head.as_mut()).is_pending());
    assert_eq!(log.in_flight(), 1);
    clock.wake_next();
    let Poll::Ready(Ok(mut response)) = poll_once(head) else {
        panic!("the head is due");
    };
    let status = response.head.map(|head| head.status);
    assert_eq!((status, clock.now().ms()), (Some(503), 10.0));
    {
        let mut chunk = pin!(response.body.next_chunk());
        assert!(poll_once(chunk.as_mut()).is_pending());
        clock.wake_next();
        assert_eq!(poll_once(chunk), Poll::Ready(Ok(Some(4))));
    }
    drop(response);
    assert_eq!((log.in_flight(), log.max_in_flight()), (0, 1));
    assert_eq!(log.aborts(), [(7, 2)], "dropped before its end");
    assert_eq!(log.dispatches()[0].0, (7, 2));
}
