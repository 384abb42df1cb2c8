//! Arranges the rows of the lanes as runs progress.

use leptos::prelude::*;

use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use playground_core::session::row_order::{Arrangement, Arranger, ChangeKey, arrange};
use playground_engine::ports::Clock;

/// Arranges the rows of every lane, if something has changed and enough time has passed.
pub fn update(store: Store, arranger: &mut Arranger, arrangement: &Arrangement) {
    let generation = store.live.generation();
    let key = store
        .live
        .peek(|all| ChangeKey::new(Some(all), generation, arrangement))
        .unwrap_or_else(|| ChangeKey::new(None, generation, arrangement));
    let begun = BrowserClock.now();
    if !arranger.is_due(key, begun, store.is_busy_now()) {
        return;
    }
    let mode = store.axis.get_untracked();
    let changed = store
        .live
        .update(|all| arrange(all, arrangement, mode, begun));
    if changed == Some(true) {
        store.live.notify_view();
    }
    arranger.done(begun, BrowserClock.now());
}
