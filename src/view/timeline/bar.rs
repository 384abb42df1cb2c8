//! Below the lanes: how they are looked at.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::state::timeline::row_order;
use crate::state::timeline::viewport_commands;
use crate::view::keys::listen_to_keys;
use crate::view::shared::dynamic::flag;
use crate::view::timeline::keys as timeline_keys;
use crate::view::timeline::legend::Legend;
use crate::view::timeline::minimap::Minimap;
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::row_order::{Arrangement, Arranger, sort_title};
use playground_core::timeline::order::{OutcomeFilter, SortKey};

#[component]
pub fn TimelineBar(store: Store) -> impl IntoView {
    listen_to_keys(store, Box::new(timeline_keys::press));
    let arrangement = RwSignal::new(Arrangement::default());
    let arranger = StoredValue::new_local(Arranger::default());
    // Also when there is another run, and as it goes on.
    Effect::new(move |_| {
        store.live.track_figures();
        let wanted = arrangement.get();
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
    let zoom = move |factor: f64| viewport_commands::zoom(store, factor);
    view! {
        <section class="timeline-bar" aria-label="Timeline" hidden=has_none>
            // First, so that it stands by the pictures it explains.
            <Legend store />
            <Minimap store />
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
                <label class="inline">
                    "Sort by"
                    <select on:change=move |event| {
                        let wanted = event_target_value(&event);
                        let key = SortKey::ALL.into_iter().find(|key| sort_title(*key) == wanted);
                        arrangement.update(|all| all.sort = key.unwrap_or_default());
                    }>
                        {SortKey::ALL
                            .map(|key| view! { <option>{sort_title(key)}</option> })
                            .into_iter()
                            .collect_view()}
                    </select>
                </label>
                <label class="inline">
                    "Show"
                    <select on:change=move |event| {
                        let wanted = event_target_value(&event);
                        let which = which_all().into_iter().find(|which| which_title(*which) == wanted);
                        arrangement.update(|all| all.filter.outcome = which.unwrap_or_default());
                    }>
                        {which_all()
                            .into_iter()
                            .map(|which| view! { <option>{which_title(which)}</option> })
                            .collect_view()}
                    </select>
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
                    "Pull over the strip above to look at a part. In a waterfall, Ctrl and the wheel or two fingers zoom, and pulling moves on."
                </p>
            </div>
        </section>
    }
}

fn which_all() -> Vec<OutcomeFilter> {
    let kinds = OutcomeKind::ALL.map(OutcomeFilter::One);
    [OutcomeFilter::All, OutcomeFilter::Failures]
        .into_iter()
        .chain(kinds)
        .collect()
}

const fn which_title(which: OutcomeFilter) -> &'static str {
    match which {
        OutcomeFilter::All => "all requests",
        OutcomeFilter::Failures => "failures",
        OutcomeFilter::One(kind) => kind.title(),
    }
}
