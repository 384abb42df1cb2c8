//! What the patterns mean, and whether lanes share a scale.

use leptos::prelude::*;

use super::dynamic::{block, flag};
use crate::model::workload::WorkKind;
use crate::state::comparison::AxisMode;
use crate::state::lane_state::LaneState;
use crate::state::looking;
use crate::state::store::Store;
use crate::timeline::bar::Phase;

#[component]
pub fn Legend(store: Store) -> impl IntoView {
    let Store { axis, .. } = store;
    // What is drawn now, and what will be.
    let on_network = flag(move || {
        let drawn = store.watch(|all| all.experiment.source.is_on_network());
        drawn.unwrap_or(false) || store.draft.with(|draft| draft.source.is_on_network())
    });

    let computes = flag(move || {
        let drawn = store.watch(|all| all.lanes.iter().any(LaneState::computes));
        drawn.unwrap_or(false) || store.draft.with(|draft| draft.kind != WorkKind::Fetch)
    });
    let kind = Memo::new(move |_| {
        let drawn = store.watch(|all| all.experiment.workload.kind);
        drawn.unwrap_or_else(|| store.draft.with(|draft| draft.kind))
    });
    let phases = Phase::ALL.map(|phase| {
        let class = match phase {
            Phase::WaitingForPermit => "swatch waiting",
            Phase::WaitingForConnection => "swatch connection",
            Phase::Connecting => "swatch connecting",
            Phase::WaitingForResponse => "swatch response",
            Phase::Receiving => "swatch receiving",
            Phase::WaitingForThread => "swatch thread",
            Phase::Computing => "swatch computing",
            Phase::BackingOff => "swatch backing-off",
            Phase::WaitingForPage => "swatch page",
        };
        view! {
            <li hidden=flag(move || {
                (phase.is_of_network() && !on_network.get())
                    || (phase.is_of_computing() && !computes.get())
            })>
                {block(move || {
                    let (title, meaning) = (phase.title_for(kind.get()), phase.meaning_for(kind.get()));
                    view! { <Pattern class title meaning /> }
                })}
            </li>
        }
    });
    let is_shared = flag(move || axis.get() == AxisMode::Shared);
    let choose = move |shared: bool| {
        let mode = match shared {
            true => AxisMode::Shared,
            false => AxisMode::Own,
        };
        looking::set_axis(store, mode);
    };
    view! {
        <div class="legend">
            <ul aria-label="Patterns in the waterfalls">
                {phases.into_iter().collect_view()}
                <li>
                    <Pattern
                        class="swatch failed"
                        title="Failed"
                        meaning="A mark at the left and at the bar's end: the request came to nothing. What went wrong stands under Errors."
                    />
                </li>
                <li>
                    <Pattern
                        class="swatch ideal"
                        title="Ideal"
                        meaning="The thin outline: when the request would have been under way, if nothing but its planned length took any time."
                    />
                </li>
                <li>
                    <Pattern
                        class="swatch frozen"
                        title="The page was frozen"
                        meaning="For so long the page had no time for anybody: a click had to wait."
                    />
                </li>
            </ul>
            <label class="switch">
                <input
                    type="checkbox"
                    prop:checked=is_shared
                    on:change=move |event| choose(event_target_checked(&event))
                />
                "Same time axis for all lanes"
            </label>
        </div>
    }
}

/// A pattern with its name, and what it means one press away.
#[component]
fn Pattern(class: &'static str, title: &'static str, meaning: &'static str) -> impl IntoView {
    view! {
        <details>
            <summary>
                <span class=class aria-hidden="true"></span>
                {title}
            </summary>
            <p>{meaning}</p>
        </details>
    }
}
