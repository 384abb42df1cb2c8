//! Which lanes there are.

use leptos::prelude::*;

use crate::view::shared::dynamic::{flag, list};
use crate::view::shared::form::Form;
use playground_core::experiment::strategy::StrategyKind;

#[component]
pub fn LanesField(
    form: Form,
    disabled: Signal<bool>,
    /// A lane of this kind is wanted, or no longer.
    set_lane: Callback<(StrategyKind, bool)>,
) -> impl IntoView {
    let boxes = StrategyKind::ALL.map(|kind| {
        let has_lane = flag(move || form.draft.with(|draft| draft.has_lane(kind)));
        view! {
            <label class="switch">
                <input
                    type="checkbox"
                    prop:checked=has_lane
                    on:change=move |event| set_lane.run((kind, event_target_checked(&event)))
                />
                {kind.title()}
            </label>
        }
    });
    view! {
        <fieldset class="lanes-field" disabled=disabled>
            <legend>"Lanes"</legend>
            {list(boxes)}
        </fieldset>
    }
}
