//! What a failure does to the rest.

use leptos::prelude::*;

use super::choice_field::ChoiceField;
use super::dynamic::text;
use crate::export::draft::Draft;
use crate::model::experiment::OnError;

#[component]
pub fn OnErrorField(draft: RwSignal<Draft>) -> impl IntoView {
    let choose = Callback::new(move |name: String| {
        draft.update(|draft| {
            draft.on_error = match name.as_str() {
                "failFast" => OnError::FailFast,
                _ => OnError::Collect,
            };
        });
    });
    let chosen = text(move || {
        match draft.with(|draft| draft.on_error) {
            OnError::FailFast => "failFast",
            OnError::Collect => "collect",
        }
        .to_owned()
    });
    let choices = vec![
        ("collect", "collect: the rest go on"),
        ("failFast", "fail fast: cancel the rest"),
    ];
    view! { <ChoiceField id="field-on-error" label="On error" choices chosen choose /> }
}
