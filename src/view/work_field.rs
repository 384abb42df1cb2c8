//! What each item of the workload is.

use leptos::prelude::*;

use super::choice_field::ChoiceField;
use super::dynamic::text;
use crate::export::draft::Draft;
use crate::model::workload::WorkKind;

#[component]
pub fn WorkField(draft: RwSignal<Draft>) -> impl IntoView {
    let choose = Callback::new(move |name: String| {
        if let Some(kind) = WorkKind::ALL.into_iter().find(|kind| kind.name() == name) {
            draft.update(|draft| draft.kind = kind);
        }
    });
    let chosen = text(move || draft.with(|draft| draft.kind.name().to_owned()));
    let choices = WorkKind::ALL.map(|kind| (kind.name(), kind.title())).into();
    view! { <ChoiceField id="field-work" label="Work" choices chosen choose /> }
}
