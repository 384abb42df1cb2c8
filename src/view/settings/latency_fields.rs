//! The latency's distribution and its numbers.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::shared::dynamic::text;
use crate::view::shared::number_field::NumberField;
use crate::view::shared::select::ChoiceField;
use playground_core::form::draft::{Distribution, Field};

#[component]
pub fn LatencyFields(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
    let choose = Callback::new(move |name: String| {
        let chosen = Distribution::ALL
            .into_iter()
            .find(|known| known.name() == name);
        if let Some(chosen) = chosen {
            draft.update(|draft| draft.distribution = chosen);
        }
    });
    let chosen = text(move || draft.with(|draft| draft.distribution.name().to_owned()));
    let choices = Distribution::ALL
        .map(|known| (known.name(), known.title()))
        .into();
    view! {
        <ChoiceField id="field-distribution" label="Latency" choices chosen choose />
        // Those that do not count hide themselves.
        <NumberField field=Field::LatencyValue label="Each" unit="ms" draft reading />
        <NumberField field=Field::LatencyMin label="Shortest" unit="ms" draft reading />
        <NumberField field=Field::LatencyMax label="Longest" unit="ms" draft reading />
        <NumberField field=Field::LatencyMedian label="Median" unit="ms" draft reading />
        <NumberField field=Field::Sigma label="Sigma" draft reading />
    }
}
