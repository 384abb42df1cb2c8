//! A setting that is typed, checked as it is typed.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::form::Form;
use playground_core::form::draft::Field;

/// A labelled field with its message below it; hidden where it has no effect.
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
    form: Form,
) -> impl IntoView {
    let error = form.error(field);
    let is_invalid = flag(move || !error.get().is_empty());
    let id = format!("field-{}", label.to_ascii_lowercase().replace(' ', "-"));
    let message_id = format!("{id}-message");
    view! {
        <div class="field" class:invalid=is_invalid hidden=form.is_unused(field)>
            <label for=id.clone()>{label}</label>
            <span class="entry">
                <input
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    placeholder=hint
                    prop:value=form.typed(field)
                    on:input=move |event| {
                        form.draft.update(|draft| draft.set(field, event_target_value(&event)));
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
