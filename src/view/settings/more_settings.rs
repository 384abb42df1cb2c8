//! The settings that few need, behind the fold.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::settings::capacity_fields::CapacityFields;
use crate::view::settings::fault_fields::FaultFields;
use crate::view::settings::policy_fields::PolicyFields;
use crate::view::shared::dynamic::flag;
use crate::view::shared::number_field::NumberField;
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
