//! The ideal schedule as an outline: where each row's request would ideally have been.

use super::axis::TimeAxis;
use super::order::RowOrder;
use super::rows::RowLayout;
use super::{PlotSize, Px};
use crate::units::TimePoint;

/// A row of the outline, or a line that several rows share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutlinePiece {
    pub top: Px,
    pub height: Px,
    /// Where the first of its requests would begin and the last would end; outside the plot
    /// for times outside the window.
    pub from: Px,
    pub to: Px,
}

/// The visible part of the outline, from the top; `spans` by request.
pub fn outline(
    spans: &[(TimePoint, TimePoint)],
    order: &RowOrder,
    rows: RowLayout,
    axis: &TimeAxis,
    size: PlotSize,
) -> Vec<OutlinePiece> {
    let span_of = |row: u32| spans.get(order.request_at(row)?.as_usize()).copied();
    let piece = |all: &mut dyn Iterator<Item = (TimePoint, TimePoint)>, top: Px, height: Px| {
        let all = all.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        all.map(|(from, to)| OutlinePiece {
            top,
            height,
            from: axis.x_from_time(from),
            to: axis.x_from_time(to),
        })
    };
    if rows.pitch() >= size.line {
        let visible = rows.visible();
        return visible
            .filter_map(|row| piece(&mut span_of(row).into_iter(), rows.top(row), rows.pitch()))
            .collect();
    }
    let lines = (rows.height().0.min(size.height.0) / size.line.0.max(0.1)) as u32;
    let line = |line: u32| {
        let top = Px(f64::from(line) * size.line.0);
        let mut spans = rows.on_line(line, size.line).filter_map(span_of);
        piece(&mut spans, top, size.line)
    };
    (0..=lines).filter_map(line).collect()
}
