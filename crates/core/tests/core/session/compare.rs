//! The lanes' makespans side by side.

use playground_core::analysis::speedup::NoComparison;
use playground_core::run::event::Ending;
use playground_core::run::outcome::{OutcomeCounts, OutcomeKind};
use playground_core::session::compare::{
    BarLengths, CompareBar, compare_bars, measured_beside_published, published_time,
};
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::Span;

use super::figures_sample::lane;
use crate::rows::assert_rows;

fn counts(succeeded: u32, failed: u32) -> OutcomeCounts {
    let mut counts = OutcomeCounts::default();
    (0..succeeded).for_each(|_| counts.add(OutcomeKind::Succeeded));
    (0..failed).for_each(|_| counts.add(OutcomeKind::HttpError));
    counts
}

fn both_bars(one: LaneFigures, other: LaneFigures) -> [CompareBar; 2] {
    let bars = compare_bars(&[one, other]);
    bars.try_into().expect("a bar for each lane")
}

#[test]
fn bars_are_on_one_scale_with_the_ideal_beside_the_measured() {
    let slow = LaneFigures {
        time: Some(Span::from_ms(2_100.0)),
        ..lane()
    };
    let bars = both_bars(slow, lane());
    let lengths = bars.each_ref().map(|bar| bar.lengths.clone());
    let ideal = Some(1_000.0 / 2_100.0);
    let expected = [1.0, 0.5].map(|measured| Ok(BarLengths { measured, ideal }));
    assert_eq!(lengths, expected);
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
    let outline = BarLengths {
        measured: 0.0,
        ideal: Some(1.0),
    };
    assert_eq!(waiting.lengths, Ok(outline));
    assert_eq!(waiting.time, "–");
    assert_eq!(waiting.against_ideal, "ideal 1.0 s");
    assert_eq!(stopped.lengths, Err("stopped: no comparison".to_owned()));
    assert_eq!(stopped.against_ideal, "");
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
fn a_lane_has_a_bar_only_beside_lanes_that_did_the_same_work() {
    let with = |title: &str, ms: f64, counts: OutcomeCounts| LaneFigures {
        title: title.to_owned(),
        time: Some(Span::from_ms(ms)),
        ideal: None,
        counts,
        ..lane()
    };
    let bar = |measured| {
        Ok(BarLengths {
            measured,
            ideal: None,
        })
    };
    let why = |reason: &str| Err(format!("{reason}: no comparison"));
    // The lane of 97 failures is no bar, and the scale is that of the others.
    let failing = with("Sequential", 9_000.0, counts(3, 97));
    let whole = with("Concurrent, limit 10", 800.0, counts(100, 0));
    let quick = with("Threads", 400.0, counts(100, 0));
    let bars = compare_bars(&[failing.clone(), whole.clone(), quick]);
    let lengths: Vec<_> = bars.iter().map(|bar| bar.lengths.clone()).collect();
    assert_eq!(lengths, [why("97 of 100 failed"), bar(1.0), bar(0.5)]);
    assert_eq!(
        (bars[0].lost.as_deref(), bars[0].time.as_str()),
        (None, "9.0 s")
    );

    let rows = [
        (
            "as many failed",
            with("a", 1.0, counts(90, 10)),
            bar(1.0 / 800.0),
        ),
        (
            "more failed",
            with("a", 1.0, counts(80, 20)),
            why("20 of 100 failed"),
        ),
        (
            "failed fast",
            LaneFigures {
                stage: LaneStage::Ended(Ending::FailedFast),
                ..whole.clone()
            },
            why("failed fast"),
        ),
        (
            "still runs",
            LaneFigures {
                stage: LaneStage::Running,
                ..with("a", 400.0, counts(0, 5))
            },
            bar(0.5),
        ),
    ];
    let most = LaneFigures {
        counts: counts(90, 10),
        ..whole
    };
    assert_rows(rows.map(|(name, lane, expected)| {
        let [_, second] = both_bars(most.clone(), lane);
        (name, second.lengths, expected)
    }));
    // Alone it is compared with nothing.
    let alone = compare_bars(&[failing]).remove(0);
    assert_eq!(alone.lengths, bar(1.0));
    assert_eq!(alone.lost.as_deref(), Some("97 of 100 not succeeded"));
}

#[test]
fn beside_an_articles_time_stands_one_of_the_same_work() {
    let whole = LaneFigures {
        counts: counts(100, 0),
        ..lane()
    };
    let slow = |speedup| LaneFigures {
        speedup,
        ..whole.clone()
    };
    let rows = [
        ("faster", whole.clone(), "1.1 s · 9.5×"),
        ("sequential", slow(None), "1.1 s"),
        (
            "the sequential lane was stopped",
            slow(Some(Err(NoComparison::OtherEndedEarly(Ending::Stopped)))),
            "1.1 s",
        ),
        (
            "some failed",
            LaneFigures {
                counts: counts(97, 3),
                ..whole.clone()
            },
            "3 of 100 failed: no comparison",
        ),
        (
            "stopped",
            LaneFigures {
                stage: LaneStage::Ended(Ending::Stopped),
                ..whole.clone()
            },
            "stopped: no comparison",
        ),
        (
            "another limit",
            LaneFigures {
                limit_changed: true,
                ..whole.clone()
            },
            "limit changed: no comparison",
        ),
        (
            "still runs",
            LaneFigures {
                stage: LaneStage::Running,
                ..whole.clone()
            },
            "",
        ),
    ];
    let rows = rows.map(|(name, lane, expected)| {
        (name, measured_beside_published(&lane), expected.to_owned())
    });
    assert_rows(rows);
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
