//! The part of a lane that is shown: a part of its time, a part of its rows, in an order.

use crate::timeline::order::RowOrder;
use crate::timeline::row_window::RowWindow;
use crate::timeline::window::TimeWindow;
use crate::units::Span;

#[derive(Clone, Debug)]
pub struct Viewport {
    /// `None` for all of it, also while it grows.
    time: Option<TimeWindow>,
    rows: Option<RowWindow>,
    order: RowOrder,
    /// Counts orders, so that another one is noticed without comparing them.
    arrangement: u32,
}

impl Viewport {
    /// All of so many requests, by index.
    pub const fn whole(requests: u32) -> Self {
        Self {
            time: None,
            rows: None,
            order: RowOrder::natural(requests),
            arrangement: 0,
        }
    }

    /// The time that is shown of a lane's, which reaches so far.
    pub fn window(&self, end: Span) -> TimeWindow {
        let whole = || TimeWindow::whole(end);
        self.time.map_or_else(whole, |window| window.within(end))
    }

    pub fn rows(&self) -> RowWindow {
        let count = self.order.len();
        let whole = || RowWindow::whole(count);
        self.rows.map_or_else(whole, |rows| rows.within(count))
    }

    pub const fn order(&self) -> &RowOrder {
        &self.order
    }

    pub const fn arrangement(&self) -> u32 {
        self.arrangement
    }

    /// Whether nothing is out of sight but what a filter hides.
    pub const fn is_whole(&self) -> bool {
        self.time.is_none() && self.rows.is_none()
    }

    /// Shows this part of a time that reaches so far.
    pub fn show_time(&mut self, window: TimeWindow, end: Span) {
        self.time = (!window.is_whole(end)).then_some(window);
    }

    pub fn show_rows(&mut self, rows: RowWindow) {
        self.rows = (!rows.is_whole(self.order.len())).then_some(rows);
    }

    pub const fn show_all(&mut self) {
        (self.time, self.rows) = (None, None);
    }

    /// Shows requests in this order; whether it is another than before.
    pub fn arrange(&mut self, order: RowOrder) -> bool {
        let is_new = self.order != order;
        if is_new {
            self.order = order;
            self.arrangement = self.arrangement.wrapping_add(1);
        }
        is_new
    }
}
