//! Saving the report of what is on the page, and opening one that was saved.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::view::shared::dynamic::flag;

#[component]
pub fn ReportButtons(
    /// Something runs.
    is_busy: Signal<bool>,
    /// Nothing has run, and no report was opened.
    is_empty: Signal<bool>,
    save: Callback<()>,
    /// A file was chosen.
    on_file: impl FnMut(Event) + 'static,
) -> impl IntoView {
    view! {
        <div class="report-buttons">
            <button
                disabled=flag(move || is_busy.get() || is_empty.get())
                on:click=move |_| save.run(())
            >
                "Save report"
            </button>
            // A field that looks like a button: only a field may open the browser's dialog.
            <label class="file">
                "Open report…"
                <input
                    type="file"
                    accept=".json,application/json"
                    disabled=is_busy
                    on:change=on_file
                />
            </label>
        </div>
    }
}
