//! How many requests the server works on at once, and what becomes of the others.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::settings::draft_choice::{DraftChoice, Kinds};
use crate::view::shared::dynamic::flag;
use crate::view::shared::number_field::NumberField;
use playground_core::experiment::workload::OverflowPolicy;
use playground_core::form::draft::Field;

#[component]
pub fn CapacityFields(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
    let beyond = Kinds {
        all: &OverflowPolicy::ALL,
        name: OverflowPolicy::name,
        title: OverflowPolicy::title,
        get: |draft| draft.beyond,
        set: |draft, beyond| draft.beyond = beyond,
    };
    let is_unlimited =
        flag(move || draft.with(|draft| !(draft.counts(Field::Capacity) && draft.has_capacity())));
    view! {
        <NumberField
            field=Field::Capacity
            label="Server capacity"
            unit="at once"
            hint="no limit"
            draft
            reading
        />
        <div hidden=is_unlimited>
            <DraftChoice id="field-beyond" label="Requests beyond it" draft kinds=beyond />
        </div>
    }
}
