//! The part of a table that scrolls which is in sight: only its rows are in the document,
//! however many there are.

use std::ops::Range;

use leptos::html::Div;
use leptos::prelude::*;

use super::dynamic::text;
use crate::browser::document::page;

/// Rows above and below those in sight, so that there is something to scroll into.
const SPARE: u32 = 8;

/// A handle to the rows in sight.
#[derive(Clone, Copy)]
pub struct RowWindow {
    /// What scrolls.
    pub place: NodeRef<Div>,
    /// The first row, and how many there is room for.
    sight: RwSignal<(u32, u32)>,
    row_rem: f64,
}

impl RowWindow {
    /// `row_rem`: a row's height in rem. The table gives it to its style sheet as
    /// `--row-height`, so this is the only place that names it.
    pub fn new(row_rem: f64) -> Self {
        Self {
            place: NodeRef::new(),
            sight: RwSignal::new((0, 12)),
            row_rem,
        }
    }

    /// Measures again, as after scrolling.
    pub fn update(self) {
        if let Some(place) = self.place.get_untracked() {
            let row = self.row_rem * page::rem();
            let first = f64::from(place.scroll_top()) / row;
            let count = f64::from(place.client_height()) / row;
            let seen = (first as u32, count.ceil() as u32);
            if self.sight.get_untracked() != seen {
                self.sight.set(seen);
            }
        }
    }

    /// The rows that are completely in sight now.
    pub fn in_sight(self) -> Range<u32> {
        let (first, room) = self.sight.get_untracked();
        first..(first + room).saturating_sub(1)
    }

    /// The rows that belong in the document, of this many.
    pub fn rows(self, count: u32) -> Range<u32> {
        let (first, room) = self.sight.get();
        first.saturating_sub(SPARE)..(first + room + SPARE).min(count)
    }

    /// Scrolls until a row is at a third of the height.
    pub fn scroll_to(self, row: u32) {
        if let Some(place) = self.place.get_untracked() {
            let (_, room) = self.sight.get_untracked();
            let top = (f64::from(row) - f64::from(room) / 3.0) * self.row_rem * page::rem();
            place.set_scroll_top(top as i32);
        }
    }

    pub fn row_height(self) -> String {
        format!("{}rem", self.row_rem)
    }

    /// The height of all rows above those in the document.
    pub fn above(self, count: Memo<u32>) -> Signal<String> {
        text(move || self.height(self.rows(count.get()).start))
    }

    /// The height of all rows below them.
    pub fn below(self, count: Memo<u32>) -> Signal<String> {
        text(move || self.height(count.get().saturating_sub(self.rows(count.get()).end)))
    }

    fn height(self, rows: u32) -> String {
        format!("calc({rows} * {}rem)", self.row_rem)
    }
}
