//! Writes the debug log as the runs go on.

use leptos::prelude::*;

use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use playground_core::session::debug_log::lines::{DebugLog, LogContext, LogQuery};
use playground_engine::ports::Clock;

/// Writes the log again, if it has changed and it is time to; whether it did.
pub fn update(store: Store, log: &mut DebugLog, query: &LogQuery) -> bool {
    let context = LogContext {
        generation: store.live.generation(),
        selected: store.selected.get_untracked(),
        is_busy: store.is_busy_now(),
    };
    let clock = || BrowserClock.now();
    let mut is_written = None;
    store
        .live
        .peek(|all| is_written = Some(log.update(Some(all), query, context, clock)));
    is_written.unwrap_or_else(|| log.update(None, query, context, clock))
}
