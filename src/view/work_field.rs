//! What each item of the workload is.

use leptos::prelude::*;

use super::draft_choice::{DraftChoice, Kinds};
use crate::export::draft::Draft;
use crate::model::workload::WorkKind;

#[component]
pub fn WorkField(draft: RwSignal<Draft>) -> impl IntoView {
    let kinds = Kinds {
        all: &WorkKind::ALL,
        name: WorkKind::name,
        title: WorkKind::title,
        get: |draft| draft.kind,
        set: |draft, kind| draft.kind = kind,
    };
    view! { <DraftChoice id="field-work" label="Work" draft kinds /> }
}
