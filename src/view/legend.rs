//! What the patterns mean, and whether lanes share a scale.

use leptos::prelude::*;

use super::dynamic::flag;
use crate::state::comparison::AxisMode;
use crate::timeline::bar::Phase;

#[component]
pub fn Legend(axis: RwSignal<AxisMode>) -> impl IntoView {
    let phases = Phase::ALL.map(|phase| {
        let class = match phase {
            Phase::WaitingForPermit => "swatch waiting",
            Phase::WaitingForResponse => "swatch response",
            Phase::Receiving => "swatch receiving",
            Phase::BackingOff => "swatch backing-off",
        };
        view! {
            <li>
                <span class=class aria-hidden="true"></span>
                {phase.title()}
            </li>
        }
    });
    let is_shared = flag(move || axis.get() == AxisMode::Shared);
    let choose = move |shared: bool| {
        axis.set(if shared {
            AxisMode::Shared
        } else {
            AxisMode::Own
        });
    };
    view! {
        <div class="legend">
            <ul aria-label="Patterns in the waterfalls">{phases.into_iter().collect_view()}</ul>
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
