//! A lane's waterfall: a canvas, drawn once a frame.

use leptos::html::Canvas;
use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::later::{self, LaterInLane};
use crate::browser::canvas::{Scene, WaterfallCanvas};
use crate::browser::document::page;
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use playground_core::session::comparison::AxisMode;
use playground_core::session::lane_state::LaneState;
use playground_core::units::{LaneIndex, Span};
use playground_engine::ports::Clock;

#[component]
pub fn Waterfall(store: Store, lane: LaneIndex) -> impl IntoView {
    let canvas_ref = NodeRef::<Canvas>::new();
    let waterfall = StoredValue::new_local(None::<WaterfallCanvas>);
    let cannot_draw = RwSignal::new(false);

    Effect::new(move |_| {
        if let Some(canvas) = canvas_ref.get() {
            match WaterfallCanvas::new(canvas, move || store.live.refresh()) {
                Ok(ready) => waterfall.set_value(Some(ready)),
                Err(_) => cannot_draw.set(true),
            }
        }
    });
    Effect::new(move |_| {
        store.colours.track();
        waterfall.update_value(|canvas| canvas.iter_mut().for_each(WaterfallCanvas::restyle));
    });
    Effect::new(move |_| {
        store.live.track_frames();
        store.colours.track();
        store.live.track_view();
        store.live.track_lanes();
        let axis = store.axis.get();
        let mut is_resized = false;
        waterfall.update_value(|canvas| {
            is_resized = canvas
                .as_mut()
                .is_some_and(|canvas| draw(store, lane, axis, canvas));
        });
        // Whoever is told lays the page out again, so only what is new is said.
        if is_resized {
            store.live.notify_view();
        }
    });
    let run_shown = store.live.shown();
    let never_run = flag(move || run_shown.get() == 0);
    view! {
        <div class="plot">
            <canvas
                node_ref=canvas_ref
                role="img"
                aria-label=text(move || describe(store, lane))
            ></canvas>
            <LaterInLane store lane part=later::PLOT_TOOLS />
            <p class="invitation" hidden=flag(move || !never_run.get())>
                "Press ▶, or the space bar."
            </p>
            <p class="invitation" hidden=flag(move || !cannot_draw.get())>
                "The browser gave this page nothing to draw on. The figures above are still
                right. Close other tabs and reload the page."
            </p>
        </div>
    }
}

/// Whether the plot has another size than before.
fn draw(store: Store, lane: LaneIndex, axis: AxisMode, canvas: &mut WaterfallCanvas) -> bool {
    let drawn = store.live.update(|all| {
        let end = all.axis_end(lane, axis);
        Some(draw_lane(all.lane_mut(lane)?, end, canvas))
    });
    drawn.flatten().unwrap_or_else(|| {
        // What another run has left here.
        canvas.wipe();
        false
    })
}

fn draw_lane(lane: &mut LaneState, end: Span, canvas: &mut WaterfallCanvas) -> bool {
    if page::is_drawing_off() {
        lane.changed.clear();
        return false;
    }
    let mut changed = std::mem::take(&mut lane.changed);
    let scene = Scene {
        run: &lane.run,
        order: lane.viewport.order(),
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

/// The picture in a sentence, for those who cannot see it.
fn describe(store: Store, lane: LaneIndex) -> String {
    let described = store.live.watch(|all| {
        let lane = all.lane(lane)?;
        let title = lane.title();
        let counts = lane.run.counts();
        Some(format!(
            "Waterfall of {title}: {} requests, {} ended, {} of them failed",
            lane.run.requests().len(),
            counts.total(),
            counts.failures(),
        ))
    });
    described
        .flatten()
        .unwrap_or_else(|| "Waterfall, empty until the first run".to_owned())
}
