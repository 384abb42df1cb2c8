//! Zooming and panning the lanes. On a shared time axis all lanes show the same time; each
//! lane shows those of its rows that have bars in it.

use crate::session::comparison::{AxisMode, Comparison};
use crate::session::lane_state::LaneState;
use crate::session::plot::{Anchor, window_of};
use crate::timeline::bar::time_of_flight;
use crate::timeline::fit::rows_in;
use crate::timeline::row_window::RowWindow;
use crate::timeline::window::TimeWindow;
use crate::units::{LaneIndex, RequestIndex, Span, TimePoint};

/// The factor by which one press of + zooms in.
pub const ZOOM_STEP: f64 = 1.6;

/// A change of a comparison's viewports; `page_now` by the page's clock.
pub struct ViewportChange<'a> {
    pub all: &'a mut Comparison,
    pub mode: AxisMode,
    pub page_now: TimePoint,
}

impl ViewportChange<'_> {
    /// Zooms in `factor` times at an anchor, which stays in place; out for a factor below 1.
    pub fn zoom_at(&mut self, factor: f64, at: Anchor) {
        let rows = self.all.lane(at.lane).map(|lane| lane.viewport.rows());
        self.change_time(Some(at.lane), |window, end| {
            window.zoomed(factor, at.time, end)
        });
        // The row at the anchor stays in place, as the time does.
        if let Some((lane, rows)) = self.all.lane_mut(at.lane).zip(rows) {
            let count = lane.viewport.shown().len();
            lane.viewport.show_rows(rows.zoomed(factor, at.row, count));
        }
    }

    /// Zooms at the selected request where it is in sight, else at the middle.
    pub fn zoom(&mut self, factor: f64, selected: Option<RequestIndex>) {
        let dispatched = |lane: &LaneState| lane.run.request(selected?)?.first_dispatch();
        let first = self.all.lanes.iter().find_map(dispatched);
        self.change_time(None, |window, end| {
            let middle = window.from() + window.length().times(0.5);
            let at = first.filter(|at| window.contains(*at)).unwrap_or(middle);
            window.zoomed(factor, at, end)
        });
    }

    /// Pans by a share of the visible time, and by a number of rows of one lane.
    pub fn pan(&mut self, lane: Option<LaneIndex>, time_share: f64, rows: f64) {
        let lane_rows = |all: &Comparison| Some(all.lane(lane?)?.viewport.rows());
        let kept = lane_rows(self.all);
        if time_share != 0.0 {
            self.change_time(lane, |window, end| {
                window.panned(window.length().times(time_share), end)
            });
        }
        // In the dragged lane, rows follow the drag and not the time.
        if let Some((lane, kept)) = lane.and_then(|lane| self.all.lane_mut(lane)).zip(kept) {
            let count = lane.viewport.shown().len();
            lane.viewport.show_rows(kept.panned(rows, count));
        }
    }

    /// Shows a window of time in every lane.
    pub fn show_time(&mut self, window: TimeWindow) {
        self.change_time(None, |_, end| window.within(end));
    }

    /// Shows all time and all rows.
    pub fn show_all(&mut self) {
        let lanes = self.all.lanes.iter_mut();
        lanes.for_each(|lane| lane.viewport.show_all());
    }

    /// Pans until a request's row is visible in every lane, and its bar in at least one.
    pub fn bring_into_sight(&mut self, index: RequestIndex) {
        self.bring_time_into_sight(index);
        let zoomed = |lane: &&mut LaneState| !lane.viewport.is_whole();
        for lane in self.all.lanes.iter_mut().filter(zoomed) {
            let Some(row) = lane.viewport.shown().row_of(index) else {
                continue;
            };
            let (rows, count) = (lane.viewport.rows(), lane.viewport.shown().len());
            let (top, bottom) = (f64::from(row), f64::from(row) + 1.0);
            let above = (rows.first() - top).max(0.0);
            let below = (bottom - rows.end()).max(0.0);
            lane.viewport.show_rows(rows.panned(below - above, count));
        }
    }

    /// Pans to the time of a request's flight, if that is visible in no lane.
    fn bring_time_into_sight(&mut self, index: RequestIndex) {
        let now = self.page_now;
        let flight = |lane: &LaneState| time_of_flight(lane.run.request(index)?, lane.now(now));
        let is_seen = |(lane_index, lane): (LaneIndex, &LaneState)| {
            let window = window_of(self.all, lane_index, self.mode);
            let seen = flight(lane).zip(window);
            seen.is_some_and(|((from, to), window)| window.overlaps(from, to))
        };
        if self.all.indexed_lanes().any(is_seen) {
            return;
        }
        let first = self
            .all
            .indexed_lanes()
            .find_map(|(lane_index, lane)| Some((lane_index, flight(lane)?.0)));
        if let Some((lane, from)) = first {
            self.change_time(Some(lane), |window, end| {
                // Some time before the flight is visible too.
                let lead = window.length().times(0.2);
                window.panned(from - window.from() - lead, end)
            });
        }
    }

    /// Changes the visible time: of every lane, or of one lane if lanes have their own axes.
    fn change_time(
        &mut self,
        only: Option<LaneIndex>,
        change: impl Fn(TimeWindow, Span) -> TimeWindow,
    ) {
        for index in self.all.lane_indexes() {
            if self.mode == AxisMode::Own && only.is_some_and(|only| only != index) {
                continue;
            }
            let end = self.all.axis_end(index, self.mode);
            let Some(lane) = self.all.lane_mut(index) else {
                continue;
            };
            let window = change(lane.viewport.window(end), end);
            lane.viewport.show_time(window, end);
            let rows = if window.is_whole(end) {
                RowWindow::whole(lane.viewport.shown().len())
            } else {
                let now = lane.now(self.page_now);
                rows_in(&lane.run, lane.viewport.shown(), window, now)
            };
            lane.viewport.show_rows(rows);
        }
    }
}
