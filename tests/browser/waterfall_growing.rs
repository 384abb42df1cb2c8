//! A waterfall that grew frame by frame is the same picture as one drawn at once.

use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, Latency, Workload};
use playground_core::experiment::{Experiment, Policy};
use playground_core::session::comparison::Comparison;
use playground_core::units::RunId;
use wasm_bindgen_test::wasm_bindgen_test;

use super::picture::Picture;
use playground_testing::lane_driver::LaneDriver;

const LIMIT: u32 = 6;

fn policy(retries: u32) -> Policy {
    Policy {
        timeout_ms: 150,
        retries,
        ..Policy::default()
    }
}

/// Some of everything: successes, retries, failures of several kinds.
fn workload(requests: u32) -> Workload {
    let faults = [
        Fault::ServerError,
        Fault::NotFound,
        Fault::Hang,
        Fault::Drop,
    ];
    Workload {
        requests,
        latency: Latency::Uniform { min: 20, max: 90 },
        faults: faults
            .into_iter()
            .fold(Faults::NONE, |all, fault| all.with(fault, 0.1)),
        ..Workload::default()
    }
}

/// The time between two frames, in ms.
const FRAME_MS: f64 = 16.0;

/// Plays a run of this many requests on a picture, frame by frame, and holds it to
/// one drawn at once: midway, and at its end.
#[track_caller]
fn assert_grows_into_the_same(axis_width: u32, height: u32, requests: u32, retries: u32) {
    let (workload, policy) = (workload(requests), policy(retries));
    let driver = LaneDriver::planned(Plan::new(workload), LIMIT);
    let driven = driver.policy(policy).run();
    let experiment = Experiment {
        workload,
        policy,
        lanes: vec![Strategy::Concurrent { limit: LIMIT }.into()],
        ..Experiment::default()
    };
    let mut lane = Comparison::new(experiment, || RunId(1)).lanes.remove(0);
    let end_ms = driven.run.last_end().expect("it ran").ms();
    let axis_ms = end_ms * 1.02;

    let mut grown = Picture::new(axis_width, height);
    let mut frame_ms = 0.0;
    for event in &driven.events {
        while event.at.ms() > frame_ms {
            let changed = std::mem::take(&mut lane.changed);
            grown.draw(&lane.run, axis_ms, frame_ms, &changed);
            let is_a_tenth_frame = (frame_ms / FRAME_MS) as u32 % 10 == 9;
            if is_a_tenth_frame {
                let mut at_once = Picture::new(axis_width, height);
                at_once.draw(&lane.run, axis_ms, frame_ms, &[]);
                assert_same(&grown, &at_once, frame_ms);
            }
            frame_ms += FRAME_MS;
        }
        lane.fold(*event).expect("every event is legal");
    }
    let changed = std::mem::take(&mut lane.changed);
    grown.draw(&lane.run, axis_ms, end_ms, &changed);
    let mut at_once = Picture::new(axis_width, height);
    at_once.draw(&lane.run, axis_ms, end_ms, &[]);
    assert_same(&grown, &at_once, end_ms);
}

#[track_caller]
fn assert_same(grown: &Picture, at_once: &Picture, now_ms: f64) {
    let differences = grown.pixels().differences(&at_once.pixels());
    let few: Vec<_> = differences.iter().take(12).collect();
    let count = differences.len();
    assert!(
        few.is_empty(),
        "at {now_ms} ms {count} pixels differ: {few:?}"
    );
}

#[wasm_bindgen_test]
fn with_a_whole_number_of_pixels_for_each_row() {
    assert_grows_into_the_same(500, 40 * 10, 40, 0);
    assert_grows_into_the_same(500, 40 * 10, 40, 2);
}

#[wasm_bindgen_test]
fn with_rows_that_fall_between_pixels() {
    assert_grows_into_the_same(487, 333, 40, 0);
    assert_grows_into_the_same(487, 333, 40, 2);
    assert_grows_into_the_same(487, 333, 200, 2);
}

#[wasm_bindgen_test]
fn with_more_rows_than_pixels() {
    assert_grows_into_the_same(500, 60, 130, 0);
    assert_grows_into_the_same(500, 60, 130, 2);
}
