//! The limit: a slider for the common range, and a field for all of it. Both also steer a
//! lane that is running.

use leptos::prelude::*;

use crate::view::shared::dynamic::text;
use crate::view::shared::form::Form;
use crate::view::shared::number_field::NumberField;
use playground_core::form::draft::{Draft, Field};

/// The slider's end; the field beside it goes on to 1,000.
const SLIDER_MAX: u32 = 100;

#[component]
pub fn LimitField(
    form: Form,
    /// The slider was moved to this limit.
    on_slide: Callback<u32>,
) -> impl IntoView {
    let position = text(move || {
        let limit = form.draft.with(Draft::limit).unwrap_or(1);
        limit.min(SLIDER_MAX).to_string()
    });
    view! {
        <div class="limit" hidden=form.is_unused(Field::Limit)>
            <NumberField field=Field::Limit label="Limit" unit="at once" form />
            <input
                type="range"
                aria-label="Limit, by slider"
                min="1"
                max=SLIDER_MAX
                prop:value=position
                on:input=move |event| {
                    if let Ok(limit) = event_target_value(&event).parse() {
                        on_slide.run(limit);
                    }
                }
            />
        </div>
    }
}
