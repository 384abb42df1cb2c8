//! The latency's distribution and its numbers.

use leptos::prelude::*;

use super::draft_choice::{DraftChoice, Kinds};
use crate::view::shared::form::Form;
use crate::view::shared::number_field::NumberField;
use playground_core::experiment::workload::Distribution;
use playground_core::form::draft::Field;

#[component]
pub fn LatencyFields(form: Form) -> impl IntoView {
    let kinds = Kinds {
        all: &Distribution::ALL,
        name: Distribution::name,
        title: Distribution::title,
        get: |draft| draft.distribution,
        set: |draft, distribution| draft.distribution = distribution,
    };
    view! {
        <DraftChoice id="field-distribution" label="Latency" form kinds />
        // Each hides itself where the distribution does without it.
        <NumberField field=Field::LatencyValue label="Each" unit="ms" form />
        <NumberField field=Field::LatencyMin label="Shortest" unit="ms" form />
        <NumberField field=Field::LatencyMax label="Longest" unit="ms" form />
        <NumberField field=Field::LatencyMedian label="Median" unit="ms" form />
        <NumberField field=Field::Sigma label="Sigma" form />
    }
}
