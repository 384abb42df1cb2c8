//! The workload and the policy: the settings of every lesson in sight, the rest
//! one press away behind a line that says what they are.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::lanes_field::LanesField;
use super::latency_fields::LatencyFields;
use super::later::{self, Later};
use super::limit_field::LimitField;
use super::number_field::NumberField;
use super::preset_field::PresetField;
use super::work_field::WorkField;
use crate::browser::page;
use crate::state::commands;
use crate::state::store::Store;
use playground_core::experiment::workload::{Capacity, Fault, WorkKind};
use playground_core::experiment::{Experiment, OnError};
use playground_core::form::draft::{Draft, DraftErrors, Field};
use playground_core::wording::numbers::{format_short, group_digits};

#[component]
pub fn Settings(store: Store) -> impl IntoView {
    let Store { draft, reading, .. } = store;
    let on_slide = Callback::new(move |limit| commands::set_limit(store, limit));
    // A limit that is typed steers a running lane like one that is slid.
    Effect::new(move |_| {
        draft.with(Draft::limit);
        commands::apply_limit(store);
    });
    // Only a lab answers as planned.
    let no_plan = flag(move || draft.with(|draft| !draft.asks_lab()));
    let updates = flag(move || draft.with(|draft| draft.kind == WorkKind::Update));
    let asks_urls =
        Signal::derive(move || u32::from(draft.with(|draft| draft.counts(Field::Urls))));
    let unfolded = RwSignal::new(0);
    let summary = text(move || reading.with(summarise));
    view! {
        <form class="settings" aria-label="Experiment" on:submit=|event| event.prevent_default()>
            <div class="fields">
                <PresetField store />
                <WorkField draft />
                <NumberField field=Field::Requests label="Requests" draft reading />
                <div class="fields" hidden=no_plan>
                    <LatencyFields store />
                </div>
                <div hidden=updates>
                    <NumberField
                        field=Field::ComputeMs
                        label="Computation"
                        unit="ms"
                        draft
                        reading
                    />
                </div>
                <div hidden=flag(move || !updates.get())>
                    <NumberField field=Field::ComputeMs label="Update" unit="ms" draft reading />
                </div>
            </div>
            <div class="fields lanes-row">
                <LanesField store />
                <LimitField draft reading on_slide />
                <NumberField field=Field::Workers label="Workers" unit="threads" draft reading />
            </div>
            <Later store wanted=asks_urls part=later::URLS />
            <details on:toggle=move |event| {
                if page::is_open(&event) {
                    unfolded.set(1);
                }
            }>
                <summary>
                    <span>"More settings"</span>
                    <span class="summary-values">{summary}</span>
                </summary>
                <Later store wanted=unfolded.into() part=later::MORE_SETTINGS />
            </details>
        </form>
    }
}

/// What is behind the fold, in a line.
fn summarise(read: &Result<Experiment, DraftErrors>) -> String {
    let Ok(Experiment {
        source,
        workload,
        policy,
        ..
    }) = read
    else {
        return "Some settings need attention.".to_owned();
    };
    let faults: Vec<_> = Fault::ALL
        .into_iter()
        .filter(|&fault| workload.faults.fraction(fault) > 0.0)
        .map(|fault| {
            let percent = format_short(workload.faults.fraction(fault) * 100.0, 2);
            format!("{} {percent} %", fault.title().to_ascii_lowercase())
        })
        .collect();
    let faults = match faults.is_empty() {
        true => "none".to_owned(),
        false => faults.join(", "),
    };
    let capacity = workload.capacity.map(|Capacity { requests, beyond }| {
        let requests = group_digits(u64::from(requests));
        format!(
            "server capacity {requests}, beyond it: {} · ",
            beyond.title()
        )
    });
    let treatment = format!(
        "timeout {} ms · retries {} · {}",
        group_digits(u64::from(policy.timeout_ms)),
        policy.retries,
        match policy.on_error {
            OnError::Collect => "collect errors",
            OnError::FailFast => "fail fast",
        },
    );
    let backoff = (policy.retries > 0).then(|| policy.backoff.title());
    let lock = workload.updates().then(|| policy.lock.title());
    let treatment = [backoff, lock]
        .into_iter()
        .flatten()
        .fold(treatment, |all, words| all + " · " + words);
    if !source.is_lab() {
        return treatment;
    }
    format!(
        "body {} bytes in {} ms · faults: {faults} · {}{treatment} · seed {}",
        group_digits(workload.body_bytes),
        workload.transfer_ms,
        capacity.unwrap_or_default(),
        workload.seed,
    )
}
