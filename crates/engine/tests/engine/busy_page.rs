//! A page that is too busy to look at its deadline: what was there in time counts, and what is not
//! known to have been there is not called slow.

use playground_core::experiment::Policy;
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome, OutcomeKind};
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::When;

use playground_testing::drive::Driven;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::scripted_fetch::{CATCH_UP, SHORT_CATCH_UP};

const TIMEOUT_MS: u32 = 1_000;
/// When the page has time again.
const FREE: f64 = 1_800.0;

const fn timed_out(page_was_busy: bool) -> Outcome {
    let after = Span::from_whole_ms(TIMEOUT_MS);
    Outcome::TimedOut {
        after,
        page_was_busy,
    }
}

fn lane(reply: Reply) -> LaneDriver {
    LaneDriver::scripted(1, 1, move |_, _| reply.clone()).policy(Policy {
        timeout_ms: TIMEOUT_MS,
        retries: 0,
        ..Policy::DEFAULT
    })
}

fn outcome(driven: &Driven) -> Outcome {
    let outcome = driven.run.requests()[0].outcome();
    outcome.expect("the request has ended")
}

fn at(ms: f64) -> When {
    When::At(TimePoint::from_ms(ms))
}

#[test]
fn what_was_there_in_time_counts_where_the_browser_tells() {
    let busy = timed_out(true);
    // The browser tells that it ended too late, whatever kept the page.
    let late = timed_out(false);
    let error = Outcome::HttpError { status: 500 };
    let lost = Outcome::NetworkError(NetworkCause::Unreachable);
    // Replies at 1,810 are handed over behind the late timer, those at 300 before it.
    for (what, reply, right) in [
        (
            "in time",
            Reply::at(1_810.0).received_at(300.0),
            Outcome::Succeeded,
        ),
        (
            "at the deadline",
            Reply::at(1_810.0).received_at(1_000.0),
            Outcome::Succeeded,
        ),
        ("after it", Reply::at(1_810.0).received_at(1_001.0), late),
        ("unknown", Reply::at(1_810.0), busy),
        ("never", Reply::Never, busy),
        (
            "too late for any",
            Reply::at(1_901.0).received_at(300.0),
            busy,
        ),
        (
            "body",
            Reply::at(300.0).then_chunk(1_810.0, 9).received_at(400.0),
            Outcome::Succeeded,
        ),
        (
            "half a body",
            Reply::at(300.0).then_chunk(310.0, 9).then_hangs(),
            busy,
        ),
        (
            "an error",
            Reply::at(1_810.0).with_status(500).received_at(300.0),
            error,
        ),
        (
            "a late error",
            Reply::at(1_810.0).with_status(500).received_at(1_300.0),
            late,
        ),
        (
            "seen first, in time",
            Reply::at(300.0).received_at(300.0),
            Outcome::Succeeded,
        ),
        ("seen first, unknown", Reply::at(300.0), Outcome::Succeeded),
        (
            "seen first, too late",
            Reply::at(1_200.0).received_at(1_200.0),
            late,
        ),
        (
            "by a thread",
            Reply::at(1_810.0).reporting(at(290.0), at(300.0)),
            Outcome::Succeeded,
        ),
        (
            "by a thread, late",
            Reply::at(1_810.0).reporting(at(290.0), at(1_300.0)),
            late,
        ),
        (
            "lost",
            Reply::network_error(1_810.0, NetworkCause::Unreachable),
            busy,
        ),
        (
            "lost in time",
            Reply::network_error(1_810.0, NetworkCause::Unreachable).reporting(at(1.0), at(200.0)),
            lost,
        ),
    ] {
        let driven = lane(reply).frozen(250.0, FREE).run();
        assert_eq!(outcome(&driven), right, "{what}");
    }
}

#[test]
fn a_page_that_looks_in_time_decides_at_the_deadline() {
    for (what, reply) in [
        ("never", Reply::Never),
        ("a moment later", Reply::at(1_010.0).received_at(300.0)),
    ] {
        for (from, to) in [(0.0, 0.0), (100.0, 900.0), (990.0, 1_004.0)] {
            let driven = lane(reply.clone()).frozen(from, to).run();
            assert_eq!(
                outcome(&driven),
                timed_out(false),
                "{what}, busy until {to}"
            );
            let ended = driven.run.requests()[0].attempt.ended;
            assert_eq!(ended, Some(TimePoint::from_ms(to.max(1_000.0))), "{what}");
        }
    }
}

#[test]
fn a_page_that_is_a_little_late_takes_what_had_come_as_well() {
    let late = timed_out(false);
    for free in [1_005.0, 1_020.0, 1_050.0] {
        // Handed over behind the late timer, in the page's next turns.
        let at_next_turn = free + 0.5;
        for (what, reply, right) in [
            (
                "in time",
                Reply::at(at_next_turn).received_at(300.0),
                Outcome::Succeeded,
            ),
            (
                "too late",
                Reply::at(at_next_turn).received_at(1_001.0),
                late,
            ),
            ("unknown", Reply::at(at_next_turn), timed_out(true)),
            (
                "seen first, too late",
                Reply::at(1_002.0).received_at(1_002.0),
                late,
            ),
            ("never", Reply::Never, late),
        ] {
            let driven = lane(reply).frozen(250.0, free).run();
            assert_eq!(outcome(&driven), right, "{what}, busy until {free}");
        }
    }
}

#[test]
fn a_page_that_was_a_little_late_is_not_why_nothing_came() {
    for (free, was_busy) in [(1_040.0, false), (1_090.0, false), (1_110.0, true)] {
        let driven = lane(Reply::Never).frozen(250.0, free).run();
        assert_eq!(outcome(&driven), timed_out(was_busy), "{free}");
    }
}

#[test]
fn the_page_gives_up_when_it_has_caught_up() {
    for (free, catch_up) in [(1_040.0, SHORT_CATCH_UP), (FREE, CATCH_UP)] {
        let driven = lane(Reply::Never).frozen(250.0, free).run();
        let ended = driven.run.requests()[0].attempt.ended;
        assert_eq!(ended, Some(TimePoint::from_ms(free) + catch_up));
        assert_eq!(driven.fetch.aborts(), [(0, 1)]);
    }
}

#[test]
fn a_lane_that_is_stopped_meanwhile_cancels() {
    let driven = lane(Reply::Never)
        .frozen(250.0, FREE)
        .at(FREE + 50.0, |control| control.stop())
        .run();
    assert_eq!(outcome(&driven), Outcome::Cancelled(CancelledBy::User));
}

#[test]
fn an_attempt_that_timed_out_at_a_busy_page_is_made_again() {
    let driven = LaneDriver::scripted(1, 1, |_, attempt| match attempt.0 {
        1 => Reply::Never,
        _ => Reply::at(20.0),
    })
    .policy(Policy {
        timeout_ms: TIMEOUT_MS,
        retries: 1,
        ..Policy::DEFAULT
    })
    .frozen(250.0, FREE)
    .run();
    let attempts = driven.run.requests()[0].attempts();
    let kinds: Vec<_> = attempts
        .filter_map(|it| it.outcome)
        .map(|it| it.kind())
        .collect();
    assert_eq!(kinds, [OutcomeKind::TimedOut, OutcomeKind::Succeeded]);
}
