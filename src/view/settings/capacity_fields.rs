//! How many requests the server works on at once, and what becomes of the others.

use leptos::prelude::*;

use super::draft_choice::{DraftChoice, Kinds};
use crate::view::shared::dynamic::flag;
use crate::view::shared::form::Form;
use crate::view::shared::number_field::NumberField;
use playground_core::experiment::workload::OverflowPolicy;
use playground_core::form::draft::Field;

#[component]
pub fn CapacityFields(form: Form) -> impl IntoView {
    let overflow = Kinds {
        all: &OverflowPolicy::ALL,
        name: OverflowPolicy::name,
        title: OverflowPolicy::title,
        get: |draft| draft.beyond,
        set: |draft, overflow| draft.beyond = overflow,
    };
    let is_unused = form.is_unused(Field::Capacity);
    let is_unlimited =
        flag(move || is_unused.get() || form.draft.with(|draft| !draft.has_capacity()));
    view! {
        <NumberField
            field=Field::Capacity
            label="Server capacity"
            unit="at once"
            hint="no limit"
            form
        />
        <div hidden=is_unlimited>
            <DraftChoice id="field-beyond" label="Requests beyond it" form kinds=overflow />
        </div>
    }
}
