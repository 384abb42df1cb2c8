//! The latency's distribution and its numbers.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::number_field::NumberField;
use crate::export::draft::{Distribution, Field};
use crate::state::store::Store;

#[component]
pub fn LatencyFields(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
    let distribution = move || draft.with(|draft| draft.distribution);
    let choose = move |name: String| {
        let chosen = Distribution::ALL
            .into_iter()
            .find(|known| known.name() == name);
        if let Some(chosen) = chosen {
            draft.update(|draft| draft.distribution = chosen);
        }
    };
    view! {
        <div class="field">
            <label for="field-distribution">"Latency"</label>
            <select
                id="field-distribution"
                prop:value=text(move || distribution().name().to_owned())
                on:change=move |event| choose(event_target_value(&event))
            >
                {Distribution::ALL
                    .map(|known| {
                        let selected = flag(move || distribution() == known);
                        view! {
                            <option value=known.name() selected=selected>
                                {known.title()}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
        // Those that do not count hide themselves.
        <NumberField field=Field::LatencyValue label="Each" unit="ms" draft reading />
        <NumberField field=Field::LatencyMin label="Shortest" unit="ms" draft reading />
        <NumberField field=Field::LatencyMax label="Longest" unit="ms" draft reading />
        <NumberField field=Field::LatencyMedian label="Median" unit="ms" draft reading />
        <NumberField field=Field::Sigma label="Sigma" draft reading />
    }
}
