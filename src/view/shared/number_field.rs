//! A setting that is typed, checked as it is typed.

use leptos::prelude::*;

use crate::view::shared::dynamic::{flag, text};
use playground_core::experiment::Experiment;
use playground_core::form::draft::{Draft, DraftErrors, Field};

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
    /// What an empty field means, if it may be empty.
    #[prop(default = "")]
    hint: &'static str,
    /// What is typed.
    draft: RwSignal<Draft>,
    /// What was read from it.
    reading: Memo<Result<Experiment, DraftErrors>>,
) -> impl IntoView {
    let error = text(move || {
        reading.with(|read| {
            let error = read.as_ref().err().and_then(|errors| errors.get(&field));
            error.map(ToString::to_string).unwrap_or_default()
        })
    });
    let is_invalid = flag(move || !error.get().is_empty());
    let is_hidden = flag(move || draft.with(|draft| !draft.counts(field)));
    let typed = text(move || draft.with(|draft| draft.text(field).to_owned()));
    let id = format!("field-{}", label.to_ascii_lowercase().replace(' ', "-"));
    let message_id = format!("{id}-message");
    view! {
        <div class="field" class:invalid=is_invalid hidden=is_hidden>
            <label for=id.clone()>{label}</label>
            <span class="entry">
                <input
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    placeholder=hint
                    prop:value=typed
                    on:input=move |event| {
                        draft.update(|draft| draft.set(field, event_target_value(&event)));
                    }
                    aria-invalid=text(move || is_invalid.get().to_string())
                    aria-describedby=message_id.clone()
                />
                <span class="unit">{unit}</span>
            </span>
            <p class="message" id=message_id aria-live="polite">
                {error}
            </p>
        </div>
    }
}
