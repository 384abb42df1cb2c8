//! How a lane treats requests that are late, fail, or share something.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::settings::draft_choice::{DraftChoice, Kinds};
use crate::view::shared::dynamic::flag;
use crate::view::shared::number_field::NumberField;
use playground_core::experiment::workload::WorkKind;
use playground_core::experiment::{Backoff, Lock, OnError};
use playground_core::form::draft::Field;

#[component]
pub fn PolicyFields(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
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
    let never_retries = flag(move || draft.with(|draft| draft.text(Field::Retries).trim() == "0"));
    let shares_nothing = flag(move || draft.with(|draft| draft.kind != WorkKind::Update));
    view! {
        <NumberField field=Field::TimeoutMs label="Timeout" unit="ms" draft reading />
        <NumberField field=Field::Retries label="Retries" draft reading />
        <div hidden=never_retries>
            <DraftChoice id="field-backoff" label="Before a retry" draft kinds=backoff />
        </div>
        <DraftChoice id="field-on-error" label="On error" draft kinds=on_error />
        <div hidden=shares_nothing>
            <DraftChoice id="field-lock" label="Lock" draft kinds=lock />
        </div>
    }
}
