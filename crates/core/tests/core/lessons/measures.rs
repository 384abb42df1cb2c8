//! The quantities that a lesson measures in its lanes.

use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::{Backoff, OnError, Policy};
use playground_core::lessons::measure::{Measure, Observed};
use playground_core::run::Run;
use playground_core::run::event::{Ending, Step};
use playground_core::run::outcome::Outcome;
use playground_core::units::{RequestIndex, Span};
use playground_engine::control::LaneControl;

use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;
use playground_testing::samples::{completed_run, fold, step};

const fn observed(run: &Run) -> Observed<'_> {
    Observed {
        run,
        departures: 0,
        counter: None,
        longest_freeze: None,
        most_at_server: None,
    }
}

fn measured(measure: Measure, run: &Run) -> Option<f64> {
    measure.value(&[observed(run)], 0)
}

/// #0 succeeds, #1 at its second attempt; #2 is not found, which no retry fixes; #3 is never
/// answered, twice; #4 succeeds late.
fn mixed() -> Run {
    let driver = LaneDriver::scripted(5, 4, |index, attempt| match (index.0, attempt.0) {
        (0, _) => Reply::at(100.0),
        (1, 1) => Reply::at(50.0).with_status(503),
        (1, _) => Reply::at(60.0),
        (2, _) => Reply::at(70.0).with_status(404),
        (3, _) => Reply::Never,
        _ => Reply::at(300.0),
    });
    let policy = Policy {
        timeout_ms: 400,
        retries: 1,
        backoff: Backoff::ALL[0],
        ..Policy::default()
    };
    driver.policy(policy).run().run
}

#[test]
fn requests_are_counted_by_outcome_and_attempts_if_sent() {
    let run = mixed();
    for (measure, expected) in [
        (Measure::Succeeded, 3.0),
        (Measure::NotSucceeded, 2.0),
        (Measure::TimedOut, 1.0),
        (Measure::Cancelled, 0.0),
        (Measure::Attempts, 7.0),
        (Measure::MaxInFlight, 4.0),
    ] {
        assert_eq!(measured(measure, &run), Some(expected), "{measure:?}");
    }
}

#[test]
fn a_cancelled_request_did_not_succeed_and_was_not_sent_if_it_waited() {
    let script = |index: RequestIndex, _| match index.0 {
        0 => Reply::at(40.0).with_status(500),
        _ => Reply::at(100.0),
    };
    let policy = Policy {
        on_error: OnError::FailFast,
        ..Policy::default()
    };
    let run = LaneDriver::scripted(6, 3, script).policy(policy).run().run;
    assert_eq!(run.ending(), Some(Ending::FailedFast));
    let of = |measure| measured(measure, &run);
    assert_eq!(of(Measure::Cancelled), Some(5.0));
    assert_eq!(of(Measure::NotSucceeded), Some(6.0));
    assert_eq!(of(Measure::Succeeded), Some(0.0));
    assert_eq!(of(Measure::Attempts), Some(3.0));
    assert_eq!(of(Measure::Makespan), Some(40.0));
    // The failed request: the full duration of a cancelled one is unknown.
    assert_eq!(of(Measure::LongestDuration), Some(40.0));
}

#[test]
fn times_are_the_makespan_the_slowest_and_the_median() {
    let run = LaneDriver::scripted(4, 2, |index, _| {
        Reply::at([100.0, 40.0, 20.0, 70.0][index.as_usize()])
    });
    let run = run.run().run;
    // #0 0–100; #1 0–40, #2 40–60, #3 60–130.
    assert_eq!(measured(Measure::Makespan, &run), Some(130.0));
    assert_eq!(measured(Measure::LongestDuration, &run), Some(100.0));
    assert_eq!(measured(Measure::MedianDuration, &run), Some(40.0));
}

#[test]
fn values_observed_beside_the_run_are_passed_on() {
    let run = completed_run(Strategy::Sequential, &[10.0, 20.0, 30.0]);
    let lane = Observed {
        counter: Some(2),
        longest_freeze: Some(Span::from_ms(85.0)),
        most_at_server: Some(6),
        ..observed(&run)
    };
    let of = |measure: Measure| measure.value(&[observed(&run), lane], 1);
    assert_eq!(of(Measure::Counter), Some(2.0));
    assert_eq!(of(Measure::LostUpdates), Some(1.0));
    assert_eq!(of(Measure::LongestFreeze), Some(85.0));
    assert_eq!(of(Measure::MostAtServer), Some(6.0));
    let counter = Some(5);
    let given_up = Observed { counter, ..lane };
    let lost = Measure::LostUpdates.value(&[given_up], 0);
    assert_eq!(
        lost,
        Some(0.0),
        "a request was cancelled after it had written"
    );
}

#[test]
fn a_measure_that_is_not_available_is_none_and_not_zero() {
    let blank = Run::new(Strategy::Concurrent { limit: 2 }, 3);
    for measure in [
        Measure::Makespan,
        Measure::LongestDuration,
        Measure::MedianDuration,
        Measure::LongestFreeze,
        Measure::MostAtServer,
        Measure::Counter,
        Measure::LostUpdates,
        Measure::BestLimit,
    ] {
        assert_eq!(measured(measure, &blank), None, "{measure:?}");
    }
    for measure in Measure::ALL {
        assert_eq!(measure.value(&[], 0), None, "{measure:?} of no lane");
        assert_eq!(measure.value(&[observed(&blank)], 1), None, "{measure:?}");
    }
}

