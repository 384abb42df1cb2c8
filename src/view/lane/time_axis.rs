//! The ticks below a waterfall.

use leptos::prelude::*;

use crate::browser::timing::clock::BrowserClock;
use crate::view::shared::dynamic::{block, list};
use crate::view::shared::store::use_store;
use playground_core::session::plot::plot;
use playground_core::timeline::Px;
use playground_core::timeline::ticks::ticks;
use playground_core::units::LaneIndex;
use playground_core::wording::numbers::format_fixed;
use playground_engine::ports::Clock;

/// A label this near to the end would reach out of the lane. In pixels.
const END_MARGIN: f64 = 10.0;
/// Labels are at least this far apart.
const SPACING: Px = Px(64.0);

#[component]
pub fn TimeAxisLine(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    let marks = block(move || {
        store.live.track_view();
        let mode = store.axis.get();
        let axis = store
            .live
            .watch(|all| plot(all, lane, mode, BrowserClock.now()).map(|plot| plot.axis));
        let ticks = axis.flatten().map(|axis| {
            let room = axis.width().0 - END_MARGIN;
            let mut ticks = ticks(&axis, SPACING);
            ticks.retain(|tick| tick.x.0 <= room);
            ticks
        });
        list(ticks.into_iter().flatten().map(|tick| {
            view! { <li style:left=format!("{}px", format_fixed(tick.x.0, 1))>{tick.label}</li> }
        }))
    });
    view! {
        <ol class="time-axis" aria-hidden="true">
            {marks}
        </ol>
    }
}
