//! The settings that few need, behind the fold.

use leptos::prelude::*;

use super::capacity_fields::CapacityFields;
use super::dynamic::flag;
use super::fault_fields::FaultFields;
use super::number_field::NumberField;
use super::policy_fields::PolicyFields;
use crate::state::store::Store;
use playground_core::form::draft::Field;

#[component]
pub fn MoreSettings(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
    // Only a lab answers as planned.
    let no_plan = flag(move || draft.with(|draft| !draft.asks_lab()));
    view! {
        <div class="fields">
            <NumberField field=Field::BodyBytes label="Body" unit="bytes" draft reading />
            <NumberField field=Field::TransferMs label="Transfer" unit="ms" draft reading />
            <PolicyFields store />
            <CapacityFields store />
            <NumberField field=Field::Seed label="Seed" draft reading />
        </div>
        <div hidden=no_plan>
            <FaultFields store />
        </div>
    }
}
