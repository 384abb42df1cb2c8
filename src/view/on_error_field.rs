//! What a failure does to the rest.

use leptos::prelude::*;

use super::choice_field::ChoiceField;
use super::dynamic::text;
use crate::export::draft::Draft;
use crate::model::experiment::OnError;

#[component]
pub fn OnErrorField(draft: RwSignal<Draft>) -> impl IntoView {
    let choose = Callback::new(move |name: String| {
        if let Some(how) = OnError::ALL.into_iter().find(|how| how.name() == name) {
            draft.update(|draft| draft.on_error = how);
        }
    });
    let chosen = text(move || draft.with(|draft| draft.on_error.name().to_owned()));
    let choices = vec![
        ("collect", "collect: the rest go on"),
        ("failFast", "fail fast: cancel the rest"),
    ];
    view! { <ChoiceField id="field-on-error" label="On error" choices chosen choose /> }
}
