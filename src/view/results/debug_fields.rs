//! Which entries of the debug log are shown.

use leptos::prelude::*;

use crate::view::shared::select::{Select, SelectOption};
use playground_core::session::debug_log::checkpoint::CheckpointKind;
use playground_core::session::debug_log::entry::LogKinds;
use playground_core::session::debug_log::lines::LogQuery;
use playground_core::units::LaneIndex;

#[component]
pub fn DebugFields(
    query: RwSignal<LogQuery>,
    /// The lanes' titles.
    titles: Memo<Vec<String>>,
) -> impl IntoView {
    let lanes = move || {
        let titles = (0..).map(LaneIndex).zip(titles.get());
        let lanes = titles
            .map(|(lane, title)| SelectOption::new(Some(lane), title).named(&lane.0.to_string()));
        let all = SelectOption::new(None, "all lanes").named("");
        [all].into_iter().chain(lanes).collect()
    };
    let lane = move || query.with(|query| query.lane);
    let set_lane = move |lane| query.update(|query| query.lane = lane);
    let kind = move || query.with(|query| query.kinds);
    let set_kind = move |kind| query.update(|query| query.kinds = kind);
    view! {
        <div class="fields">
            <label class="inline">
                "Lane"
                <Select options=lanes chosen=lane choose=set_lane />
            </label>
            <label class="inline">
                "Entries"
                <Select options=kind_options chosen=kind choose=set_kind />
            </label>
            <label class="inline">
                "Find in the log"
                <input
                    type="search"
                    autocomplete="off"
                    placeholder="number, status, words"
                    on:input=move |event| {
                        query.update(|query| query.text = event_target_value(&event));
                    }
                />
            </label>
            <label class="switch">
                <input
                    type="checkbox"
                    on:change=move |event| {
                        let only = event_target_checked(&event);
                        query.update(|query| query.only_selected = only);
                    }
                />
                "Only the chosen request"
            </label>
        </div>
    }
}

fn kind_options() -> Vec<SelectOption<LogKinds>> {
    let kinds = CheckpointKind::ALL.map(LogKinds::Only);
    [LogKinds::All]
        .into_iter()
        .chain(kinds)
        .chain([LogKinds::Failures, LogKinds::Warnings])
        .map(|kinds| SelectOption::new(kinds, kinds_title(kinds)))
        .collect()
}

const fn kinds_title(kinds: LogKinds) -> &'static str {
    match kinds {
        LogKinds::All => "all entries",
        LogKinds::Only(CheckpointKind::Queued) => "queued",
        LogKinds::Only(CheckpointKind::Dispatched) => "dispatched",
        LogKinds::Only(CheckpointKind::Responded) => "answered",
        LogKinds::Only(CheckpointKind::Read) => "body read",
        LogKinds::Only(CheckpointKind::Computing) => "computing",
        LogKinds::Only(CheckpointKind::Retried) => "retries",
        LogKinds::Only(CheckpointKind::Ended) => "outcomes",
        LogKinds::Failures => "failures",
        LogKinds::Warnings => "warnings",
    }
}
