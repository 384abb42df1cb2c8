//! The waterfall's picture, read back from a real canvas: rows of 26 pixels, a pixel for each ms.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::units::Span;
use wasm_bindgen_test::wasm_bindgen_test;

use super::picture::{GUTTER, Picture, Pixels, Shows};
use playground_testing::samples::{fold, step};

const ROW: u32 = 26;
const AXIS: u32 = 200;
/// A bar leaves a gap above and below; this far from a row's top one is within it.
const INSET: u32 = 6;

const WAITING: [Shows; 2] = [Shows::WaitBack, Shows::WaitLine];
const RESPONSE: [Shows; 3] = [Shows::ResponseBack, Shows::ResponseLine, Shows::Mixed];
const BACKING_OFF: [Shows; 2] = [Shows::BackoffBack, Shows::BackoffLine];

fn run_of(requests: u32, events: &[RunEvent]) -> Run {
    fold(Strategy::Concurrent { limit: 10 }, requests, events)
}

/// The picture of a run at a moment.
fn picture(run: &Run, now_ms: f64) -> Pixels {
    let height = run.requests().len() as u32 * ROW;
    let mut picture = Picture::new(AXIS, height);
    picture.draw(run, f64::from(AXIS), now_ms, &[]);
    picture.pixels()
}

/// The columns from one ms to another.
const fn ms(from: u32, to: u32) -> (u32, u32) {
    (GUTTER + from, GUTTER + to)
}

/// The inner part of a row's bar.
const fn bar(row: u32) -> (u32, u32) {
    (row * ROW + INSET, (row + 1) * ROW - INSET)
}

const fn whole_row(row: u32) -> (u32, u32) {
    (row * ROW, (row + 1) * ROW)
}

#[wasm_bindgen_test]
fn each_phase_is_where_it_was_in_time() {
    let succeeded = [
        step(0, 0.0, Step::Queued),
        step(0, 40.0, Step::Dispatched),
        step(0, 100.0, Step::Responded { status: 200 }),
        step(0, 120.0, Step::Received { total_bytes: 9 }),
        step(0, 150.0, Step::Ended(Outcome::Succeeded)),
    ];
    let pixels = picture(&run_of(1, &succeeded), 200.0);
    pixels.assert_area(ms(0, 40), whole_row(0), &WAITING);
    pixels.assert_area(ms(40, 100), bar(0), &RESPONSE);
    pixels.assert_area(ms(100, 150), bar(0), &[Shows::Receiving]);
    pixels.assert_area(ms(150, 200), whole_row(0), &[Shows::Nothing]);
}

#[wasm_bindgen_test]
fn an_unfinished_phase_reaches_to_the_present() {
    let open = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(1, 0.0, Step::Queued),
        step(1, 0.0, Step::Dispatched),
        step(1, 60.0, Step::Responded { status: 200 }),
        step(2, 0.0, Step::Queued),
        step(3, 0.0, Step::Queued),
    ];
    let pixels = picture(&run_of(4, &open), 90.0);
    pixels.assert_area(ms(0, 90), bar(0), &RESPONSE);
    pixels.assert_area(ms(0, 60), bar(1), &RESPONSE);
    pixels.assert_area(ms(60, 90), bar(1), &[Shows::Receiving]);
    // Those that were never dispatched are one field without gaps.
    pixels.assert_area(ms(0, 90), (2 * ROW, 4 * ROW), &WAITING);
    pixels.assert_area(ms(90, 200), (0, 4 * ROW), &[Shows::Nothing]);
}

#[wasm_bindgen_test]
fn a_retry_shows_the_wait_between_its_attempts() {
    let retried = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(
            0,
            50.0,
            Step::BackedOff {
                outcome: Outcome::NetworkError(NetworkCause::Unreachable),
                wait: Span::from_ms(50.0),
            },
        ),
        step(0, 100.0, Step::Queued),
        step(0, 120.0, Step::Dispatched),
        step(0, 160.0, Step::Responded { status: 200 }),
        step(0, 160.0, Step::Ended(Outcome::Succeeded)),
    ];
    let pixels = picture(&run_of(1, &retried), 200.0);
    pixels.assert_area(ms(0, 50), bar(0), &RESPONSE);
    pixels.assert_area(ms(50, 100), bar(0), &BACKING_OFF);
    pixels.assert_area(ms(100, 120), bar(0), &WAITING);
    pixels.assert_area(ms(120, 160), bar(0), &RESPONSE);
}

