//! What a lane would look like, before it runs.

use playground_core::experiment::Experiment;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Latency, Workload};
use playground_core::session::forecast::forecast;
use playground_core::session::planned_outline::{MAX_QUICK_REQUESTS, PlannedOutline};
use playground_core::timeline::{PlotSize, Px};
use playground_core::units::LaneIndex;

const SIZE: PlotSize = PlotSize {
    width: Px(1_080.0),
    height: Px(40.0),
    line: Px(1.0),
};

/// Four requests of 100 ms, one by one and two at a time.
fn experiment(requests: u32) -> Experiment {
    Experiment {
        workload: Workload {
            requests,
            latency: Latency::Constant { value: 100 },
            transfer_ms: 0,
            ..Workload::default()
        },
        lanes: vec![
            Strategy::Sequential.into(),
            Strategy::Concurrent { limit: 2 }.into(),
        ],
        ..Experiment::default()
    }
}

#[test]
fn planned_lanes_are_outlined_on_one_axis() {
    let experiment = experiment(4);
    let forecast = forecast(&experiment);
    // The longest lane takes 400 ms, and the axis has 8 % of room: 432 ms in 1,080 px.
    for (lane, right) in [
        (
            0,
            [
                (0.0, 250.0),
                (250.0, 500.0),
                (500.0, 750.0),
                (750.0, 1_000.0),
            ],
        ),
        (
            1,
            [(0.0, 250.0), (0.0, 250.0), (250.0, 500.0), (250.0, 500.0)],
        ),
    ] {
        let outline = PlannedOutline::new(&experiment, &forecast, LaneIndex(lane));
        let pieces = outline.expect("a plan").pieces(SIZE);
        let found: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.from.0.round(), piece.to.0.round()))
            .collect();
        assert_eq!(found, right, "lane {lane}");
        let tops: Vec<_> = pieces.iter().map(|piece| piece.top.0).collect();
        assert_eq!(tops, [0.0, 10.0, 20.0, 30.0]);
    }
}

#[test]
fn what_is_hidden_or_not_there_or_too_much_has_no_outline() {
    let planned = experiment(4);
    let hidden = PlannedOutline::new(&planned, &[], LaneIndex(0));
    assert_eq!(hidden, None, "a lesson asks for a guess");
    let expected = forecast(&planned);
    let unplanned = PlannedOutline::new(&planned, &[None, expected[1]], LaneIndex(0));
    assert_eq!(unplanned, None, "a lane without a plan");
    let missing = PlannedOutline::new(&planned, &expected, LaneIndex(2));
    assert_eq!(missing, None, "no such lane");
    for (requests, is_drawn) in [(MAX_QUICK_REQUESTS, true), (MAX_QUICK_REQUESTS + 1, false)] {
        let many = experiment(requests);
        let outline = PlannedOutline::new(&many, &forecast(&many), LaneIndex(1));
        assert_eq!(outline.is_some(), is_drawn, "{requests} requests");
    }
}
