//! The overview: all of the run, and the part of it that is shown above.

use leptos::prelude::*;

use crate::browser::document::pointer::{capture, fraction_of};
use crate::state::store::Store;
use crate::state::timeline::viewport_commands;
use crate::view::lane::in_flight::InFlightStrip;
use crate::view::shared::dynamic::{block, flag, list};
use crate::view::shared::store::use_store;
use playground_core::session::comparison::AxisMode;
use playground_core::session::plot::window_of;
use playground_core::timeline::freezes::share;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{LaneIndex, TimePoint};
use playground_core::wording::numbers::format_fixed;

#[component]
pub fn Minimap() -> impl IntoView {
    let store = use_store();
    // Where a drag began, as a share of the whole.
    let begun = StoredValue::new(None::<f64>);
    // On axes of their own, lanes have no common whole.
    let is_hidden = flag(move || store.axis.get() == AxisMode::Own);
    let lanes = block(move || {
        store.live.track_lanes();
        let lanes = store.live.peek(|all| all.lanes.len()).unwrap_or(0);
        let strips =
            (0..lanes).map(|lane| view! { <InFlightStrip lane=LaneIndex(lane) whole=true /> });
        list(strips)
    });
    let seen = block(move || {
        store.live.track_view();
        let (from, to) = store.live.watch(|all| {
            let whole = TimeWindow::whole(all.axis_end(FIRST, AxisMode::Shared));
            let window = window_of(all, FIRST, AxisMode::Shared)?;
            Some((share(window.from(), whole), share(window.to(), whole)))
        })??;
        let percent = |share: f64| format!("{}%", format_fixed(share * 100.0, 3));
        Some(view! {
            <div class="out-of-sight" style:right=percent(1.0 - from) style:left="0" />
            <div class="in-sight" style:left=percent(from) style:width=percent(to - from) />
            <div class="out-of-sight" style:left=percent(to) style:right="0" />
        })
    });
    view! {
        <div
            class="minimap"
            hidden=is_hidden
            title="Overview of the run. Drag to select a part, click to show everything."
            on:pointerdown=move |event| {
                if event.button() == 0 {
                    capture(&event);
                    begun.set_value(Some(fraction_of(&event)));
                }
            }
            on:pointermove=move |event| {
                // The button may have been released outside the page.
                if event.buttons() == 0 {
                    begun.set_value(None);
                }
                if let Some(from) = begun.get_value() {
                    select(store, from, fraction_of(&event));
                }
            }
            on:pointerup=move |event| {
                let to = fraction_of(&event);
                if begun.get_value().is_some_and(|from| (to - from).abs() < CLICK) {
                    viewport_commands::show_all(store);
                }
                begun.set_value(None);
            }
            on:pointercancel=move |_| begun.set_value(None)
        >
            {lanes}
            {seen}
        </div>
    }
}

/// On a shared axis, every lane shows the same time.
const FIRST: LaneIndex = LaneIndex(0);

/// A drag over less than this share is a click.
const CLICK: f64 = 0.005;

fn select(store: Store, one: f64, other: f64) {
    let end = store.live.peek(|all| all.axis_end(FIRST, AxisMode::Shared));
    if let Some(end) = end.filter(|_| (one - other).abs() >= CLICK) {
        let at = |share: f64| TimePoint::START + end.times(share.clamp(0.0, 1.0));
        viewport_commands::show_time(store, TimeWindow::new(at(one), at(other)));
    }
}
