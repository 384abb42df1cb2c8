//! How a lane treats requests that are late, fail, or share something.

use leptos::prelude::*;

use super::draft_choice::{DraftChoice, Kinds};
use crate::view::shared::dynamic::flag;
use crate::view::shared::form::Form;
use crate::view::shared::number_field::NumberField;
use playground_core::experiment::workload::WorkKind;
use playground_core::experiment::{Backoff, Lock, OnError};
use playground_core::form::draft::Field;

#[component]
pub fn PolicyFields(form: Form) -> impl IntoView {
    let on_error = Kinds {
        all: &OnError::ALL,
        name: OnError::name,
        title: |how| match how {
            OnError::Collect => "collect: the rest go on",
            OnError::FailFast => "fail fast: cancel the rest",
        },
        get: |draft| draft.on_error,
        set: |draft, how| draft.on_error = how,
    };
    let backoff = Kinds {
        all: &Backoff::ALL,
        name: Backoff::name,
        title: Backoff::title,
        get: |draft| draft.backoff,
        set: |draft, how| draft.backoff = how,
    };
    let lock = Kinds {
        all: &Lock::ALL,
        name: Lock::name,
        title: Lock::title,
        get: |draft| draft.lock,
        set: |draft, lock| draft.lock = lock,
    };
    let never_retries = flag(move || {
        form.draft
            .with(|draft| draft.text(Field::Retries).trim() == "0")
    });
    let shares_nothing = flag(move || form.draft.with(|draft| draft.kind != WorkKind::Update));
    view! {
        <NumberField field=Field::TimeoutMs label="Timeout" unit="ms" form />
        <NumberField field=Field::Retries label="Retries" form />
        <div hidden=never_retries>
            <DraftChoice id="field-backoff" label="Before a retry" form kinds=backoff />
        </div>
        <DraftChoice id="field-on-error" label="On error" form kinds=on_error />
        <div hidden=shares_nothing>
            <DraftChoice id="field-lock" label="Lock" form kinds=lock />
        </div>
    }
}
