//! The switch of debug mode.

use leptos::prelude::*;

#[component]
pub fn DebugSwitch(is_on: Signal<bool>, switch: Callback<bool>) -> impl IntoView {
    view! {
        <div class="mode">
            <label class="switch">
                <input
                    type="checkbox"
                    aria-describedby="debug-mode-hint"
                    prop:checked=is_on
                    on:change=move |event| switch.run(event_target_checked(&event))
                />
                "Debug mode"
            </label>
            <p class="hint" id="debug-mode-hint">
                "shows the next runs in the browser's own profiler too. Start a recording in its
                Performance panel, and run: each lane is a track there, and each attempt a bar (of
                the first 10,000 requests of a lane)."
            </p>
        </div>
    }
}
