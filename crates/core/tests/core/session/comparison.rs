//! A comparison: its lanes, what can be kept of an earlier one, and what all lanes share.

use playground_core::analysis::speedup::NoComparison;
use playground_core::experiment::Experiment;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::run::event::Ending;
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::units::{LaneIndex, RunId, Span};

use super::scenes::{
    CONCURRENT, SEQUENTIAL, STARTED, comparison, complete, experiment, experiment_of_urls, fold,
    page_ms, planned, succeed,
};
use crate::rows::assert_rows;
use playground_testing::samples::finished;

const BOTH: [Strategy; 2] = [SEQUENTIAL, CONCURRENT];

/// Both lanes with 4 requests, the sequential one four times as long.
fn completed() -> Comparison {
    let mut all = comparison(4, &BOTH);
    complete(&mut all.lanes[0], &[100.0, 200.0, 300.0, 400.0]);
    complete(&mut all.lanes[1], &[100.0; 4]);
    all
}

#[test]
fn lanes_are_reused_from_the_first_on_if_they_have_ended_and_are_planned_again() {
    let all = completed();
    let mut first_only = comparison(4, &BOTH);
    complete(&mut first_only.lanes[0], &[400.0; 4]);
    let mut second_only = comparison(4, &BOTH);
    complete(&mut second_only.lanes[1], &[100.0; 4]);
    let other_limit = [SEQUENTIAL, Strategy::Concurrent { limit: 5 }];
    let one_more = [SEQUENTIAL, CONCURRENT, Strategy::Blocking];
    let swapped = [CONCURRENT, SEQUENTIAL];
    let rows = [
        ("the same", &all, experiment(4, &BOTH), 2),
        ("one lane more", &all, experiment(4, &one_more), 2),
        ("one lane less", &all, experiment(4, &[SEQUENTIAL]), 1),
        ("another limit", &all, experiment(4, &other_limit), 1),
        ("another order", &all, experiment(4, &swapped), 0),
        ("another workload", &all, experiment(5, &BOTH), 0),
        (
            "only the first has ended",
            &first_only,
            experiment(4, &BOTH),
            1,
        ),
        (
            "only the second has ended",
            &second_only,
            experiment(4, &BOTH),
            0,
        ),
    ];
    assert_rows(rows.map(|(name, all, experiment, expected)| {
        let count = all.count_reusable_lanes(&experiment);
        (name.to_owned(), count, expected)
    }));
}

#[test]
fn kept_lanes_are_those_of_the_previous_comparison_and_the_rest_is_new() {
    let mut all = comparison(4, &[SEQUENTIAL, CONCURRENT, Strategy::Blocking]);
    let mut previous = completed();
    previous.lanes[0].run_id = RunId(77);
    all.keep_lanes(previous, 1);
    let endings = all.lanes.iter().map(|lane| lane.run.ending());
    assert_eq!(
        endings.collect::<Vec<_>>(),
        [Some(Ending::Completed), None, None]
    );
    let ids = all.lanes.iter().map(|lane| lane.run_id.0);
    assert_eq!(ids.collect::<Vec<_>>(), [77, 2, 3]);
}

#[test]
fn known_ideals_are_taken_and_the_others_computed() {
    let known = [Some(Span::from_ms(7.0)), None];
    let all = Comparison::with_ideals(experiment(4, &BOTH), RunId::default, &known);
    let ideals = all.lanes.iter().map(|lane| lane.plan.ideal.map(Span::ms));
    assert_eq!(ideals.collect::<Vec<_>>(), [Some(7.0), Some(100.0)]);
    // Of third-party servers nothing is planned.
    let unplanned = planned(experiment_of_urls(&["https://a.test/"], &BOTH));
    assert!(unplanned.lanes.iter().all(|lane| lane.plan.ideal.is_none()));
}

#[test]
fn the_remaining_time_is_that_of_all_lanes_that_have_not_ended() {
    let remaining = |all: &Comparison, ms| all.remaining(page_ms(ms)).map(Span::ms);
    let mut all = comparison(4, &BOTH);
    assert_eq!(remaining(&all, 0.0), Some(500.0));
    all.lanes[0].started = Some(STARTED);
    assert_eq!(remaining(&all, 150.0), Some(350.0));
    complete(&mut all.lanes[0], &[400.0; 4]);
    assert_eq!(remaining(&all, 400.0), Some(100.0));
    complete(&mut all.lanes[1], &[100.0; 4]);
    assert_eq!(remaining(&all, 500.0), None);
    // Without a plan there is an estimate once something has ended.
    let urls = ["https://a.test/", "https://b.test/"];
    let mut unplanned = planned(experiment_of_urls(&urls, &[SEQUENTIAL]));
    assert_eq!(remaining(&unplanned, 0.0), None);
    succeed(&mut unplanned.lanes[0], &[80.0]);
    assert_eq!(remaining(&unplanned, 80.0), Some(80.0));
}

#[test]
fn a_shared_axis_is_as_long_as_the_longest_lane_and_an_own_one_as_its_lane() {
    let mut all = comparison(4, &BOTH);
    complete(&mut all.lanes[1], &[200.0; 4]);
    let end = |lane, mode| all.axis_end(LaneIndex(lane), mode).ms();
    let rows = [
        ("planned, own", end(0, AxisMode::Own), 432.0),
        ("ended, own", end(1, AxisMode::Own), 204.0),
        ("no such lane, own", end(2, AxisMode::Own), 0.0),
        ("planned, shared", end(0, AxisMode::Shared), 432.0),
        ("ended, shared", end(1, AxisMode::Shared), 432.0),
    ];
    assert_rows(rows.map(|(name, end, expected)| (name.to_owned(), end.round(), expected)));
}

#[test]
fn speedup_is_the_sequential_makespan_over_the_lanes_own() {
    let all = completed();
    assert_eq!(all.speedup(LaneIndex(1)), Some(Ok(4.0)));
    assert_eq!(all.speedup(LaneIndex(2)), None);
    let mut stopped = comparison(1, &BOTH);
    complete(&mut stopped.lanes[0], &[400.0]);
    succeed(&mut stopped.lanes[1], &[100.0]);
    fold(&mut stopped.lanes[1], &[finished(100.0, Ending::Stopped)]);
    let reason = NoComparison::EndedEarly(Ending::Stopped);
    assert_eq!(stopped.speedup(LaneIndex(1)), Some(Err(reason)));
}

#[test]
fn what_computes_or_blocks_may_freeze_the_page() {
    let computing = Experiment {
        workload: Workload {
            kind: WorkKind::Compute,
            ..Workload::default()
        },
        ..experiment(4, &BOTH)
    };
    let rows = [
        ("fetches", experiment(4, &BOTH), false),
        ("computes", computing, true),
        ("blocks", experiment(4, &[Strategy::Blocking]), true),
    ];
    assert_rows(rows.map(|(name, experiment, expected)| {
        (name.to_owned(), planned(experiment).may_freeze(), expected)
    }));
}
