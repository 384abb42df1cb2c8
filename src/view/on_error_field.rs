//! What a failure does to the rest.

use leptos::prelude::*;

use super::dynamic::flag;
use crate::export::draft::Draft;
use crate::model::experiment::OnError;

#[component]
pub fn OnErrorField(draft: RwSignal<Draft>) -> impl IntoView {
    let fails_fast = flag(move || draft.with(|draft| draft.on_error == OnError::FailFast));
    let choose = move |name: String| {
        draft.update(|draft| {
            draft.on_error = match name.as_str() {
                "failFast" => OnError::FailFast,
                _ => OnError::Collect,
            };
        });
    };
    view! {
        <div class="field">
            <label for="field-on-error">"On error"</label>
            <select id="field-on-error" on:change=move |event| choose(event_target_value(&event))>
                <option value="collect" selected=flag(move || !fails_fast.get())>
                    "collect: the rest go on"
                </option>
                <option value="failFast" selected=fails_fast>
                    "fail fast: cancel the rest"
                </option>
            </select>
        </div>
    }
}
