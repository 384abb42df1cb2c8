//! A setting that is typed, checked as it is typed.

use leptos::prelude::*;

use crate::export::draft::{Draft, DraftErrors, Field};
use crate::model::experiment::Experiment;

/// A labelled field with its message below it.
#[component]
pub fn NumberField(
    /// The setting.
    field: Field,
    /// Its name on screen.
    label: &'static str,
    /// Its unit, after the number.
    #[prop(default = "")]
    unit: &'static str,
    /// What is typed.
    draft: RwSignal<Draft>,
    /// What was read from it.
    reading: Memo<Result<Experiment, DraftErrors>>,
) -> impl IntoView {
    let error = Memo::new(move |_| {
        reading.with(|read| {
            let errors = read.as_ref().err()?;
            errors.get(&field).map(ToString::to_string)
        })
    });
    let id = format!("field-{}", label.to_lowercase().replace(' ', "-"));
    let message_id = format!("{id}-message");
    view! {
        <div class="field" class:invalid=move || error.with(Option::is_some)>
            <label for=id.clone()>{label}</label>
            <span class="entry">
                <input
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=move || draft.with(|draft| draft.text(field).to_owned())
                    on:input=move |event| {
                        draft.update(|draft| draft.set(field, event_target_value(&event)));
                    }
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    aria-describedby=message_id.clone()
                />
                <span class="unit">{unit}</span>
            </span>
            <p class="message" id=message_id aria-live="polite">
                {move || error.get()}
            </p>
        </div>
    }
}
