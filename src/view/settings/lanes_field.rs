//! Which lanes there are.

use leptos::prelude::*;

use crate::state::commands;
use crate::state::store::Store;
use crate::view::shared::dynamic::flag;
use playground_core::experiment::strategy::Strategy;

#[component]
pub fn LanesField(store: Store) -> impl IntoView {
    let boxes = Strategy::USUAL.map(|kind| {
        let has_lane = flag(move || store.draft.with(|draft| draft.has_lane(kind)));
        view! {
            <label class="switch">
                <input
                    type="checkbox"
                    prop:checked=has_lane
                    on:change=move |event| {
                        commands::set_lane(store, kind, event_target_checked(&event));
                    }
                />
                {kind.kind_title()}
            </label>
        }
    });
    view! {
        <fieldset class="lanes-field" disabled=flag(move || store.is_busy())>
            <legend>"Lanes"</legend>
            {boxes.into_iter().collect_view()}
        </fieldset>
    }
}
