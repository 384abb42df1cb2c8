//! The picture by slot, read back from a real canvas: rows of 26 pixels, a pixel for each ms.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::Step;
use playground_core::run::outcome::Outcome;
use playground_core::timeline::order::{Filter, OutcomeFilter, RowOrder, SortKey};
use playground_core::timeline::shown_rows::ShownRows;
use playground_core::timeline::slots::Slots;
use wasm_bindgen_test::wasm_bindgen_test;

use super::picture::{GUTTER, Picture, Pixels, Shows};
use playground_testing::samples::{fold, step};

const ROW: u32 = 26;
const AXIS: u32 = 200;
const INSET: u32 = 6;
const RESPONSE: [Shows; 3] = [Shows::ResponseBack, Shows::ResponseLine, Shows::Mixed];

/// Request 0 holds the first slot until 60 ms, request 2 from there to 100 ms, and request 1, which
/// fails, the second slot from 0 to 40 ms; request 3 is in flight in it since 80 ms.
fn run() -> Run {
    let queued = (0..5).map(|index| step(index, 0.0, Step::Queued));
    let mut events: Vec<_> = queued.collect();
    events.extend([
        step(0, 0.0, Step::Dispatched),
        step(1, 0.0, Step::Dispatched),
        step(1, 40.0, Step::Ended(Outcome::HttpError { status: 503 })),
        step(0, 60.0, Step::Ended(Outcome::Succeeded)),
        step(2, 60.0, Step::Dispatched),
        step(3, 80.0, Step::Dispatched),
        step(2, 100.0, Step::Ended(Outcome::Succeeded)),
    ]);
    fold(Strategy::Concurrent { limit: 2 }, 5, &events)
}

fn picture(run: &Run, listed: &RowOrder, height: u32) -> Pixels {
    let slots = Slots::new(run);
    assert_eq!(slots.len(), 2);
    let shown = ShownRows::Slots {
        slots: &slots,
        listed,
    };
    let mut picture = Picture::new(AXIS, height);
    picture.draw_rows(run, shown, f64::from(AXIS), 150.0, &[]);
    picture.pixels()
}

const fn ms(from: u32, to: u32) -> (u32, u32) {
    (GUTTER + from, GUTTER + to)
}

const fn bar(row: u32) -> (u32, u32) {
    (row * ROW + INSET, (row + 1) * ROW - INSET)
}

#[wasm_bindgen_test]
fn attempts_follow_each_other_in_their_slot_with_gaps_where_it_was_idle() {
    let run = run();
    let pixels = picture(&run, &RowOrder::natural(5), 2 * ROW);
    pixels.assert_area(ms(0, 59), bar(0), &RESPONSE);
    // One pixel tells them apart.
    pixels.assert_area(ms(59, 60), bar(0), &[Shows::Nothing]);
    pixels.assert_area(ms(60, 99), bar(0), &RESPONSE);
    pixels.assert_area(ms(99, 200), (0, ROW), &[Shows::Nothing]);
    pixels.assert_area(ms(0, 39), bar(1), &RESPONSE);
    pixels.assert_area(ms(39, 42), bar(1), &[Shows::Failure]);
    pixels.assert_area(ms(42, 80), (ROW, 2 * ROW), &[Shows::Nothing]);
    pixels.assert_area(ms(80, 150), bar(1), &RESPONSE);
    // In a slot no request waits.
    pixels.assert_area(ms(150, 200), (0, 2 * ROW), &[Shows::Nothing]);
    // A slot has many outcomes, and no mark for one of them.
    pixels.assert_area((0, GUTTER), (0, 2 * ROW), &[Shows::Nothing]);
}

#[wasm_bindgen_test]
fn what_a_filter_hides_is_dimmed_and_keeps_its_place() {
    let run = run();
    let failures = Filter {
        outcome: OutcomeFilter::Failures,
        text: String::new(),
    };
    let listed = RowOrder::new(&run, SortKey::Index, &failures, &|_| String::new());
    let pixels = picture(&run, &listed, 2 * ROW);
    pixels.assert_area(ms(0, 39), bar(1), &RESPONSE);
    for (slot, from, to) in [(0, 0, 59), (0, 60, 99), (1, 80, 150)] {
        pixels.assert_area(ms(from, to), bar(slot), &[Shows::Mixed]);
    }
    pixels.assert_area(ms(59, 60), bar(0), &[Shows::Nothing]);
}

#[wasm_bindgen_test]
fn slots_that_share_a_line_and_bars_too_narrow_to_tell_apart_are_drawn_together() {
    let run = run();
    let pixels = picture(&run, &RowOrder::natural(5), 1);
    pixels.assert_area(ms(0, 39), (0, 1), &[Shows::ResponseLine]);
    pixels.assert_area(ms(39, 42), (0, 1), &[Shows::Failure]);
    pixels.assert_area(ms(42, 150), (0, 1), &[Shows::ResponseLine]);
    pixels.assert_area(ms(150, 200), (0, 1), &[Shows::Nothing]);
    // On such a line a failure is marked at the left, so that none is overlooked.
    assert!(pixels.count((0, GUTTER), (0, 1), Shows::Failure) > 4);

    // A hundred requests of 2 ms, one after the other: one bar without gaps.
    let mut events = Vec::new();
    for index in 0..100 {
        let at = f64::from(index) * 2.0;
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, at, Step::Dispatched));
        events.push(step(index, at + 2.0, Step::Ended(Outcome::Succeeded)));
    }
    let run = fold(Strategy::Sequential, 100, &events);
    let (slots, listed) = (Slots::new(&run), RowOrder::natural(100));
    let shown = ShownRows::Slots {
        slots: &slots,
        listed: &listed,
    };
    let mut picture = Picture::new(AXIS, ROW);
    picture.draw_rows(&run, shown, f64::from(AXIS), 200.0, &[]);
    let pixels = picture.pixels();
    pixels.assert_area(ms(0, 200), bar(0), &RESPONSE);
}
