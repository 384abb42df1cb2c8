//! Which rows have anything to show in a window.

use super::bar::time_of_flight;
use super::order::RowOrder;
use super::row_window::RowWindow;
use super::window::TimeWindow;
use crate::run::Run;
use crate::units::TimePoint;

/// The smallest window of rows that holds every request that was in flight, or between
/// two attempts, at any time of this window; all rows where none was.
pub fn rows_in(run: &Run, order: &RowOrder, window: TimeWindow, now: TimePoint) -> RowWindow {
    let rows = order.len();
    let is_seen = |row: &u32| {
        let record = order.request_at(*row).and_then(|index| run.request(index));
        let flight = record.and_then(|record| time_of_flight(record, now));
        flight.is_some_and(|(from, to)| window.overlaps(from, to))
    };
    // In the order of indexes, those never dispatched are below all others.
    let end = match order.is_natural() {
        true => rows.min(run.first_undispatched().0),
        false => rows,
    };
    // From both ends, so that only the rows outside are looked at.
    let first = (0..end).find(is_seen);
    let last = first.and_then(|first| (first..end).rev().find(is_seen));
    match (first, last) {
        (Some(first), Some(last)) => {
            RowWindow::new(f64::from(first), f64::from(last - first) + 1.0, rows)
        }
        _ => RowWindow::whole(rows),
    }
}
