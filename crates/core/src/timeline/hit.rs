//! The request under a point of the plot.

use std::ops::Range;

use super::Px;
use super::axis::TimeAxis;
use super::bar::time_of_flight;
use super::rows::RowLayout;
use super::shown_rows::ShownRows;
use super::slots::{SlotAttempt, Slots};
use super::window::TimeWindow;
use crate::run::Run;
use crate::units::{RequestIndex, Span, TimePoint};

/// A lane and its layout in the plot.
#[derive(Clone, Copy)]
pub struct Plot<'a> {
    pub run: &'a Run,
    pub shown: ShownRows<'a>,
    pub rows: RowLayout,
    pub axis: TimeAxis,
    /// Height of one line of physical pixels.
    pub line: Px,
    pub now: TimePoint,
}

/// The distance from which a bar of a slot is still hit: it may be a pixel wide.
const REACH: Px = Px(4.0);

impl Plot<'_> {
    /// The request under a point. By request, the one whose row is there; if several rows share
    /// that line, the one that was in flight at that time or nearest to it. By slot, the one
    /// whose attempt held the slot at that time, or was within a few pixels; none where the
    /// slot was idle. Among equals the nearest row, then the upper one.
    pub fn request_at(&self, x: Px, y: Px) -> Option<RequestIndex> {
        let row = self.rows.row_at(y);
        let is_shared = self.rows.pitch() < self.line;
        match self.shown {
            ShownRows::Requests(order) => {
                let row = if is_shared {
                    self.nearest_row(self.axis.time_from_x(x), y).or(row)
                } else {
                    row
                };
                order.request_at(row?)
            }
            ShownRows::Slots { slots, .. } => {
                let rows = if is_shared {
                    self.rows_on_line(y)
                } else {
                    row.map_or(0..0, |row| row..row + 1)
                };
                let held = self.nearest_attempt(slots, rows, x, y);
                held.map(|held| held.request)
            }
        }
    }

    /// The rows on the line of a height.
    fn rows_on_line(&self, y: Px) -> Range<u32> {
        if y.0 < 0.0 {
            return 0..0;
        }
        self.rows.on_line((y.0 / self.line.0) as u32, self.line)
    }

    fn nearest_row(&self, time: TimePoint, y: Px) -> Option<u32> {
        let ShownRows::Requests(order) = self.shown else {
            return None;
        };
        let flights = self.rows_on_line(y).filter_map(|row| {
            let record = self.run.request(order.request_at(row)?)?;
            let (from, to) = time_of_flight(record, self.now)?;
            Some((row, row, away(time, from, to)))
        });
        self.nearest(y, flights).map(|(row, _)| row)
    }

    fn nearest_attempt(
        &self,
        slots: &Slots,
        rows: Range<u32>,
        x: Px,
        y: Px,
    ) -> Option<SlotAttempt> {
        let time = self.axis.time_from_x(x);
        let at = |reach: f64| self.axis.time_from_x(Px(x.0 + reach));
        let near = TimeWindow::new(at(-REACH.0), at(REACH.0));
        let held = rows.flat_map(|row| {
            let held = slots.attempts_in(row, near);
            held.map(move |held| (row, *held))
        });
        let held = held.filter(|(_, held)| !self.shown.is_dimmed(held.request));
        let held = held.map(|(row, held)| {
            let to = held.to.unwrap_or(self.now);
            (row, held, away(time, held.from, to))
        });
        // A window of time is at least 1 ms long.
        let reach = at(REACH.0) - time;
        let nearest = self.nearest(y, held);
        nearest.and_then(|(held, away)| (away <= reach).then_some(held))
    }

    /// The nearest to a time, then to a height, of what is in these rows, and how far from that
    /// time it is.
    fn nearest<T>(&self, y: Px, all: impl Iterator<Item = (u32, T, Span)>) -> Option<(T, Span)> {
        let under = self.rows.position_at(y);
        let mut nearest: Option<(T, Span, f64)> = None;
        for (row, one, away) in all {
            // From its middle.
            let rows_away = (f64::from(row) + 0.5 - under).abs();
            let is_nearer = nearest.as_ref().is_none_or(|(_, least, least_rows)| {
                away < *least || away <= *least && rows_away < *least_rows
            });
            if is_nearer {
                nearest = Some((one, away, rows_away));
            }
        }
        nearest.map(|(one, away, _)| (one, away))
    }
}

/// How far a time is from those between two points.
fn away(time: TimePoint, from: TimePoint, to: TimePoint) -> Span {
    (from - time).max(time - to).max(Span::ZERO)
}
