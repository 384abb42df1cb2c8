//! The lanes' makespans side by side.

use playground_core::run::event::Ending;
use playground_core::run::outcome::{OutcomeCounts, OutcomeKind};
use playground_core::session::compare::{compare_bars, published_time};
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::Span;

use super::figures_sample::lane;

fn counts(succeeded: u32, failed: u32) -> OutcomeCounts {
    let mut counts = OutcomeCounts::default();
    (0..succeeded).for_each(|_| counts.add(OutcomeKind::Succeeded));
    (0..failed).for_each(|_| counts.add(OutcomeKind::HttpError));
    counts
}

#[test]
fn bars_are_on_one_scale_with_the_ideal_beside_the_measured() {
    let slow = LaneFigures {
        time: Some(Span::from_ms(2_100.0)),
        ..lane()
    };
    let bars = compare_bars(&[slow, lane()]);
    assert_eq!((bars[0].measured, bars[1].measured), (1.0, 0.5));
    assert_eq!(bars[1].ideal, Some(1_000.0 / 2_100.0));
    assert_eq!(bars[1].against_ideal, "ideal 1.0 s + 5 %");
    assert_eq!(bars[1].time, "1.1 s");
    assert_eq!(bars[1].lost, None);
}

#[test]
fn a_time_far_above_its_ideal_is_a_grouped_percentage() {
    let slow = LaneFigures {
        time: Some(Span::from_ms(50_000.0)),
        ..lane()
    };
    let bars = compare_bars(&[slow]);
    assert_eq!(bars[0].against_ideal, "ideal 1.0 s + 4,900 %");
}

#[test]
fn a_lane_that_waits_shows_its_ideal_and_one_that_was_stopped_none() {
    let waiting = LaneFigures {
        stage: LaneStage::Pending,
        time: None,
        ..lane()
    };
    let stopped = LaneFigures {
        stage: LaneStage::Ended(Ending::Stopped),
        ideal: None,
        ..lane()
    };
    let [waiting, stopped] = [waiting, stopped].map(|lane| compare_bars(&[lane]).remove(0));
    assert_eq!((waiting.time.as_str(), waiting.measured), ("–", 0.0));
    assert_eq!(waiting.ideal, Some(1.0));
    assert_eq!(waiting.against_ideal, "ideal 1.0 s");
    assert_eq!((stopped.ideal, stopped.against_ideal.as_str()), (None, ""));
}

#[test]
fn requests_that_did_not_succeed_are_counted() {
    let lost = LaneFigures {
        requests: 1_200,
        counts: counts(10, 7),
        ..lane()
    };
    let bar = compare_bars(&[lost]).remove(0);
    assert_eq!(bar.lost.as_deref(), Some("7 of 1,200 not succeeded"));
}

#[test]
fn an_articles_time_is_in_seconds_with_its_speedup() {
    assert_eq!(published_time(534.6, Some(1.0)), "534.6 s");
    assert_eq!(published_time(89.2, Some(5.99)), "89.2 s · 6.0×");
    assert_eq!(published_time(12.8, None), "12.8 s");
    assert_eq!(
        published_time(1_234.5, Some(1_000.0)),
        "1,234.5 s · 1,000.0×"
    );
}
