//! What stands beside a lane's pictures in words.

use playground_core::experiment::Experiment;
use playground_core::experiment::strategy::Strategy;
use playground_core::run::browser_times::Protocol;
use playground_core::session::captions::{in_flight_caption, in_flight_counts, waterfall_label};
use playground_core::session::comparison::Comparison;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::{RunId, Span};

use super::figures_sample::lane;

#[test]
fn the_counts_tell_who_counted_and_by_which_protocol() {
    assert_eq!(
        in_flight_counts(&lane()),
        "at most 10 in flight · the built-in lab counted 10"
    );
    let by_network = LaneFigures {
        max_at_source: None,
        answerer: "listed servers",
        protocols: vec![Protocol::Http1, Protocol::Http2],
        longest_freeze: Some(Span::from_ms(250.0)),
        long_tasks: Some(3),
        ..lane()
    };
    assert_eq!(
        in_flight_counts(&by_network),
        "at most 10 in flight · from the listed servers · by HTTP/1.1 and HTTP/2 · longest \
         freeze 250 ms · tasks over 50 ms: 3"
    );
    let hidden = LaneFigures {
        max_at_source: None,
        answerer: "",
        is_protocol_hidden: true,
        long_tasks: Some(0),
        ..lane()
    };
    assert_eq!(
        in_flight_counts(&hidden),
        "at most 10 in flight · protocol hidden by the server"
    );
}

#[test]
fn a_lane_that_waits_has_no_counts_and_one_that_runs_only_two() {
    let stage = |stage| LaneFigures {
        stage,
        in_flight: 4,
        ..lane()
    };
    assert_eq!(in_flight_counts(&stage(LaneStage::Pending)), "");
    assert_eq!(
        in_flight_counts(&stage(LaneStage::Running)),
        "in flight 4 · at most 10"
    );
    let many = LaneFigures {
        in_flight: 1_000,
        max_in_flight: 1_000,
        max_at_source: Some(1_234),
        long_tasks: Some(5_678),
        ..lane()
    };
    assert_eq!(
        in_flight_counts(&many),
        "at most 1,000 in flight · the built-in lab counted 1,234 · tasks over 50 ms: 5,678"
    );
    let running = LaneFigures {
        stage: LaneStage::Running,
        ..many
    };
    assert_eq!(
        in_flight_counts(&running),
        "in flight 1,000 · at most 1,000"
    );
}

#[test]
fn the_strip_names_what_bounds_it() {
    let captions = [
        (Strategy::Threads { workers: 4 }, "4 workers"),
        (Strategy::Batched { size: 1_000 }, "batches of 1,000"),
        (Strategy::Concurrent { limit: 10 }, "limit 10"),
        (Strategy::Concurrent { limit: 1_000 }, "limit 1,000"),
        (Strategy::Sequential, "one at a time"),
        (Strategy::Blocking, "one at a time"),
    ];
    for (strategy, bound) in captions {
        let caption = in_flight_caption(strategy);
        assert_eq!(caption, format!("in flight over time · {bound}"));
    }
}

#[test]
fn a_waterfall_is_also_a_sentence() {
    assert_eq!(
        waterfall_label(None),
        "Waterfall, empty until the first run"
    );
    let label = |requests| {
        let mut experiment = Experiment::default();
        experiment.workload.requests = requests;
        let all = Comparison::new(experiment, || RunId(1));
        waterfall_label(all.lanes.first())
    };
    for (requests, words) in [
        (1, "1 request"),
        (100, "100 requests"),
        (2_000, "2,000 requests"),
    ] {
        assert_eq!(
            label(requests),
            format!("Waterfall of Sequential: {words}, 0 ended, 0 of them failed")
        );
    }
}
