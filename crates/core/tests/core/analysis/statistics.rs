//! The figures that summarize a run, and the estimate of the time left.

use playground_core::analysis::statistics::{Durations, slowest};
use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{Ending, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::run::progress::Progress;
use playground_core::units::{RequestIndex, Span};

use playground_testing::samples::{Dice, completed_run, finished, fold, step};

const CONCURRENT: Strategy = Strategy::Concurrent { limit: 10 };

fn percentiles(durations_ms: &[f64]) -> [f64; 5] {
    let durations = Durations::from_run(&completed_run(CONCURRENT, durations_ms));
    let all = durations.expect("there are durations");
    [all.p50, all.p90, all.p95, all.p99, all.max].map(Span::ms)
}

fn stopped(strategy: Strategy) -> Run {
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 30.0, Step::Cancelled(CancelledBy::User)),
        finished(30.0, Ending::Stopped),
    ];
    fold(strategy, 1, &events)
}

#[test]
fn percentiles_by_nearest_rank_match_those_computed_by_hand() {
    // The classic example: ranks ⌈p/100 · 5⌉ of 15, 20, 35, 40, 50.
    assert_eq!(
        percentiles(&[40.0, 15.0, 50.0, 35.0, 20.0]),
        [35.0, 50.0, 50.0, 50.0, 50.0]
    );
    let one_to_hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
    assert_eq!(
        percentiles(&one_to_hundred),
        [50.0, 90.0, 95.0, 99.0, 100.0]
    );
    let one_to_ten: Vec<f64> = (1..=10).map(f64::from).collect();
    assert_eq!(percentiles(&one_to_ten), [5.0, 9.0, 10.0, 10.0, 10.0]);
    assert_eq!(percentiles(&[7.0, 3.0]), [3.0, 7.0, 7.0, 7.0, 7.0]);
    assert_eq!(percentiles(&[4.5]), [4.5; 5]);
}

#[test]
fn the_slowest_is_the_first_with_the_longest_duration() {
    let slowest = |durations: &[f64]| slowest(&completed_run(CONCURRENT, durations));
    assert_eq!(slowest(&[40.0, 15.0, 50.0, 35.0]), Some(RequestIndex(2)));
    assert_eq!(slowest(&[7.0, 9.0, 9.0]), Some(RequestIndex(1)));
    assert_eq!(slowest(&[0.0]), Some(RequestIndex(0)));
    assert_eq!(slowest(&[]), None);
}

#[test]
fn a_cancelled_request_is_not_the_slowest() {
    assert_eq!(slowest(&stopped(CONCURRENT)), None);
}

#[test]
fn every_percentile_is_a_duration_that_occurs_and_that_enough_do_not_exceed() {
    let mut dice = Dice::new(31);
    for _ in 0..100 {
        let count = dice.whole(1, 250);
        let durations: Vec<f64> = (0..count).map(|_| f64::from(dice.whole(0, 60))).collect();
        let found = percentiles(&durations);
        for (value, percent) in found.into_iter().zip([50.0, 90.0, 95.0, 99.0, 100.0]) {
            let needed = percent / 100.0 * f64::from(count);
            let up_to = durations.iter().filter(|&&ms| ms <= value).count() as f64;
            let below = durations.iter().filter(|&&ms| ms < value).count() as f64;
            assert!(durations.contains(&value));
            assert!(
                up_to >= needed - 1e-9 && below < needed,
                "{percent} % of {count}"
            );
        }
    }
}

#[test]
fn a_retried_request_has_its_last_attempts_duration_and_a_cancelled_one_has_none() {
    let failed = Step::BackedOff {
        outcome: Outcome::HttpError { status: 503 },
        wait: Span::from_ms(50.0),
    };
    let run = fold(
        CONCURRENT,
        3,
        &[
            step(0, 0.0, Step::Queued),
            step(1, 0.0, Step::Queued),
            step(2, 0.0, Step::Queued),
            step(0, 0.0, Step::Dispatched),
            step(1, 0.0, Step::Dispatched),
            step(0, 500.0, failed),
            step(0, 550.0, Step::Queued),
            step(0, 560.0, Step::Dispatched),
            step(0, 600.0, Step::Ended(Outcome::HttpError { status: 503 })),
            step(1, 900.0, Step::Cancelled(CancelledBy::User)),
            step(2, 900.0, Step::Cancelled(CancelledBy::User)),
        ],
    );
    let durations = Durations::from_run(&run).expect("one request has a duration");
    assert_eq!((durations.p50.ms(), durations.max.ms()), (40.0, 40.0));
}

