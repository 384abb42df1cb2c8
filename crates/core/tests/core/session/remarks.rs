//! What a lane says about itself when it is not quite what it seems.

use playground_core::analysis::speedup::NoComparison;
use playground_core::experiment::strategy::Strategy;
use playground_core::run::browser_times::Protocol;
use playground_core::run::event::Ending;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::Span;

use super::figures_sample::lane;

const CORES: u32 = 2;

fn only_remark(lane: &LaneFigures) -> String {
    let remarks = lane.remarks(CORES);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    remarks.concat()
}

#[test]
fn a_lane_that_went_as_planned_needs_no_remark() {
    assert_eq!(lane().remarks(CORES), Vec::<String>::new());
    // The lab may miss the last of ten as the first is over.
    let nearly_full = LaneFigures {
        max_at_source: Some(9),
        ..lane()
    };
    assert_eq!(nearly_full.remarks(CORES), Vec::<String>::new());
}

#[test]
fn more_at_the_lab_than_in_flight_is_explained() {
    let late_word = LaneFigures {
        max_at_source: Some(11),
        ..lane()
    };
    assert!(only_remark(&late_word).contains("learns of a timeout"));
    let spared = LaneFigures {
        spares_hosts: true,
        strategy: Strategy::Concurrent { limit: 11 },
        max_at_source: None,
        ..lane()
    };
    assert!(only_remark(&spared).contains("10 requests at a time"));
    let never_asked = LaneFigures {
        max_at_source: None,
        ..lane()
    };
    assert_eq!(never_asked.remarks(CORES), Vec::<String>::new());
}

#[test]
fn a_limit_that_was_never_reached_is_explained_unless_the_run_was_cut_short() {
    let held_back = LaneFigures {
        max_at_source: Some(4),
        ..lane()
    };
    let words = only_remark(&held_back);
    assert!(words.contains("allowed 10 at once"), "{words}");
    assert!(words.contains("never had more than 4"), "{words}");
    let fewer_requests = LaneFigures {
        requests: 4,
        max_in_flight: 4,
        ..held_back.clone()
    };
    assert_eq!(fewer_requests.remarks(CORES), Vec::<String>::new());
    let stopped = LaneFigures {
        stage: LaneStage::Ended(Ending::Stopped),
        is_comparable: false,
        ..held_back
    };
    assert!(only_remark(&stopped).contains("Stopped before its end"));
}

#[test]
fn a_lane_that_did_other_work_says_why_it_is_not_compared() {
    let with = |reason| LaneFigures {
        speedup: Some(Err(reason)),
        ..lane()
    };
    let failed = NoComparison::Failed {
        failed: 97,
        requests: 100,
    };
    assert_eq!(
        only_remark(&with(failed)),
        "97 of 100 failed: no comparison."
    );
    let other = NoComparison::OtherEndedEarly(Ending::Stopped);
    let words = "The sequential lane stopped: no comparison.";
    assert_eq!(only_remark(&with(other)), words);
    // Where the lane itself ended early, that is the remark.
    let stopped = LaneFigures {
        stage: LaneStage::Ended(Ending::Stopped),
        ..with(NoComparison::EndedEarly(Ending::Stopped))
    };
    let words = "Stopped before its end, so it cannot be compared.";
    assert_eq!(only_remark(&stopped), words);
}

#[test]
fn large_numbers_are_grouped_in_remarks() {
    let large = LaneFigures {
        requests: 2_000,
        strategy: Strategy::Concurrent { limit: 1_500 },
        max_in_flight: 1_500,
        max_at_source: Some(1_200),
        ..lane()
    };
    let words = only_remark(&large);
    assert!(words.contains("You allowed 1,500 at once"), "{words}");
    assert!(words.contains("never had more than 1,200:"), "{words}");
    let full = LaneFigures {
        refused_at_source: 4_321,
        ..large
    };
    assert_eq!(
        only_remark(&full),
        "The built-in lab was full with 1,200 requests, and rejected 4,321 more."
    );
}

#[test]
fn the_browsers_own_limit_is_named() {
    let plateau = LaneFigures {
        time: Some(Span::from_ms(5_000.0)),
        strategy: Strategy::Concurrent { limit: 100 },
        max_in_flight: 100,
        max_at_source: Some(6),
        answerer: "lab server",
        protocols: vec![Protocol::Http1],
        ..lane()
    };
    assert_eq!(
        only_remark(&plateau),
        "You allowed 100; the browser ran 6 at a time: HTTP/1.1 gives 6 connections per origin. \
         Try HTTP/2."
    );
    // Where the server does not count, the browser's own times tell.
    let uncounted = LaneFigures {
        max_at_source: None,
        max_at_server: Some(6),
        ideal: None,
        ..plateau.clone()
    };
    assert!(only_remark(&uncounted).contains("the browser ran 6 at a time"));
    let busy_reading = LaneFigures {
        max_at_server: Some(5),
        ..uncounted
    };
    assert_eq!(busy_reading.remarks(CORES), Vec::<String>::new());
    let within = LaneFigures {
        time: Some(Span::from_ms(1_050.0)),
        strategy: Strategy::Concurrent { limit: 6 },
        max_in_flight: 6,
        ..plateau
    };
    assert_eq!(within.remarks(CORES), Vec::<String>::new());
}

#[test]
fn far_above_the_ideal_the_cost_of_each_request_is_named() {
    let costly = LaneFigures {
        time: Some(Span::from_ms(1_600.0)),
        ..lane()
    };
    assert!(only_remark(&costly).contains("16 ms each"));
}
