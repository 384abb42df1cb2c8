//! What happened to each request, step by step, and what kept the page's thread.

use leptos::prelude::*;

use super::debug_fields::DebugFields;
use super::debug_rows::DebugRows;
use super::debug_switch::DebugSwitch;
use super::dynamic::text;
use crate::browser::page;
use crate::state::results::debug_log;
use crate::state::store::Store;
use playground_core::session::debug_log::lines::{DebugLog as Log, LogQuery};
use playground_core::wording::numbers::group_digits;

#[component]
pub fn DebugLog(store: Store) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let wanted = RwSignal::new(LogQuery::default());
    let log = StoredValue::new_local(Log::default());
    // Counts how often it was written.
    let written = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if !is_open.get() {
            return;
        }
        store.live.track_figures();
        store.selected.track();
        let wanted = wanted.get();
        let is_new = log.try_update_value(|log| debug_log::update(store, log, &wanted));
        if is_new == Some(true) {
            written.update(|count| *count = count.wrapping_add(1));
        }
    });
    let count = text(move || {
        written.track();
        let waits = wanted.with(|wanted| wanted.only_selected) && store.selected.get().is_none();
        log.with_value(|log| count_words(log, waits))
    });
    let told_by = text(move || {
        written.track();
        match log.with_value(Log::is_told_by_frames) {
            true => {
                "The browser of this run did not tell of such tasks, so times without a frame \
                 are listed."
            }
            false => "",
        }
        .to_owned()
    });
    view! {
        <details
            class="panel debug-log"
            on:toggle=move |event| is_open.set(page::is_open(&event))
        >
            <summary>"Debug log"</summary>
            <div class="body">
            <DebugSwitch store />
            <DebugFields store wanted />
            <p class="entries">{count}</p>
            <DebugRows store is_open log written />
            <p class="note">
                "Each step of each request, lane after lane; times from the lane's start. What
                keeps the page's one thread for 50 ms or more gets a warning: meanwhile nothing
                else goes on there. (Python's asyncio, in its debug mode, warns from 100 ms on.) "
                {told_by}
            </p>
            </div>
        </details>
    }
}

fn count_words(log: &Log, waits_for_choice: bool) -> String {
    let count = |lines: usize| match lines {
        1 => "1 entry".to_owned(),
        lines => format!("{} entries", group_digits(lines as u64)),
    };
    let (listed, total) = (log.len() as usize, log.total());
    if waits_for_choice {
        "No request is chosen. Click a bar, or use ↑ and ↓.".to_owned()
    } else if total == 0 {
        "No entry is like this.".to_owned()
    } else if listed < total {
        let first = group_digits(listed as u64);
        format!(
            "The first {first} of {}. Choose a lane or a kind, or find something, to see others.",
            count(total)
        )
    } else {
        count(total)
    }
}
