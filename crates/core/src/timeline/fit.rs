//! Which rows have something to show in a time window.

use super::bar::time_of_flight;
use super::row_window::RowWindow;
use super::shown_rows::ShownRows;
use super::window::TimeWindow;
use crate::run::Run;
use crate::units::TimePoint;

/// The smallest window of rows with every request that was in flight, or between two
/// attempts, at some time of this window, or with every slot that was held then; all rows if
/// there was none.
pub fn rows_in(run: &Run, shown: ShownRows<'_>, window: TimeWindow, now: TimePoint) -> RowWindow {
    let rows = shown.len();
    let is_visible = |row: &u32| match shown {
        ShownRows::Requests(order) => {
            let record = order.request_at(*row).and_then(|index| run.request(index));
            let flight = record.and_then(|record| time_of_flight(record, now));
            flight.is_some_and(|(from, to)| window.overlaps(from, to))
        }
        ShownRows::Slots { slots, .. } => slots.attempts_in(*row, window).next().is_some(),
    };
    // In index order, requests never dispatched are below all others.
    let end = if shown.is_natural() {
        rows.min(run.first_undispatched().0)
    } else {
        rows
    };
    // From both ends: only the rows outside the result are checked.
    let first = (0..end).find(is_visible);
    let last = first.and_then(|first| (first..end).rev().find(is_visible));
    match (first, last) {
        (Some(first), Some(last)) => {
            RowWindow::new(f64::from(first), f64::from(last - first) + 1.0, rows)
        }
        _ => RowWindow::whole(rows),
    }
}
