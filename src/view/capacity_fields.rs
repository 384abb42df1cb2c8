//! How many requests the server works on at once, and what becomes of the others.

use leptos::prelude::*;

use super::choice_field::ChoiceField;
use super::dynamic::{flag, text};
use super::number_field::NumberField;
use crate::export::draft::Field;
use crate::model::workload::Beyond;
use crate::state::store::Store;

#[component]
pub fn CapacityFields(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
    let choose = Callback::new(move |name: String| {
        if let Some(beyond) = Beyond::ALL.into_iter().find(|beyond| beyond.name() == name) {
            draft.update(|draft| draft.beyond = beyond);
        }
    });
    let chosen = text(move || draft.with(|draft| draft.beyond.name().to_owned()));
    let choices = Beyond::ALL
        .map(|beyond| (beyond.name(), beyond.title()))
        .into();
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
            <ChoiceField id="field-beyond" label="Requests beyond it" choices chosen choose />
        </div>
    }
}
