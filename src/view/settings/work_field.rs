//! What each item of the workload is.

use leptos::prelude::*;

use crate::view::settings::draft_choice::{DraftChoice, Kinds};
use playground_core::experiment::workload::WorkKind;
use playground_core::form::draft::Draft;

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
