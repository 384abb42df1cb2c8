//! A lane's plan in place of its waterfall, until it is run.

use leptos::prelude::*;

use crate::browser::canvas::OutlineCanvas;
use crate::view::shared::canvas::use_canvas;
use crate::view::shared::store::use_store;
use playground_core::session::planned_outline::PlannedOutline;
use playground_core::units::LaneIndex;

#[component]
pub fn PlannedOutlineCanvas(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    let run_shown = store.live.shown();
    let planned = Memo::new(move |_| {
        // From the first run on, the waterfall is there instead.
        if run_shown.get() > 0 {
            return None;
        }
        store.forecast.with(|forecast| {
            store.reading.with(|read| {
                let experiment = read.as_ref().ok()?;
                PlannedOutline::new(experiment, forecast, lane)
            })
        })
    });
    let canvas = use_canvas(
        store.colours.into(),
        move |element| OutlineCanvas::new(element, move || store.live.notify_view()),
        OutlineCanvas::restyle,
        move |canvas| {
            if run_shown.get() > 0 {
                return;
            }
            store.live.track_view();
            let size = canvas.size();
            let pieces = planned.with(|planned| planned.as_ref().map(|plan| plan.pieces(size)));
            canvas.draw(&pieces.unwrap_or_default());
        },
    );
    view! { <canvas node_ref=canvas.node aria-hidden="true"></canvas> }
}
