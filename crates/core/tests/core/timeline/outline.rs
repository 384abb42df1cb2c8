//! The ideal schedule as an outline.

use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::order::RowOrder;
use playground_core::timeline::outline::outline;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::rows::RowLayout;
use playground_core::timeline::window::TimeWindow;
use playground_core::timeline::{PlotSize, Px};
use playground_core::units::{RequestIndex, TimePoint};

use playground_testing::samples::Dice;

const SIZE: PlotSize = PlotSize {
    width: Px(400.0),
    height: Px(200.0),
    line: Px(1.0),
};

fn at(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

fn axis(from: f64, to: f64) -> TimeAxis {
    TimeAxis::new(TimeWindow::new(at(from), at(to)), SIZE.width)
}

#[test]
fn a_row_has_its_requests_span() {
    let spans = [(at(0.0), at(100.0)), (at(50.0), at(200.0))];
    let rows = RowLayout::new(RowWindow::whole(2), SIZE.height);
    let pieces = outline(&spans, &RowOrder::natural(2), rows, &axis(0.0, 400.0), SIZE);
    let places: Vec<_> = pieces
        .iter()
        .map(|piece| (piece.top.0, piece.from.0, piece.to.0))
        .collect();
    assert_eq!(places, [(0.0, 0.0, 100.0), (26.0, 50.0, 200.0)]);
}

#[test]
fn there_is_no_outline_without_a_schedule() {
    let rows = RowLayout::new(RowWindow::whole(9), SIZE.height);
    let pieces = outline(&[], &RowOrder::natural(9), rows, &axis(0.0, 1.0), SIZE);
    assert_eq!(pieces, []);
}

/// If rows share lines, each line reaches from their first start to their last end: by a
/// search of all rows.
#[test]
fn a_line_spans_all_of_its_rows() {
    let mut dice = Dice::new(517);
    for _ in 0..60 {
        let count = dice.whole(400, 4_000);
        let spans: Vec<_> = (0..count)
            .map(|_| {
                let from = f64::from(dice.whole(0, 9_000));
                (at(from), at(from + f64::from(dice.whole(1, 900))))
            })
            .collect();
        let whole = RowWindow::whole(count);
        let window = whole.zoomed(1.0 + f64::from(dice.whole(0, 8)) / 10.0, 100.0, count);
        let rows = RowLayout::new(window, SIZE.height);
        let axis = axis(100.0, 9_500.0);
        let pieces = outline(&spans, &RowOrder::natural(count), rows, &axis, SIZE);
        if rows.pitch() >= SIZE.line {
            continue;
        }
        for piece in &pieces {
            let line = piece.top.0 as u32;
            let on_line = rows.on_line(line, SIZE.line);
            let spans = on_line.map(|row| spans[RequestIndex(row).as_usize()]);
            let from = spans
                .clone()
                .map(|span| span.0.ms())
                .fold(f64::INFINITY, f64::min);
            let to = spans.map(|span| span.1.ms()).fold(0.0, f64::max);
            assert!((piece.from.0 - axis.x_from_time(at(from)).0).abs() < 1e-9);
            assert!((piece.to.0 - axis.x_from_time(at(to)).0).abs() < 1e-9);
        }
        let lines = rows.height().0.min(SIZE.height.0) as usize;
        assert!(
            (lines..=lines + 1).contains(&pieces.len()),
            "{}",
            pieces.len()
        );
    }
}
