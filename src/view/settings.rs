//! The workload and the policy: the settings of every lesson in sight, the rest
//! one press away behind a line that says what they are.

use leptos::prelude::*;

use super::capacity_fields::CapacityFields;
use super::dynamic::{flag, text};
use super::fault_fields::FaultFields;
use super::lanes_field::LanesField;
use super::latency_fields::LatencyFields;
use super::limit_field::LimitField;
use super::number_field::NumberField;
use super::on_error_field::OnErrorField;
use super::preset_field::PresetField;
use super::url_field::UrlField;
use super::work_field::WorkField;
use crate::export::draft::{Draft, DraftErrors, Field};
use crate::model::decimal::format_short;
use crate::model::experiment::{Experiment, OnError};
use crate::model::ranges::group_digits;
use crate::model::workload::{Capacity, Fault};
use crate::state::commands;
use crate::state::store::Store;

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
                <NumberField
                    field=Field::ComputeMs
                    label="Computation"
                    unit="ms"
                    draft
                    reading
                />
            </div>
            <div class="fields lanes-row">
                <LanesField store />
                <LimitField draft reading on_slide />
                <NumberField field=Field::Workers label="Workers" unit="threads" draft reading />
            </div>
            <UrlField store />
            <details>
                <summary>
                    <span>"More settings"</span>
                    <span class="summary-values">{summary}</span>
                </summary>
                <div class="fields">
                    <NumberField field=Field::BodyBytes label="Body" unit="bytes" draft reading />
                    <NumberField field=Field::TransferMs label="Transfer" unit="ms" draft reading />
                    <NumberField field=Field::TimeoutMs label="Timeout" unit="ms" draft reading />
                    <NumberField field=Field::Retries label="Retries" draft reading />
                    <OnErrorField draft />
                    <CapacityFields store />
                    <NumberField field=Field::Seed label="Seed" draft reading />
                </div>
                <div hidden=no_plan>
                    <FaultFields store />
                </div>
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
    let policy = format!(
        "timeout {} ms · retries {} · {}",
        group_digits(u64::from(policy.timeout_ms)),
        policy.retries,
        match policy.on_error {
            OnError::Collect => "collect errors",
            OnError::FailFast => "fail fast",
        },
    );
    if !source.is_lab() {
        return policy;
    }
    format!(
        "body {} bytes in {} ms · faults: {faults} · {}{policy} · seed {}",
        group_digits(workload.body_bytes),
        workload.transfer_ms,
        capacity.unwrap_or_default(),
        workload.seed,
    )
}