#[wasm_bindgen_test]
fn every_outcome_has_a_mark_and_a_failure_a_cap() {
    let outcomes = [
        (Outcome::Succeeded, Shows::Success, false),
        (Outcome::HttpError { status: 503 }, Shows::Failure, true),
        (
            Outcome::TimedOut {
                after: Span::ZERO,
                page_was_busy: false,
            },
            Shows::Failure,
            true,
        ),
        (
            Outcome::NetworkError(NetworkCause::Unreachable),
            Shows::Failure,
            true,
        ),
        (Outcome::BodyBroken { after_bytes: 1 }, Shows::Failure, true),
        (Outcome::TooLarge { limit_bytes: 1 }, Shows::Failure, true),
        (
            Outcome::Cancelled(CancelledBy::User),
            Shows::Cancelled,
            false,
        ),
    ];
    let mut events = Vec::new();
    for (index, (outcome, ..)) in (0..).zip(outcomes) {
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, 0.0, Step::Dispatched));
        events.push(match outcome {
            Outcome::Cancelled(by) => step(index, 100.0, Step::Cancelled(by)),
            ended => step(index, 100.0, Step::Ended(ended)),
        });
    }
    let pixels = picture(&run_of(outcomes.len() as u32, &events), 200.0);
    let mut marks = Vec::new();
    for (row, (outcome, color, has_cap)) in (0..).zip(outcomes) {
        let in_gutter = pixels.count((0, GUTTER), whole_row(row), color);
        assert!(in_gutter > 0, "{outcome:?} has no mark");
        for other in [Shows::Success, Shows::Failure, Shows::Cancelled] {
            let others = pixels.count((0, GUTTER), whole_row(row), other);
            assert!(
                other == color || others == 0,
                "{outcome:?} is marked {other:?} too"
            );
        }
        let cap = pixels.count(ms(98, 102), bar(row), Shows::Failure);
        assert_eq!(cap > 0, has_cap, "the cap of {outcome:?}");
        marks.push(mark(&pixels, row));
    }
    // Colour is never the only sign: no two marks have one shape.
    for (place, mark) in marks.iter().enumerate() {
        assert!(!marks[..place].contains(mark), "{:?}", outcomes[place].0);
    }
}

/// The shape in a row's gutter.
fn mark(pixels: &Pixels, row: u32) -> Vec<bool> {
    let (from, to) = whole_row(row);
    let places = (from..to).flat_map(|y| (0..GUTTER).map(move |x| (x, y)));
    places
        .map(|(x, y)| pixels.at(x, y) != Shows::Nothing)
        .collect()
}

#[wasm_bindgen_test]
fn a_failure_is_visible_among_many_rows() {
    // Two pixels a row: no room for marks.
    let requests = 100;
    let failed = 37;
    let mut events = Vec::new();
    for index in 0..requests {
        let outcome = if index == failed {
            Outcome::HttpError { status: 500 }
        } else {
            Outcome::Succeeded
        };
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, 0.0, Step::Dispatched));
        events.push(step(index, 100.0, Step::Ended(outcome)));
    }
    let run = run_of(requests, &events);
    let mut picture = Picture::new(AXIS, 2 * requests);
    picture.draw(&run, f64::from(AXIS), 200.0, &[]);
    let pixels = picture.pixels();
    let failures_in = |rows| pixels.count((0, GUTTER), rows, Shows::Failure);
    assert!(failures_in((2 * failed, 2 * failed + 2)) > 0);
    assert_eq!(failures_in((0, 2 * failed)), 0);
    assert_eq!(failures_in((2 * failed + 2, 2 * requests)), 0);
}
