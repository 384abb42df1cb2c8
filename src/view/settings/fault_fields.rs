//! What share of the requests goes wrong, and how.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::shared::number_field::NumberField;
use playground_core::experiment::workload::Fault;
use playground_core::form::draft::Field;

#[component]
pub fn FaultFields(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
    let fields = (0..).zip(Fault::ALL).map(|(place, fault)| {
        view! {
            <NumberField
                field=Field::Fault(place)
                label=fault.title()
                unit="%"
                draft
                reading
            />
        }
    });
    view! {
        <fieldset>
            <legend>"Faults: share of the requests"</legend>
            <div class="fields">{fields.collect_view()}</div>
        </fieldset>
    }
}
