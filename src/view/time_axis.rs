//! The ticks below a waterfall.

use leptos::prelude::*;

use super::dynamic::block;
use crate::state::store::Store;
use crate::state::viewport_commands::plot;
use playground_core::timeline::Px;
use playground_core::timeline::ticks::ticks;
use playground_core::wording::decimal::format_fixed;

/// So near to the end no label begins.
const END: f64 = 10.0;
/// Labels are at least this far apart.
const SPACING: Px = Px(64.0);

#[component]
pub fn TimeAxisLine(store: Store, place: usize) -> impl IntoView {
    let marks = block(move || {
        store.view_version.track();
        let mode = store.axis.get();
        let axis = store.watch(|all| plot(all, place, mode).map(|plot| plot.axis));
        let axis = axis.flatten()?;
        // A label at the very end would stand out of the lane.
        let room = axis.width().0 - END;
        let ticks = ticks(&axis, SPACING)
            .into_iter()
            .filter(|tick| tick.x.0 <= room);
        let ticks = ticks.into_iter().map(|tick| {
            view! { <li style:left=format!("{}px", format_fixed(tick.x.0, 1))>{tick.label}</li> }
        });
        Some(ticks.collect_view())
    });
    view! {
        <ol class="time-axis" aria-hidden="true">
            {marks}
        </ol>
    }
}
