//! What the patterns mean, and whether lanes share a scale.

use leptos::prelude::*;

use crate::state::timeline::viewport_commands;
use crate::view::shared::dynamic::{block, flag, list};
use crate::view::shared::store::use_store;
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::timeline::bar::Phase;
use playground_core::timeline::legend::{may_have, title_and_meaning};

#[component]
pub fn Legend(by_slot: Signal<bool>) -> impl IntoView {
    let store = use_store();
    let drawn = Memo::new(move |_| {
        let drawn = store.live.watch(|all| all.experiment.clone());
        drawn.unwrap_or_default()
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
            Phase::WaitingForLock => "swatch thread",
            Phase::Updating => "swatch updating",
            Phase::BackingOff => "swatch backing-off",
            Phase::WaitingForPage => "swatch page",
        };
        view! {
            <li hidden=flag(move || {
                let is_left_out = by_slot.get() && !phase.is_in_flight();
                is_left_out
                    || !drawn.with(|all| all.lanes.iter().any(|lane| may_have(phase, all, lane)))
            })>
                {block(move || {
                    let (title, meaning) = drawn.with(|all| title_and_meaning(phase, all));
                    view! { <Pattern class title meaning /> }
                })}
            </li>
        }
    });
    let has_ideal = flag(move || {
        let has_one =
            |all: &Comparison| all.lanes.iter().any(|lane| lane.ideal_in_force().is_some());
        store.live.watch(has_one) == Some(true)
    });
    let is_shared = flag(move || store.axis.get() == AxisMode::Shared);
    let choose = move |shared: bool| {
        let mode = if shared {
            AxisMode::Shared
        } else {
            AxisMode::Own
        };
        viewport_commands::set_axis(store, mode);
    };
    view! {
        <div class="legend">
            <ul aria-label="Patterns in the waterfalls">
                {list(phases)}
                <li>
                    <Pattern
                        class="swatch failed"
                        title="Failed"
                        meaning="A mark at the bar's end, and at the left of its row or line: the request failed. What went wrong is listed under Errors."
                    />
                </li>
                <li hidden=flag(move || by_slot.get() || !has_ideal.get())>
                    <Pattern
                        class="swatch ideal"
                        title="Ideal"
                        meaning="The thin outline: when the request would have been in flight if nothing but its planned length took any time."
                    />
                </li>
                <li>
                    <Pattern
                        class="swatch answering"
                        title="The page could respond"
                        meaning="The line below a lane: a click would have had a response, whatever was in flight."
                    />
                </li>
                <li>
                    <Pattern
                        class="swatch frozen"
                        title="The page was frozen"
                        meaning="The page did not respond: a click had to wait."
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
