//! Which entries of the debug log are shown.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::shared::dynamic::block;
use playground_core::session::debug_log::checkpoint::CheckpointKind;
use playground_core::session::debug_log::entry::LogKinds;
use playground_core::session::debug_log::lines::LogQuery;
use playground_core::session::table;
use playground_core::units::LaneIndex;

#[component]
pub fn DebugFields(store: Store, wanted: RwSignal<LogQuery>) -> impl IntoView {
    let titles = Memo::new(move |_| store.live.watch(table::titles).unwrap_or_default());
    // Other lanes are another run's.
    Effect::new(move |was_there: Option<()>| {
        store.live.track_lanes();
        if was_there.is_some() {
            wanted.update(|wanted| wanted.lane = None);
        }
    });
    let lanes = block(move || {
        let chosen = wanted.with(|wanted| wanted.lane);
        let titles = (0..).map(LaneIndex).zip(titles.get());
        titles
            .map(|(lane, title)| {
                let is_chosen = chosen == Some(lane);
                view! { <option value=lane.0.to_string() prop:selected=is_chosen>{title}</option> }
            })
            .collect_view()
    });
    view! {
        <div class="fields">
            <label class="inline">
                "Lane"
                <select on:change=move |event| {
                    let lane = event_target_value(&event).parse().ok().map(LaneIndex);
                    wanted.update(|wanted| wanted.lane = lane);
                }>
                    <option value="">"all lanes"</option>
                    {lanes}
                </select>
            </label>
            <label class="inline">
                "Entries"
                <select on:change=move |event| {
                    let title = event_target_value(&event);
                    let shown = shown_all().into_iter().find(|shown| shown_title(*shown) == title);
                    wanted.update(|wanted| wanted.shown = shown.unwrap_or_default());
                }>
                    {shown_all()
                        .into_iter()
                        .map(|shown| view! { <option>{shown_title(shown)}</option> })
                        .collect_view()}
                </select>
            </label>
            <label class="inline">
                "Find in the log"
                <input
                    type="search"
                    autocomplete="off"
                    placeholder="number, status, words"
                    on:input=move |event| {
                        wanted.update(|wanted| wanted.text = event_target_value(&event));
                    }
                />
            </label>
            <label class="switch">
                <input
                    type="checkbox"
                    on:change=move |event| {
                        let only = event_target_checked(&event);
                        wanted.update(|wanted| wanted.only_selected = only);
                    }
                />
                "Only the chosen request"
            </label>
        </div>
    }
}

fn shown_all() -> Vec<LogKinds> {
    let kinds = CheckpointKind::ALL.map(LogKinds::Only);
    [LogKinds::All]
        .into_iter()
        .chain(kinds)
        .chain([LogKinds::Failures, LogKinds::Warnings])
        .collect()
}

const fn shown_title(shown: LogKinds) -> &'static str {
    match shown {
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
