//! Saving the report of what is on the page, and opening one that was saved.

use leptos::prelude::*;

use crate::state::commands;
use crate::state::store::Store;
use crate::view::shared::dynamic::flag;

#[component]
pub fn ReportButtons(store: Store) -> impl IntoView {
    let has_none = flag(move || {
        store.live.track_lanes();
        store.is_busy() || store.live.is_empty()
    });
    view! {
        <div class="report-buttons">
            <button
                disabled=has_none
                on:click=move |_| commands::save_report(store)
            >
                "Save report"
            </button>
            <OpenReport store />
        </div>
    }
}

/// A field that looks like a button: only such a one may open the browser's dialogue.
#[component]
pub fn OpenReport(store: Store) -> impl IntoView {
    view! {
        <label class="file">
            "Open report…"
            <input
                type="file"
                accept=".json,application/json"
                disabled=flag(move || store.is_busy())
                on:change=move |event| commands::open_chosen(store, &event)
            />
        </label>
    }
}
