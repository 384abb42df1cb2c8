//! Zooming, panning and selecting: the commands of buttons, keys and pointers on the visible
//! part of the lanes.

use leptos::prelude::*;

use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use playground_core::session::comparison::AxisMode;
use playground_core::session::plot::Anchor;
use playground_core::session::viewport_change::ViewportChange;
pub use playground_core::session::viewport_change::ZOOM_STEP;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{LaneIndex, RequestIndex};
use playground_engine::ports::Clock;

/// Zooms in `factor` times at an anchor; out for a factor below 1.
pub fn zoom_at(store: Store, factor: f64, at: Anchor) {
    change(store, |mut viewports| viewports.zoom_at(factor, at));
}

/// Zooms at the selected request where it is in sight, else at the middle.
pub fn zoom(store: Store, factor: f64) {
    let selected = store.selected.get_untracked();
    change(store, |mut viewports| viewports.zoom(factor, selected));
}

/// Pans by a share of the visible time, and by a number of rows of one lane.
pub fn pan(store: Store, lane: Option<LaneIndex>, time_share: f64, rows: f64) {
    change(store, |mut viewports| viewports.pan(lane, time_share, rows));
}

/// Shows a window of time in every lane.
pub fn show_time(store: Store, window: TimeWindow) {
    change(store, |mut viewports| viewports.show_time(window));
}

/// Shows all time and all rows.
pub fn show_all(store: Store) {
    change(store, |mut viewports| viewports.show_all());
}

/// Draws all lanes on one time axis, or each on its own.
pub fn set_axis(store: Store, mode: AxisMode) {
    show_all(store);
    store.axis.set(mode);
}

/// Selects a request, and brings it into sight.
pub fn select(store: Store, index: RequestIndex) {
    store.selected.set(Some(index));
    change(store, |mut viewports| viewports.bring_into_sight(index));
}

fn change(store: Store, change: impl FnOnce(ViewportChange<'_>)) {
    let mode = store.axis.get_untracked();
    let page_now = BrowserClock.now();
    store.live.update_view(|all| {
        change(ViewportChange {
            all,
            mode,
            page_now,
        });
    });
}