#[test]
fn there_are_no_durations_if_nothing_was_sent() {
    assert_eq!(Durations::from_run(&Run::new(CONCURRENT, 5)), None);
    assert_eq!(Durations::from_run(&stopped(CONCURRENT)), None);
}

/// The estimated time left, for a lane that has an estimate.
fn left_ms(progress: &Progress, elapsed: f64) -> f64 {
    let left = progress.remaining(Span::from_ms(elapsed));
    left.expect("there is an ideal or a pace").ms()
}

#[test]
fn the_ideal_predicts_the_time_left_before_the_first_end() {
    let progress = Progress::new(Some(Span::from_ms(1_000.0)), Span::from_ms(8_000.0));
    assert_eq!(progress.fraction(), 0.0);
    let left = |elapsed| left_ms(&progress, elapsed);
    assert_eq!(left(0.0), 1_000.0);
    assert_eq!(left(400.0), 600.0);
    assert_eq!(left(5_000.0), 0.0, "an estimate is never negative");
}

#[test]
fn the_pace_alone_predicts_the_time_left_once_a_fifth_is_done() {
    let mut progress = Progress::new(Some(Span::from_ms(1_000.0)), Span::from_ms(8_000.0));
    progress.finish(Span::from_ms(2_000.0));
    assert_eq!(progress.fraction(), 0.25);
    // A quarter took 600 ms, so the rest takes three times that.
    assert_eq!(left_ms(&progress, 600.0), 1_800.0);
    progress.finish(Span::from_ms(6_000.0));
    assert_eq!(progress.fraction(), 1.0);
    assert_eq!(left_ms(&progress, 2_400.0), 0.0);
}

#[test]
fn the_estimate_only_falls_and_is_always_right_at_the_ideal_pace() {
    let (ideal, requests) = (1_000.0, 100);
    let mut progress = Progress::new(Some(Span::from_ms(ideal)), Span::from_ms(8_000.0));
    let mut last = f64::INFINITY;
    for ended in 0..=requests {
        let elapsed = ideal * f64::from(ended) / f64::from(requests);
        let left = left_ms(&progress, elapsed);
        assert!(
            (left - (ideal - elapsed)).abs() < 1e-6,
            "{left} at {elapsed}"
        );
        assert!(left < last);
        last = left;
        progress.finish(Span::from_ms(80.0));
    }
}

#[test]
fn progress_is_always_between_none_and_all() {
    let mut progress = Progress::new(Some(Span::ZERO), Span::ZERO);
    progress.finish(Span::from_ms(5.0));
    assert_eq!(progress.fraction(), 0.0);
    assert_eq!(left_ms(&progress, 3.0), 0.0);
    let mut overdone = Progress::new(Some(Span::from_ms(10.0)), Span::from_ms(10.0));
    overdone.finish(Span::from_ms(30.0));
    assert_eq!(overdone.fraction(), 1.0);
    assert_eq!(left_ms(&overdone, 30.0), 0.0);
}

#[test]
fn without_an_ideal_nothing_is_predicted_before_there_is_a_pace() {
    let mut progress = Progress::new(None, Span::from_ms(100.0));
    assert_eq!(progress.remaining(Span::ZERO), None);
    assert_eq!(progress.remaining(Span::from_ms(700.0)), None);
    // The pace alone counts from the first end.
    progress.finish(Span::from_ms(1.0));
    assert_eq!(left_ms(&progress, 5.0), 495.0);
    progress.finish(Span::from_ms(99.0));
    assert_eq!(left_ms(&progress, 800.0), 0.0);
}
