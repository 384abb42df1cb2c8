//! Which rows of a table that scrolls are in sight: only those are in the document,
//! however many there are.

use std::ops::Range;

use leptos::html::Div;
use leptos::prelude::*;

use super::dynamic::text;
use crate::browser::document::page;

/// Rows beyond those in sight, so that there is something to scroll into.
const SPARE: u32 = 8;

/// A handle to what is in sight of a table.
#[derive(Clone, Copy)]
pub struct RowSight {
    /// What scrolls.
    pub place: NodeRef<Div>,
    /// The first row, and how many there is room for.
    sight: RwSignal<(u32, u32)>,
    /// A row's height, as the style sheet has it.
    row_rem: f64,
}

impl RowSight {
    pub fn new(row_rem: f64) -> Self {
        Self {
            place: NodeRef::new(),
            sight: RwSignal::new((0, 12)),
            row_rem,
        }
    }

    /// Looks again, as after scrolling.
    pub fn look(self) {
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

    /// Rows that are to be seen whole, now.
    pub fn seen(self) -> Range<u32> {
        let (first, room) = self.sight.get_untracked();
        first..(first + room).saturating_sub(1)
    }

    /// Rows that are to be in the document, of so many.
    pub fn rows(self, count: u32) -> Range<u32> {
        let (first, room) = self.sight.get();
        first.saturating_sub(SPARE)..(first + room + SPARE).min(count)
    }

    /// Scrolls so far that a row stands at a third of the height.
    pub fn show(self, row: u32) {
        if let Some(place) = self.place.get_untracked() {
            let (_, room) = self.sight.get_untracked();
            let top = (f64::from(row) - f64::from(room) / 3.0) * self.row_rem * page::rem();
            place.set_scroll_top(top as i32);
        }
    }

    /// As high as all rows above those in the document would be.
    pub fn above(self, count: Memo<u32>) -> Signal<String> {
        text(move || self.height(self.rows(count.get()).start))
    }

    /// As high as all rows below them would be.
    pub fn below(self, count: Memo<u32>) -> Signal<String> {
        text(move || self.height(count.get().saturating_sub(self.rows(count.get()).end)))
    }

    fn height(self, rows: u32) -> String {
        format!("calc({rows} * {}rem)", self.row_rem)
    }
}
