//! The settings that few need, behind the fold.

use leptos::prelude::*;

use super::capacity_fields::CapacityFields;
use super::fault_fields::FaultFields;
use super::policy_fields::PolicyFields;
use crate::view::shared::dynamic::flag;
use crate::view::shared::form::Form;
use crate::view::shared::number_field::NumberField;
use playground_core::form::draft::{Draft, Field};

#[component]
pub fn MoreSettings(form: Form) -> impl IntoView {
    // Only a lab answers as planned.
    let has_no_plan = flag(move || !form.draft.with(Draft::asks_lab));
    view! {
        <div class="fields">
            <NumberField field=Field::BodyBytes label="Body" unit="bytes" form />
            <NumberField field=Field::TransferMs label="Transfer" unit="ms" form />
            <PolicyFields form />
            <CapacityFields form />
            <NumberField field=Field::Seed label="Seed" form />
        </div>
        <div hidden=has_no_plan>
            <FaultFields form />
        </div>
    }
}
