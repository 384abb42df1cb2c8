//! The ticks below a waterfall.

use leptos::prelude::*;

use super::dynamic::block;
use crate::model::decimal::format_fixed;
use crate::state::store::Store;
use crate::timeline::Px;
use crate::timeline::axis::TimeAxis;
use crate::timeline::ticks::ticks;
use crate::timeline::window::TimeWindow;

/// Labels are at least this far apart.
const SPACING: Px = Px(64.0);

#[component]
pub fn TimeAxisLine(
    store: Store,
    place: usize,
    /// Width of the plot above, without its gutter.
    plot_width: RwSignal<f64>,
) -> impl IntoView {
    let marks = block(move || {
        let mode = store.axis.get();
        let end = store.watch(|all| all.axis_end(place, mode))?;
        let axis = TimeAxis::new(TimeWindow::whole(end), Px(plot_width.get()));
        let ticks = ticks(&axis, SPACING).into_iter().map(|tick| {
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
