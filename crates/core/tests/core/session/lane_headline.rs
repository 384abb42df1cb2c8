//! The line above a lane's waterfall.

use playground_core::analysis::speedup::NoComparison;
use playground_core::run::event::Ending;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::session::lane_headline::{ideal, planned_time, speedup, time};
use playground_core::units::Span;

use super::figures_sample::lane;

fn pending() -> LaneFigures {
    LaneFigures {
        stage: LaneStage::Pending,
        time: None,
        speedup: None,
        ..lane()
    }
}

#[test]
fn before_a_lane_begins_its_time_is_the_expected_one() {
    assert_eq!(time(&pending()), "1.0 s");
    assert_eq!(ideal(&pending()), "expected");
    let secret = LaneFigures {
        is_secret: true,
        ideal: None,
        ..pending()
    };
    assert_eq!(
        (time(&secret), ideal(&secret)),
        ("?".to_owned(), String::new())
    );
    assert_eq!(planned_time(None), "?", "it is to be guessed");
    assert_eq!(planned_time(Some(None)), "–", "nothing is planned");
    assert_eq!(planned_time(Some(Some(Span::from_ms(900.0)))), "900 ms");
}

#[test]
fn the_ideal_and_the_rest_are_shown_while_it_runs() {
    let running = LaneFigures {
        stage: LaneStage::Running,
        time: Some(Span::from_ms(400.0)),
        remaining: Some(Span::from_ms(600.0)),
        ..pending()
    };
    assert_eq!(time(&running), "400 ms");
    assert_eq!(ideal(&running), "ideal 1.0 s · about 600 ms left");
}

#[test]
fn a_lane_without_an_ideal_says_nothing_of_it_and_one_that_never_began_has_no_time() {
    assert_eq!(ideal(&lane()), "ideal 1.0 s");
    let stopped = LaneFigures {
        stage: LaneStage::Ended(Ending::Stopped),
        ideal: None,
        ..lane()
    };
    assert_eq!(ideal(&stopped), "");
    let never_began = LaneFigures {
        time: None,
        ..stopped
    };
    assert_eq!(time(&never_began), "–");
}

#[test]
fn a_small_difference_of_speed_is_none() {
    let says = |times: Option<f64>| {
        speedup(&LaneFigures {
            speedup: times.map(Ok),
            ..lane()
        })
    };
    assert_eq!(says(None), "");
    assert_eq!(says(Some(9.54)), "9.5× faster");
    assert_eq!(says(Some(0.951)), "as fast");
    assert_eq!(says(Some(1.049)), "as fast");
    assert_eq!(says(Some(0.5)), "2.0× slower");
    assert_eq!(says(Some(1_234.5)), "1,234.5× faster");
}

#[test]
fn a_lane_that_did_other_work_is_not_called_faster() {
    let failed = LaneFigures {
        speedup: Some(Err(NoComparison::Failed {
            failed: 97,
            requests: 100,
        })),
        ..lane()
    };
    assert_eq!(speedup(&failed), "");
    assert_eq!(ideal(&failed), "ideal 1.0 s · no comparison");
    let without_ideal = LaneFigures {
        ideal: None,
        ..failed
    };
    assert_eq!(ideal(&without_ideal), "no comparison");
}
