//! The switch of debug mode.

use leptos::prelude::*;

use crate::state::results::debug_mode;
use crate::state::store::Store;

#[component]
pub fn DebugSwitch(store: Store) -> impl IntoView {
    debug_mode::follow(store);
    view! {
        <div class="mode">
            <label class="switch">
                <input
                    type="checkbox"
                    aria-describedby="debug-mode-hint"
                    prop:checked=store.debug_mode
                    on:change=move |event| debug_mode::switch(store, event_target_checked(&event))
                />
                "Debug mode"
            </label>
            <p class="hint" id="debug-mode-hint">
                "shows the next runs in the browser's own profiler too. Let its Performance panel
                record, and run: each lane is a track there, and each attempt a bar (of the first
                10,000 requests of a lane)."
            </p>
        </div>
    }
}
