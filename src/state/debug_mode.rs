//! Debug mode: each lane, once it has ended, is written into the browser's own profiler.
//! Not while it runs, so that what is measured is the same with and without.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::memory;
use super::store::Store;
use crate::browser::user_timing;
use crate::model::user_timing::user_timings;

/// A lane has ended; or with none, a run begins, and what was written of the last goes.
pub(super) async fn note(store: Store, lane: Option<usize>) {
    if store.debug_mode.get_untracked() {
        // That a part of the page did not come is said where it is looked for.
        let _noted = write(store, lane).await;
    }
}

/// Switches it on, for lanes that end from now on, or off, and nothing of it is left.
pub fn switch(store: Store, on: bool) {
    store.debug_mode.set(on);
    memory::remember_debug_mode(on);
    if !on {
        user_timing::clear();
    }
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn write(store: Store, lane: Option<usize>) -> Result<(), SplitLoaderError> {
    let Some(place) = lane else {
        user_timing::clear();
        return Ok(());
    };
    let entries = store.look(|all| {
        let lane = all.lanes.get(place)?;
        let title = lane.title();
        Some((user_timings(&lane.run, &title), lane.started?))
    });
    if let Some((entries, started)) = entries.flatten() {
        user_timing::write(entries, started);
    }
    Ok(())
}
