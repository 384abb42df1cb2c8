//! A lane's waterfall: a canvas, drawn once a frame.

use leptos::html::Canvas;
use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::later::{self, LaterInLane};
use crate::browser::canvas::{Scene, WaterfallCanvas};
use crate::browser::clock::BrowserClock;
use crate::browser::page;
use crate::state::comparison::AxisMode;
use crate::state::store::Store;
use playground_engine::ports::Clock;

#[component]
pub fn Waterfall(store: Store, place: usize) -> impl IntoView {
    let canvas_ref = NodeRef::<Canvas>::new();
    let waterfall = StoredValue::new_local(None::<WaterfallCanvas>);
    let cannot_draw = RwSignal::new(false);

    Effect::new(move |_| {
        if let Some(canvas) = canvas_ref.get() {
            match WaterfallCanvas::new(canvas, move || store.refresh()) {
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
        store.frame.track();
        store.colours.track();
        store.view_version.track();
        store.generation.track();
        let axis = store.axis.get();
        let mut is_resized = false;
        waterfall.update_value(|canvas| {
            is_resized = canvas
                .as_mut()
                .is_some_and(|canvas| draw(store, place, axis, canvas));
        });
        // Whoever is told lays the page out again, so only what is new is said.
        if is_resized {
            store.invalidate();
        }
    });
    let run_shown = store.run_shown();
    let never_run = flag(move || run_shown.get() == 0);
    view! {
        <div class="plot">
            <canvas
                node_ref=canvas_ref
                role="img"
                aria-label=text(move || describe(store, place))
            ></canvas>
            <LaterInLane store place part=later::PLOT_TOOLS />
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
fn draw(store: Store, place: usize, axis: AxisMode, canvas: &mut WaterfallCanvas) -> bool {
    let comparison = store.comparison();
    let Ok(mut comparison) = comparison.try_borrow_mut() else {
        return false;
    };
    let end = comparison.as_ref().map(|all| all.axis_end(place, axis));
    let lane = comparison.as_mut().and_then(|all| all.lanes.get_mut(place));
    let Some((lane, end)) = lane.zip(end) else {
        // What another run has left here.
        canvas.wipe();
        return false;
    };
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
    // Its room is kept for the next frame.
    changed.clear();
    lane.changed = changed;
    // Drawing fits the canvas to its place, so its size is asked for afterwards.
    let before = std::mem::replace(&mut lane.plot, canvas.size());
    before != lane.plot
}

/// The picture in a sentence, for those who cannot see it.
fn describe(store: Store, place: usize) -> String {
    let described = store.watch(|all| {
        let lane = all.lanes.get(place)?;
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
