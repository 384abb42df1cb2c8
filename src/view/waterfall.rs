//! A lane's waterfall: a canvas, drawn once a frame, and the marks above it.

use leptos::html::Canvas;
use leptos::prelude::*;

use super::dynamic::{block, flag, text};
use crate::browser::canvas::{Scene, WaterfallCanvas};
use crate::browser::clock::BrowserClock;
use crate::engine::ports::Clock;
use crate::model::decimal::format_fixed;
use crate::state::comparison::AxisMode;
use crate::state::store::Store;
use crate::timeline::Px;

#[component]
pub fn Waterfall(
    store: Store,
    place: usize,
    /// Told how wide the plot is, without its gutter.
    plot_width: RwSignal<f64>,
) -> impl IntoView {
    let canvas_ref = NodeRef::<Canvas>::new();
    let waterfall = StoredValue::new_local(None::<WaterfallCanvas>);
    let cannot_draw = RwSignal::new(false);
    // Top and height of the selected row.
    let selected_row = RwSignal::new(None::<(f64, f64)>);

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
        let axis = store.axis.get();
        let selected = store.selected.get();
        waterfall.update_value(|canvas| {
            let Some(canvas) = canvas else {
                return;
            };
            draw(store, place, axis, canvas);
            // Drawing fits the canvas to its place, so its width is asked for afterwards.
            let width = canvas.plot_width().0;
            // Whoever is told lays the page out again, so only what is new is said.
            if plot_width.get_untracked().to_bits() != width.to_bits() {
                plot_width.set(width);
            }
            let row = selected.and_then(|index| {
                let row = store.look(|all| {
                    let run = &all.lanes.get(place)?.run;
                    Some(canvas.row(run, index))
                });
                row.flatten()
            });
            let row = row.map(|(top, height)| (top.0, height.0));
            if selected_row.get_untracked() != row {
                selected_row.set(row);
            }
        });
    });

    let select_at = move |y: f64| {
        let hit = store.look(|all| {
            let run = &all.lanes.get(place)?.run;
            waterfall.with_value(|canvas| canvas.as_ref()?.index_at(run, Px(y)))
        });
        if let Some(index) = hit.flatten() {
            store.selected.set(Some(index));
        }
    };
    let ideal_share = move || {
        let axis = store.axis.get();
        let share = store.watch(|all| {
            let lane = all.lanes.get(place)?;
            let share = lane.ideal?.ms() / all.axis_end(place, axis).ms();
            (share <= 1.0 && !lane.run.limit_changed()).then_some(share)
        });
        share.flatten()
    };
    let never_run = flag(move || store.generation.get() == 0);
    let selection_mark = block(move || {
        let (top, height) = selected_row.get()?;
        let (top, height) = (px(top), px(height));
        Some(view! { <div class="selected-row" style:top=top style:height=height /> })
    });
    let ideal_mark = block(move || {
        let share = ideal_share()?;
        // Near the right edge, the word stands at the line's left.
        let is_late = share > 0.85;
        let share = format_fixed(share, 4);
        Some(view! {
            <div class="ideal-mark" class:late=is_late style:--share=share>
                <span>"ideal"</span>
            </div>
        })
    });
    view! {
        <div class="plot">
            <canvas
                node_ref=canvas_ref
                role="img"
                aria-label=text(move || describe(store, place))
                on:click=move |event| select_at(f64::from(event.offset_y()))
            ></canvas>
            {selection_mark}
            {ideal_mark}
            <p class="invitation" hidden=flag(move || !never_run.get())>
                "Press ▶ Run all, or the space bar."
            </p>
            <p class="invitation" hidden=flag(move || !cannot_draw.get())>
                "The browser gave this page nothing to draw on. The figures above are still
                right. Close other tabs and reload the page."
            </p>
        </div>
    }
}

fn px(length: f64) -> String {
    format!("{}px", format_fixed(length, 2))
}

fn draw(store: Store, place: usize, axis: AxisMode, canvas: &mut WaterfallCanvas) {
    let comparison = store.comparison();
    let Ok(mut comparison) = comparison.try_borrow_mut() else {
        return;
    };
    let Some(all) = comparison.as_mut() else {
        return;
    };
    let end = all.axis_end(place, axis);
    let Some(lane) = all.lanes.get_mut(place) else {
        return;
    };
    let mut changed = std::mem::take(&mut lane.changed);
    let scene = Scene {
        run: &lane.run,
        end,
        now: lane.now(BrowserClock.now()),
    };
    canvas.draw(&scene, &changed);
    // Its room is kept for the next frame.
    changed.clear();
    lane.changed = changed;
}

/// The picture in a sentence, for those who cannot see it.
fn describe(store: Store, place: usize) -> String {
    let described = store.watch(|all| {
        let lane = all.lanes.get(place)?;
        let title = lane.strategy_in_force().title();
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
