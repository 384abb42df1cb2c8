//! The layer over a lane's waterfall: it takes pointers and wheel, and marks what they point
//! at, here and in the other lanes.

use leptos::prelude::*;

use super::ideal_outline::IdealOutline;
use crate::browser::canvas::GUTTER;
use crate::browser::document::pointer::{Wheel, capture, point_of, point_of_wheel};
use crate::browser::timing::clock::BrowserClock;
use crate::state::timeline::pointer;
use crate::view::shared::dynamic::{block, flag, list};
use crate::view::shared::store::use_store;
use playground_core::session::marks::{Marks, RowMark, Tip};
use playground_core::timeline::Px;
use playground_core::timeline::gesture::{Gesture, GestureAction};
use playground_core::units::LaneIndex;
use playground_core::wording::numbers::format_fixed;
use playground_engine::ports::Clock;

#[component]
pub fn PlotTools(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    let gesture = StoredValue::new_local(Gesture::default());
    let is_dragged = RwSignal::new(false);
    let marks = Memo::new(move |_| {
        store.live.track_view();
        let (mode, selected) = (store.axis.get(), store.selected.get());
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
                    selected,
                    pointed,
                    guessed,
                )
            })
            .flatten()
    });
    let lost = move |pointer: i32| {
        gesture.update_value(|gesture| gesture.lose(pointer));
        is_dragged.set(false);
        store.pointed.set(None);
    };
    view! {
        <div
            class="plot-tools"
            class:dragged=flag(move || is_dragged.get())
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
                let mut action = GestureAction::Nothing;
                gesture.update_value(|gesture| {
                    // The button may have been released outside the page.
                    if event.buttons() == 0 {
                        gesture.lose(event.pointer_id());
                    }
                    action = gesture.drag(event.pointer_id(), point);
                });
                if action != GestureAction::Nothing {
                    is_dragged.set(true);
                    pointer::apply(store, lane, action);
                }
                pointer::hover(store, lane, point);
            }
            on:pointerup=move |event| {
                let mut action = GestureAction::Nothing;
                gesture.update_value(|gesture| action = gesture.lift(event.pointer_id()));
                is_dragged.set(false);
                pointer::apply(store, lane, action);
            }
            on:pointercancel=move |event| lost(event.pointer_id())
            on:pointerleave=move |_| store.pointed.set(None)
            on:wheel=move |event| {
                let point = point_of_wheel(&event);
                if pointer::turn(store, lane, Wheel::from_event(&event), point) {
                    event.prevent_default();
                    pointer::hover(store, lane, point);
                }
            }
        >
            <IdealOutline lane />
            {block(move || marks.get().map(show))}
        </div>
    }
}

fn show(marks: Marks) -> AnyView {
    // Taken apart, so that the compiler names a mark that is not drawn.
    let Marks {
        size,
        selected,
        pointed,
        guide,
        ideal,
        guess,
        tip,
    } = marks;
    let width = size.width;
    let selected = selected
        .into_iter()
        .map(|row| row_view("row-mark chosen", row));
    let pointed = pointed
        .into_iter()
        .map(|row| row_view("row-mark pointed", row));
    let guide = guide.map(guide_view);
    let ideal = ideal.map(|x| line_view("ideal-mark", "ideal", x, width));
    let guess = guess.map(|x| line_view("ideal-mark guess", "guess", x, width));
    let tip = tip.map(|tip| tip_view(tip, width));
    let lines = [ideal, guess, guide].into_iter().flatten();
    list(lines.chain(pointed).chain(selected).chain(tip))
}

fn row_view(class: &'static str, row: RowMark) -> AnyView {
    let RowMark {
        top,
        height,
        across,
    } = row;
    let (left, width) = across.map_or_else(
        || ("0".to_owned(), "auto".to_owned()),
        |(from, to)| (px(GUTTER + from.0), px(to.0 - from.0)),
    );
    view! {
        <div
            class=class
            style:top=px(top.0)
            style:height=px(height.0)
            style:left=left
            style:width=width
        />
    }
    .into_any()
}

fn guide_view(x: Px) -> AnyView {
    view! { <div class="guide" style:left=px(GUTTER + x.0) /> }.into_any()
}

/// A line across all rows, with its name.
fn line_view(class: &'static str, name: &'static str, x: Px, width: Px) -> AnyView {
    // Near the right edge, the name is to the left of the line.
    let is_late = x.0 > width.0 * 0.85;
    view! {
        <div class=class class:late=is_late style:left=px(GUTTER + x.0)>
            <span>{name}</span>
        </div>
    }
    .into_any()
}

fn tip_view(tip: Tip, width: Px) -> AnyView {
    let (left, right) = if tip.is_left {
        ("auto".to_owned(), px(width.0 - tip.x.0 + 8.0))
    } else {
        (px(GUTTER + tip.x.0 + 8.0), "auto".to_owned())
    };
    view! {
        <p
            class="tip"
            class:above=tip.is_above
            style:left=left
            style:right=right
            style:top=px(tip.y.0)
        >
            {tip.text}
        </p>
    }
    .into_any()
}

fn px(length: f64) -> String {
    format!("{}px", format_fixed(length, 2))
}
