//! The settings, unfolded: those of every lesson, and behind a second fold the rest.

use leptos::prelude::*;

use super::lanes_field::LanesField;
use super::latency_fields::LatencyFields;
use super::limit_field::LimitField;
use super::more_settings::MoreSettings;
use super::preset_field::PresetField;
use super::work_field::WorkField;
use crate::state::commands;
use crate::view::shared::dynamic::{flag, text};
use crate::view::shared::form::Form;
use crate::view::shared::number_field::NumberField;
use crate::view::shared::store::use_store;
use crate::view::sources::url_field::UrlField;
use playground_core::experiment::presets::Preset;
use playground_core::experiment::workload::WorkKind;
use playground_core::form::draft::{Draft, Field};
use playground_core::session::settings_summary::settings_summary;

#[component]
pub fn SettingsFields() -> impl IntoView {
    let store = use_store();
    let form = Form::new(store);
    let Form { draft, reading } = form;
    let busy = flag(move || store.is_busy());
    let take_preset = Callback::new(move |preset: Preset| commands::take_preset(store, &preset));
    let set_lane = Callback::new(move |(kind, on)| commands::set_lane(store, kind, on));
    let set_limit = Callback::new(move |limit| commands::set_limit(store, limit));
    // A limit that is typed steers a running lane like one that is slid. What was in the field
    // before it was shown does not.
    let limit = Memo::new(move |_| draft.with(Draft::limit));
    Effect::new(move |before: Option<Option<u32>>| {
        let limit = limit.get();
        if before.is_some_and(|before| before != limit) {
            commands::apply_limit(store);
        }
        limit
    });
    // Only a lab answers as planned.
    let has_no_plan = flag(move || !draft.with(Draft::asks_lab));
    let updates = flag(move || draft.with(|draft| draft.kind == WorkKind::Update));
    let summary = text(move || reading.with(|read| settings_summary(read.as_ref().ok())));
    view! {
        <div class="fields">
            <PresetField form disabled=busy choose=take_preset />
            <WorkField form />
            <NumberField field=Field::Requests label="Requests" form />
            <div class="fields" hidden=has_no_plan>
                <LatencyFields form />
            </div>
            <div hidden=updates>
                <NumberField field=Field::ComputeMs label="Computation" unit="ms" form />
            </div>
            <div hidden=flag(move || !updates.get())>
                <NumberField field=Field::ComputeMs label="Update" unit="ms" form />
            </div>
        </div>
        <div class="fields lanes-row">
            <LanesField form disabled=busy set_lane />
            <LimitField form on_slide=set_limit />
            <NumberField field=Field::BatchSize label="Batch size" unit="together" form />
            <NumberField field=Field::Workers label="Workers" unit="threads" form />
        </div>
        <UrlField />
        <details>
            <summary>
                <span>"More settings"</span>
                <span class="summary-values">{summary}</span>
            </summary>
            <MoreSettings form />
        </details>
    }
}
