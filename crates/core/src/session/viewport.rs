//! The visible part of a lane: a window of its time, a window of its rows, and their order.

use crate::timeline::order::RowOrder;
use crate::timeline::row_window::RowWindow;
use crate::timeline::window::TimeWindow;
use crate::units::Span;

/// The visible part of one lane.
#[derive(Clone, Debug)]
pub struct Viewport {
    /// `None` shows all of it, also while the lane grows.
    time: Option<TimeWindow>,
    rows: Option<RowWindow>,
    order: RowOrder,
    /// Counts changes of the order, so that views notice one without comparing orders.
    arrangement: u32,
}

impl Viewport {
    /// A viewport that shows all requests, by index.
    pub const fn whole(requests: u32) -> Self {
        Self {
            time: None,
            rows: None,
            order: RowOrder::natural(requests),
            arrangement: 0,
        }
    }

    /// The visible time of a lane whose axis ends at `end`.
    pub fn window(&self, end: Span) -> TimeWindow {
        let whole = || TimeWindow::whole(end);
        self.time.map_or_else(whole, |window| window.within(end))
    }

    /// The visible rows.
    pub fn rows(&self) -> RowWindow {
        let count = self.order.len();
        let whole = || RowWindow::whole(count);
        self.rows.map_or_else(whole, |rows| rows.within(count))
    }

    pub const fn order(&self) -> &RowOrder {
        &self.order
    }

    /// The number of changes of the order so far.
    pub const fn arrangement(&self) -> u32 {
        self.arrangement
    }

    /// Whether all time and all rows are visible.
    pub const fn is_whole(&self) -> bool {
        self.time.is_none() && self.rows.is_none()
    }

    /// Shows a window of the time of a lane whose axis ends at `end`.
    pub fn show_time(&mut self, window: TimeWindow, end: Span) {
        self.time = (!window.is_whole(end)).then_some(window);
    }

    pub fn show_rows(&mut self, rows: RowWindow) {
        self.rows = (!rows.is_whole(self.order.len())).then_some(rows);
    }

    pub const fn show_all(&mut self) {
        (self.time, self.rows) = (None, None);
    }

    /// Changes the order of rows; returns whether it differs from the one before.
    pub fn arrange(&mut self, order: RowOrder) -> bool {
        let is_new = self.order != order;
        if is_new {
            self.order = order;
            self.arrangement = self.arrangement.wrapping_add(1);
        }
        is_new
    }
}
