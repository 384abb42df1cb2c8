//! Below the lanes: which part of them is shown, and in which order.

use leptos::prelude::*;

use super::keys as timeline_keys;
use super::legend::Legend;
use super::minimap::Minimap;
use super::rows_field::RowsField;
use crate::state::memory;
use crate::state::timeline::row_order;
use crate::state::timeline::viewport_commands;
use crate::view::keys::listen_to_keys;
use crate::view::shared::dynamic::{flag, text};
use crate::view::shared::select::{Select, SelectOption};
use crate::view::shared::store::use_store;
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::row_order::{Arrangement, Arranger, RowKind, sort_title};
use playground_core::timeline::order::{OutcomeFilter, SortKey};

#[component]
pub fn TimelineBar() -> impl IntoView {
    let store = use_store();
    let arrangement = RwSignal::new(Arrangement {
        rows: memory::recall_rows(),
        ..Arrangement::default()
    });
    let press = move |store, press| timeline_keys::press(store, press, arrangement);
    listen_to_keys(store, Box::new(press));
    let arranger = StoredValue::new_local(Arranger::default());
    // Arranged again for another run, and while it goes on.
    Effect::new(move |_| {
        let wanted = arrangement.get();
        match wanted.rows {
            RowKind::Request => store.live.track_figures(),
            // A slot shows what begins in it immediately.
            RowKind::Slot => store.live.track_frames(),
        }
        arranger.update_value(|arranger| row_order::update(store, arranger, &wanted));
    });
    let all_in_sight = flag(move || {
        store.live.track_view();
        store
            .live
            .watch(|all| all.lanes.iter().all(|lane| lane.viewport.is_whole()))
            .unwrap_or(true)
    });
    let run_shown = store.live.shown();
    let has_none = flag(move || run_shown.get() == 0);
    let by_slot = flag(move || arrangement.with(|all| all.rows) == RowKind::Slot);
    let sort_label = text(move || {
        let label = if by_slot.get() {
            "Sort the table by"
        } else {
            "Sort by"
        };
        label.to_owned()
    });
    let sort = move || arrangement.with(|all| all.sort);
    let set_sort = move |key| arrangement.update(|all| all.sort = key);
    let outcome = move || arrangement.with(|all| all.filter.outcome);
    let set_outcome = move |outcome| arrangement.update(|all| all.filter.outcome = outcome);
    let zoom = move |factor: f64| viewport_commands::zoom(store, factor);
    view! {
        <section class="timeline-bar" aria-label="Timeline" hidden=has_none>
            // First, so that it is next to the waterfalls it explains.
            <Legend by_slot />
            <Minimap />
            <div class="fields">
                <div class="zoom" role="group" aria-label="Zoom">
                    <button
                        aria-label="Zoom out"
                        title="Zoom out (−)"
                        disabled=all_in_sight
                        on:click=move |_| zoom(1.0 / viewport_commands::ZOOM_STEP)
                    >
                        "−"
                    </button>
                    <button
                        aria-label="Zoom in"
                        title="Zoom in (+)"
                        on:click=move |_| zoom(viewport_commands::ZOOM_STEP)
                    >
                        "+"
                    </button>
                    <button
                        title="Show everything (0)"
                        disabled=all_in_sight
                        on:click=move |_| viewport_commands::show_all(store)
                    >
                        "Show all"
                    </button>
                </div>
                <RowsField arrangement />
                <label class="inline">
                    {sort_label}
                    <Select options=sort_options chosen=sort choose=set_sort />
                </label>
                <label class="inline">
                    "Show"
                    <Select options=outcome_options chosen=outcome choose=set_outcome />
                </label>
                <label class="inline">
                    "Find"
                    <input
                        type="search"
                        autocomplete="off"
                        placeholder="address, status, number"
                        on:input=move |event| {
                            arrangement.update(|all| all.filter.text = event_target_value(&event));
                        }
                    />
                </label>
                <p class="hint">
                    "Drag over the overview above to select a part. In a waterfall, Ctrl and the wheel or two fingers zoom, and dragging pans."
                </p>
            </div>
        </section>
    }
}

fn sort_options() -> Vec<SelectOption<SortKey>> {
    let options = SortKey::ALL.map(|key| SelectOption::new(key, sort_title(key)));
    Vec::from(options)
}

fn outcome_options() -> Vec<SelectOption<OutcomeFilter>> {
    let kinds = OutcomeKind::ALL.map(OutcomeFilter::One);
    [OutcomeFilter::All, OutcomeFilter::Failures]
        .into_iter()
        .chain(kinds)
        .map(|filter| SelectOption::new(filter, outcome_title(filter)))
        .collect()
}

const fn outcome_title(filter: OutcomeFilter) -> &'static str {
    match filter {
        OutcomeFilter::All => "all requests",
        OutcomeFilter::Failures => "failures",
        OutcomeFilter::One(kind) => kind.title(),
    }
}
