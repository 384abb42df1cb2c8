//! The keys that zoom, pan, choose a request, and draw by slot.

use leptos::prelude::*;

use super::rows_field;
use crate::state::store::Store;
use crate::state::timeline::viewport_commands;
use playground_core::session::keys::{KeyPress, TimelineCommand};
use playground_core::session::row_order::Arrangement;

/// One press of an arrow pans by this share of what is shown.
const PAN: f64 = 0.2;

/// Does what the press is for; `false` if it is none of these.
pub fn press(store: Store, press: KeyPress, arrangement: RwSignal<Arrangement>) -> bool {
    let Some(command) = press.timeline_command() else {
        return false;
    };
    match command {
        TimelineCommand::ZoomIn => viewport_commands::zoom(store, viewport_commands::ZOOM_STEP),
        TimelineCommand::ZoomOut => {
            viewport_commands::zoom(store, 1.0 / viewport_commands::ZOOM_STEP);
        }
        TimelineCommand::ShowAll => viewport_commands::show_all(store),
        TimelineCommand::PanLeft => viewport_commands::pan(store, None, -PAN, 0.0),
        TimelineCommand::PanRight => viewport_commands::pan(store, None, PAN, 0.0),
        TimelineCommand::SwitchRows => rows_field::switch(store, arrangement),
        TimelineCommand::SelectAbove => select(store, |row, _| row.saturating_sub(1), u32::MAX),
        TimelineCommand::SelectBelow => select(store, |row, last| (row + 1).min(last), 0),
    }
    true
}

/// Moves the selection to another row of the table, in which the first lane's requests are
/// as they are in its waterfall by request; without a selection, it starts at `first`.
fn select(store: Store, step: fn(u32, u32) -> u32, first: u32) {
    let selected = store.selected.get_untracked();
    let next = store.live.peek(|all| {
        let order = all.lanes.first()?.viewport.order();
        let last = order.len().checked_sub(1)?;
        let row = selected.and_then(|index| order.row_of(index));
        order.request_at(row.map_or(first.min(last), |row| step(row, last)))
    });
    if let Some(next) = next.flatten() {
        viewport_commands::select(store, next);
    }
}
