//! The visible part of a lane: a window of its time, a window of its rows, and what these are.

use crate::timeline::order::RowOrder;
use crate::timeline::row_window::RowWindow;
use crate::timeline::shown_rows::ShownRows;
use crate::timeline::slots::Slots;
use crate::timeline::window::TimeWindow;
use crate::units::Span;

/// The visible part of one lane.
#[derive(Clone, Debug)]
pub struct Viewport {
    /// `None` shows all of it, also while the lane grows.
    time: Option<TimeWindow>,
    rows: Option<RowWindow>,
    order: RowOrder,
    /// The rows, if they are slots and not requests.
    slots: Option<Slots>,
    /// Counts changes of the rows, so that views notice one without comparing rows.
    arrangement: u32,
}

impl Viewport {
    /// A viewport that shows all requests, by index.
    pub const fn whole(requests: u32) -> Self {
        Self {
            time: None,
            rows: None,
            order: RowOrder::natural(requests),
            slots: None,
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
        let count = self.shown().len();
        let whole = || RowWindow::whole(count);
        self.rows.map_or_else(whole, |rows| rows.within(count))
    }

    /// The requests that are shown, in the order of the table.
    pub const fn order(&self) -> &RowOrder {
        &self.order
    }

    /// The rows of the waterfall.
    pub const fn shown(&self) -> ShownRows<'_> {
        let listed = &self.order;
        match &self.slots {
            Some(slots) => ShownRows::Slots { slots, listed },
            None => ShownRows::Requests(listed),
        }
    }

    /// The number of changes of the rows so far.
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
        self.rows = (!rows.is_whole(self.shown().len())).then_some(rows);
    }

    pub const fn show_all(&mut self) {
        (self.time, self.rows) = (None, None);
    }

    /// Changes the rows, to slots if there are any; returns whether they differ from those
    /// before.
    pub fn arrange(&mut self, order: RowOrder, slots: Option<Slots>) -> bool {
        let is_new = self.order != order || self.slots != slots;
        if is_new {
            if self.slots.is_some() != slots.is_some() {
                // A window of rows of the other kind.
                self.rows = None;
            }
            (self.order, self.slots) = (order, slots);
            self.arrangement = self.arrangement.wrapping_add(1);
        }
        is_new
    }
}
