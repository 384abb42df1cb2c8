//! What lies over a lane's waterfall: it takes pointers and wheel, and shows what they
//! are at, here and in the other lanes.

use leptos::prelude::*;

use super::dynamic::{block, flag};
use super::ideal_outline::IdealOutline;
use crate::browser::canvas::GUTTER;
use crate::browser::clock::BrowserClock;
use crate::browser::pointer::{Wheel, capture, point_of, point_of_wheel};
use crate::state::store::Store;
use crate::state::timeline::pointer;
use playground_core::session::marks::{Marks, RowMark, Tip};
use playground_core::timeline::Px;
use playground_core::timeline::gesture::{Gesture, GestureAction};
use playground_core::units::LaneIndex;
use playground_core::wording::numbers::format_fixed;
use playground_engine::ports::Clock;

#[component]
pub fn PlotTools(store: Store, lane: LaneIndex) -> impl IntoView {
    let gesture = StoredValue::new_local(Gesture::default());
    let is_pulled = RwSignal::new(false);
    let marks = Memo::new(move |_| {
        store.live.track_view();
        let (mode, chosen) = (store.axis.get(), store.selected.get());
        let pointed = store.pointed.get();
        let guessed = store.guessed.get().filter(|(guessed, _)| *guessed == lane);
        let guessed = guessed.map(|(_, at)| at);
        store
            .live
            .watch(|all| {
                Marks::new(
                    all,
                    lane,
                    mode,
                    BrowserClock.now(),
                    chosen,
                    pointed,
                    guessed,
                )
            })
            .flatten()
    });
    let lost = move |pointer: i32| {
        gesture.update_value(|gesture| gesture.lose(pointer));
        is_pulled.set(false);
        store.pointed.set(None);
    };
    view! {
        <div
            class="plot-tools"
            class:pulled=flag(move || is_pulled.get())
            on:pointerdown=move |event| {
                if event.button() == 0 {
                    capture(&event);
                    gesture.update_value(|gesture| {
                        gesture.press(event.pointer_id(), point_of(&event));
                    });
                }
            }
            on:pointermove=move |event| {
                let point = point_of(&event);
                let mut asked = GestureAction::Nothing;
                gesture.update_value(|gesture| {
                    // The button may have been let go where the page did not hear of it.
                    if event.buttons() == 0 {
                        gesture.lose(event.pointer_id());
                    }
                    asked = gesture.drag(event.pointer_id(), point);
                });
                if asked != GestureAction::Nothing {
                    is_pulled.set(true);
                    pointer::apply(store, lane, asked);
                }
                pointer::hover(store, lane, point);
            }
            on:pointerup=move |event| {
                let mut asked = GestureAction::Nothing;
                gesture.update_value(|gesture| asked = gesture.lift(event.pointer_id()));
                is_pulled.set(false);
                pointer::apply(store, lane, asked);
            }
            on:pointercancel=move |event| lost(event.pointer_id())
            on:pointerleave=move |_| store.pointed.set(None)
            on:wheel=move |event| {
                let point = point_of_wheel(&event);
                if pointer::turn(store, lane, Wheel::of(&event), point) {
                    event.prevent_default();
                    pointer::hover(store, lane, point);
                }
            }
        >
            <IdealOutline store lane />
            {block(move || marks.get().map(show))}
        </div>
    }
}

fn show(marks: Marks) -> impl IntoView {
    let width = marks.size.width;
    let chosen = marks.chosen.map(|row| row_view("row-mark chosen", row));
    let pointed = marks.pointed.map(|row| row_view("row-mark pointed", row));
    let guide = marks.guide.map(|x| {
        view! { <div class="guide" style:left=px(GUTTER + x.0) /> }
    });
    let ideal = marks.ideal.map(|x| {
        // Near the right edge, the word stands at the line's left.
        let is_late = x.0 > width.0 * 0.85;
        view! {
            <div class="ideal-mark" class:late=is_late style:left=px(GUTTER + x.0)>
                <span>"ideal"</span>
            </div>
        }
    });
    let tip = marks.tip.map(|tip| tip_view(tip, width));
    let guess = marks.guess.map(|x| {
        let is_late = x.0 > width.0 * 0.85;
        view! {
            <div class="ideal-mark guess" class:late=is_late style:left=px(GUTTER + x.0)>
                <span>"guess"</span>
            </div>
        }
    });
    view! {
        {ideal}
        {guess}
        {guide}
        {pointed}
        {chosen}
        {tip}
    }
}

fn row_view(class: &'static str, row: RowMark) -> impl IntoView {
    view! { <div class=class style:top=px(row.top.0) style:height=px(row.height.0) /> }
}

fn tip_view(tip: Tip, width: Px) -> impl IntoView {
    let (left, right) = match tip.is_left {
        true => ("auto".to_owned(), px(width.0 - tip.x.0 + 8.0)),
        false => (px(GUTTER + tip.x.0 + 8.0), "auto".to_owned()),
    };
    view! {
        <p
            class="tip"
            class:above=tip.is_above
            style:left=left
            style:right=right
            style:top=px(tip.y.0)
        >
            {tip.words}
        </p>
    }
}

fn px(length: f64) -> String {
    format!("{}px", format_fixed(length, 2))
}
