//! The request under a point of the plot.

use super::Px;
use super::axis::TimeAxis;
use super::bar::time_of_flight;
use super::order::RowOrder;
use super::rows::RowLayout;
use crate::run::Run;
use crate::units::{RequestIndex, Span, TimePoint};

/// A lane and its layout in the plot.
#[derive(Clone, Copy)]
pub struct Plot<'a> {
    pub run: &'a Run,
    pub order: &'a RowOrder,
    pub rows: RowLayout,
    pub axis: TimeAxis,
    /// Height of one line of physical pixels.
    pub line: Px,
    pub now: TimePoint,
}

impl Plot<'_> {
    /// The request under a point: the one whose row is there. If several rows share that
    /// line, the one that was in flight at that time or nearest to it; among equals the
    /// nearest row, then the upper one.
    pub fn request_at(&self, x: Px, y: Px) -> Option<RequestIndex> {
        let row = self.rows.row_at(y);
        let nearest = || self.nearest_on_line(self.axis.time_from_x(x), y);
        let row = if self.rows.pitch() < self.line {
            nearest().or(row)
        } else {
            row
        };
        self.order.request_at(row?)
    }

    fn nearest_on_line(&self, time: TimePoint, y: Px) -> Option<u32> {
        if y.0 < 0.0 {
            return None;
        }
        let under = self.rows.position_at(y);
        let line = (y.0 / self.line.0) as u32;
        let mut nearest: Option<(u32, Span, f64)> = None;
        for row in self.rows.on_line(line, self.line) {
            let request = self.order.request_at(row);
            let record = request.and_then(|index| self.run.request(index));
            let flight = record.and_then(|record| time_of_flight(record, self.now));
            let Some((from, to)) = flight else {
                continue;
            };
            let away = (from - time).max(time - to).max(Span::ZERO);
            // From its middle.
            let rows_away = (f64::from(row) + 0.5 - under).abs();
            let is_nearer = nearest.is_none_or(|(_, least, least_rows)| {
                away < least || away <= least && rows_away < least_rows
            });
            if is_nearer {
                nearest = Some((row, away, rows_away));
            }
        }
        nearest.map(|(row, ..)| row)
    }
}
