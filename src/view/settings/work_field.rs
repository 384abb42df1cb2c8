//! What each item of the workload is.

use leptos::prelude::*;

use super::draft_choice::{DraftChoice, Kinds};
use crate::view::shared::form::Form;
use playground_core::experiment::workload::WorkKind;

#[component]
pub fn WorkField(form: Form) -> impl IntoView {
    let kinds = Kinds {
        all: &WorkKind::ALL,
        name: WorkKind::name,
        title: WorkKind::title,
        get: |draft| draft.kind,
        set: |draft, kind| draft.kind = kind,
    };
    view! { <DraftChoice id="field-work" label="Work" form kinds /> }
}