fn best(lanes: &[(Strategy, f64)]) -> Option<f64> {
    let runs: Vec<_> = lanes
        .iter()
        .map(|&(strategy, ms)| completed_run(strategy, &[ms]))
        .collect();
    let lanes: Vec<_> = runs.iter().map(observed).collect();
    Measure::BestLimit.value(&lanes, 0)
}

fn best_of_limits(lanes: &[(u32, f64)]) -> Option<f64> {
    let lane = |&(limit, ms): &(u32, f64)| (Strategy::Concurrent { limit }, ms);
    best(&lanes.iter().map(lane).collect::<Vec<_>>())
}

#[test]
fn the_best_limit_is_the_smallest_that_is_about_as_fast_as_the_fastest() {
    let knee = [(1, 320.0), (2, 160.0), (4, 80.0), (8, 80.0), (16, 80.0)];
    assert_eq!(best_of_limits(&knee), Some(4.0));
    let mut reversed = knee;
    reversed.reverse();
    assert_eq!(best_of_limits(&reversed), Some(4.0), "in any order");
    assert_eq!(best_of_limits(&[(2, 100.0), (4, 84.0)]), Some(2.0));
    assert_eq!(best_of_limits(&[(2, 101.0), (4, 84.0)]), Some(4.0));
    assert_eq!(best_of_limits(&[(5, 100.0)]), Some(5.0));
    let others = [
        (Strategy::Sequential, 10.0),
        (Strategy::Threads { workers: 2 }, 10.0),
    ];
    assert_eq!(best(&others), None, "these strategies have no limit");
    let all = [others[0], (Strategy::Concurrent { limit: 8 }, 100.0)];
    assert_eq!(best(&all), Some(8.0));
}

#[test]
fn a_lane_that_did_not_complete_is_not_the_fastest() {
    let strategy = Strategy::Concurrent { limit: 1 };
    let open = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 5.0, Step::Ended(Outcome::Succeeded)),
    ];
    let open = fold(strategy, 2, &open);
    let never_begun = Run::new(strategy, 2);
    let stopped = LaneDriver::scripted(9, 1, |_, _| Reply::at(5.0));
    let stopped = stopped.at(7.0, LaneControl::stop).run().run;
    let whole = completed_run(Strategy::Concurrent { limit: 4 }, &[100.0]);
    for run in [&open, &never_begun, &stopped] {
        assert_eq!(
            Measure::BestLimit.value(&[observed(run), observed(&whole)], 0),
            Some(4.0)
        );
        assert_eq!(Measure::BestLimit.value(&[observed(run)], 0), None);
    }
}

#[test]
fn the_best_limit_is_among_lanes_that_did_the_same_work() {
    let run = |limit, failed: u32, ms| {
        let script = move |index: RequestIndex, _| {
            let reply = Reply::at(ms);
            if index.0 < failed {
                reply.with_status(404)
            } else {
                reply
            }
        };
        LaneDriver::scripted(8, limit, script).run().run
    };
    // Two lanes fail, one of them quickly; without them limit 2 is as fast as any.
    let runs = [run(1, 8, 1.0), run(2, 0, 100.0), run(4, 5, 100.0)];
    let lanes: Vec<_> = runs.iter().map(observed).collect();
    assert_eq!(Measure::BestLimit.value(&lanes, 0), Some(2.0));
    let reason = |lanes: &[Observed<'_>]| {
        let reason = Measure::BestLimit.no_comparison(lanes, 0);
        reason.map(|reason| reason.label("another lane"))
    };
    let failed = |failed: &str| Some(format!("{failed} failed: no comparison"));
    assert_eq!(reason(&lanes), failed("8 of 8"));
    assert_eq!(reason(&lanes[1..]), failed("5 of 8"));
    assert_eq!(reason(&lanes[1..2]), None);
}

#[test]
fn a_time_is_compared_only_in_a_lane_that_went_as_planned() {
    let whole = completed_run(Strategy::Sequential, &[100.0]);
    let stopped = LaneDriver::scripted(9, 1, |_, _| Reply::at(5.0));
    let stopped = stopped.at(7.0, LaneControl::stop).run().run;
    let departed = Observed {
        departures: 1,
        ..observed(&whole)
    };
    for measure in Measure::ALL {
        let reason = |lane| {
            let reason = measure.no_comparison(&[lane], 0);
            reason.map(|reason| reason.label(""))
        };
        let of_time = |why: &str| measure.is_time().then(|| format!("{why}: no comparison"));
        assert_eq!(reason(observed(&whole)), None, "{measure:?}");
        let failed = of_time("1 of 1 failed against the plan");
        assert_eq!(reason(departed), failed, "{measure:?}");
        let expected = of_time("stopped");
        assert_eq!(reason(observed(&stopped)), expected, "{measure:?}");
    }
}

#[test]
fn a_value_is_formatted_as_a_time_or_a_count() {
    for measure in Measure::ALL {
        let label = if measure.is_time() { "1.5 s" } else { "1,500" };
        assert_eq!(measure.label(1_500.0), label, "{measure:?}");
    }
    assert_eq!(Measure::Succeeded.label(0.0), "0");
    assert_eq!(Measure::Succeeded.label(2.25), "2.3");
    assert_eq!(Measure::Makespan.label(84.4), "84 ms");
}
