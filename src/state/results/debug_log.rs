//! Rebuilds the debug log as runs progress.

use leptos::prelude::*;

use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use playground_core::session::debug_log::lines::{DebugLog, LogContext, LogQuery};
use playground_engine::ports::Clock;

/// Rebuilds the log if something has changed and enough time has passed; returns whether it did.
pub fn update(store: Store, log: &mut DebugLog, query: &LogQuery) -> bool {
    let context = LogContext {
        generation: store.live.generation(),
        selected: store.selected.get_untracked(),
        is_busy: store.is_busy_now(),
    };
    let clock = || BrowserClock.now();
    store
        .live
        .peek(|all| log.update(Some(all), query, context, clock))
        .unwrap_or_else(|| log.update(None, query, context, clock))
}
