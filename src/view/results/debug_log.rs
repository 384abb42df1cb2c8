//! What happened to each request, step by step, and what kept the page's thread.

use leptos::prelude::*;

use super::debug_fields::DebugFields;
use super::debug_rows::DebugRows;
use super::debug_switch::DebugSwitch;
use crate::browser::document::page;
use crate::state::results::{debug_log, debug_mode};
use crate::view::shared::dynamic::text;
use crate::view::shared::store::use_store;
use playground_core::session::debug_log::lines::{DebugLog as Log, LogQuery};
use playground_core::session::debug_log::summary::summary;
use playground_core::session::table;

#[component]
pub fn DebugLog() -> impl IntoView {
    let store = use_store();
    debug_mode::follow(store);
    let switch = Callback::new(move |on| debug_mode::switch(store, on));
    let is_open = RwSignal::new(false);
    let query = RwSignal::new(LogQuery::default());
    let log = StoredValue::new_local(Log::default());
    // Counts how often the log was written.
    let written = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if !is_open.get() {
            return;
        }
        store.live.track_figures();
        store.selected.track();
        let query = query.get();
        let is_new = log.try_update_value(|log| debug_log::update(store, log, &query));
        if is_new == Some(true) {
            written.update(|count| *count = count.wrapping_add(1));
        }
    });
    let titles = Memo::new(move |_| store.live.watch(table::titles).unwrap_or_default());
    // A lane of another run is another lane.
    Effect::new(move |had_lanes: Option<()>| {
        store.live.track_lanes();
        if had_lanes.is_some() {
            query.update(|query| query.lane = None);
        }
    });
    let entries = text(move || {
        written.track();
        let waits = query.with(|query| query.only_selected) && store.selected.get().is_none();
        log.with_value(|log| summary(log, waits))
    });
    let source_of_warnings = text(move || {
        written.track();
        if log.with_value(Log::warns_by_frames) {
            "The browser of this run did not report such tasks, so long gaps between frames are \
             listed instead."
                .to_owned()
        } else {
            String::new()
        }
    });
    view! {
        <details
            class="panel debug-log"
            on:toggle=move |event| is_open.set(page::is_open(&event))
        >
            <summary>"Debug log"</summary>
            <div class="body">
            <DebugSwitch is_on=store.debug_mode.into() switch />
            <DebugFields query titles />
            <p class="entries">{entries}</p>
            <DebugRows is_open log written />
            <p class="note">
                "Each step of each request, lane after lane; times from the lane's start. What
                keeps the page's one thread for 50 ms or more gets a warning: meanwhile nothing
                else happens there. (Python's asyncio, in its debug mode, warns from 100 ms on.) "
                {source_of_warnings}
            </p>
            </div>
        </details>
    }
}
