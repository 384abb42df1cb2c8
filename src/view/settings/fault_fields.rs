//! What share of the requests goes wrong, and how.

use leptos::prelude::*;

use crate::view::shared::dynamic::list;
use crate::view::shared::form::Form;
use crate::view::shared::number_field::NumberField;
use playground_core::experiment::workload::Fault;
use playground_core::form::draft::Field;

#[component]
pub fn FaultFields(form: Form) -> impl IntoView {
    let fields = Fault::ALL.map(|fault| {
        view! { <NumberField field=Field::Fault(fault) label=fault.title() unit="%" form /> }
    });
    view! {
        <fieldset>
            <legend>"Faults: share of the requests"</legend>
            <div class="fields">{list(fields)}</div>
        </fieldset>
    }
}
