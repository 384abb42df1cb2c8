//! A setting that is chosen from a list.

use leptos::prelude::*;

use crate::view::shared::dynamic::flag;

/// A labelled list.
#[component]
pub fn ChoiceField(
    id: &'static str,
    /// Its name on screen.
    label: &'static str,
    /// What can be chosen, by its name, each with its title; what has no name is only
    /// shown, where nothing else holds.
    choices: Vec<(&'static str, &'static str)>,
    /// The name of the choice that holds.
    chosen: Signal<String>,
    /// Is told of another.
    choose: Callback<String>,
    #[prop(optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let options = choices.into_iter().map(|(name, title)| {
        let selected = flag(move || chosen.with(|chosen| chosen == name));
        view! {
            <option value=name prop:selected=selected disabled=name.is_empty()>
                {title}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                id=id
                disabled=disabled
                on:change=move |event| choose.run(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </div>
    }
}
