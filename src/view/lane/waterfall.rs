//! A lane's waterfall: a canvas, drawn once a frame.

use leptos::prelude::*;

use crate::browser::canvas::{Scene, WaterfallCanvas};
use crate::browser::document::page;
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use crate::view::later::{self, Later, LaterInLane};
use crate::view::shared::canvas::use_canvas;
use crate::view::shared::dynamic::{flag, text};
use crate::view::shared::store::use_store;
use playground_core::session::captions::waterfall_label;
use playground_core::session::lane_state::LaneState;
use playground_core::units::{LaneIndex, Span};
use playground_engine::ports::Clock;

#[component]
pub fn Waterfall(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    let canvas = use_canvas(
        store.colours.into(),
        move |element| WaterfallCanvas::new(element, move || store.live.refresh()),
        WaterfallCanvas::restyle,
        move |canvas| draw(store, lane, canvas),
    );
    let label = text(move || {
        let label = store.live.watch(|all| waterfall_label(all.lane(lane)));
        label.unwrap_or_else(|| waterfall_label(None))
    });
    let run_shown = store.live.shown();
    let never_run = flag(move || run_shown.get() == 0);
    view! {
        <div class="plot">
            <canvas
                node_ref=canvas.node
                role="img"
                aria-label=label
            ></canvas>
            <LaterInLane lane part=later::PLOT_TOOLS />
            <div class="planned-outline" hidden=flag(move || !never_run.get())>
                <Later wanted=store.parts_are_loaded.into() part=later::PLANNED lane />
            </div>
            <p class="invitation" hidden=flag(move || !never_run.get())>
                "Press ▶, or the space bar."
            </p>
            <p class="invitation" hidden=flag(move || !canvas.is_unavailable.get())>
                "The browser gave this page no canvas to draw on. The figures above are still
                right. Close other tabs and reload the page."
            </p>
        </div>
    }
}

fn draw(store: Store, lane: LaneIndex, canvas: &mut WaterfallCanvas) {
    store.live.track_frames();
    store.live.track_view();
    store.live.track_lanes();
    let axis = store.axis.get();
    let is_resized = store.live.update(|all| {
        let end = all.axis_end(lane, axis);
        Some(draw_lane(all.lane_mut(lane)?, end, canvas))
    });
    match is_resized.flatten() {
        // Views that follow lay the page out again, so they are notified only of what is new.
        Some(true) => store.live.notify_view(),
        Some(false) => {}
        // Another run may have left something here.
        None => canvas.wipe(),
    }
}

/// Whether the plot has another size than before.
fn draw_lane(lane: &mut LaneState, end: Span, canvas: &mut WaterfallCanvas) -> bool {
    if page::is_drawing_off() {
        lane.changed.clear();
        return false;
    }
    let mut changed = std::mem::take(&mut lane.changed);
    let scene = Scene {
        run: &lane.run,
        shown: lane.viewport.shown(),
        arrangement: lane.viewport.arrangement(),
        window: lane.viewport.window(end),
        rows: lane.viewport.rows(),
        now: lane.now(BrowserClock.now()),
    };
    canvas.draw(&scene, &changed);
    // Its memory is kept for the next frame.
    changed.clear();
    lane.changed = changed;
    // Drawing fits the canvas to its place, so its size is asked for afterwards.
    let before = std::mem::replace(&mut lane.plot, canvas.size());
    before != lane.plot
}
