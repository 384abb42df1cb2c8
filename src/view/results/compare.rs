//! The lanes' makespans as bars on one scale, the ideal beside the measured.

use leptos::prelude::*;

use super::published::PublishedFigures;
use crate::view::shared::dynamic::{block, flag, list};
use crate::view::shared::store::use_store;
use playground_core::session::compare::{CompareBar, compare_bars};
use playground_core::wording::numbers::format_fixed;

#[component]
pub fn Compare() -> impl IntoView {
    let store = use_store();
    let lanes = store.figures;
    let bars = block(move || {
        let bars = lanes.with(|lanes| compare_bars(lanes)).into_iter();
        list(bars.map(bar_view))
    });
    let experiment = Signal::derive(move || {
        store.live.track_lanes();
        store.live.peek(|all| all.experiment.clone())
    });
    let is_empty = flag(move || lanes.with(Vec::is_empty));
    let has_ideal = flag(move || lanes.with(|all| all.iter().any(|lane| lane.ideal.is_some())));
    view! {
        <section class="panel compare" aria-label="Compare">
            <h2>"Compare"</h2>
            <p class="empty" hidden=flag(move || !is_empty.get())>
                "Makespans side by side, after a run."
            </p>
            <ul>{bars}</ul>
            <PublishedFigures experiment figures=lanes />
            <p class="note" hidden=flag(move || !has_ideal.get())>
                "The outline is the ideal: the same requests on as many slots, without overhead."
            </p>
        </section>
    }
}

fn bar_view(bar: CompareBar) -> impl IntoView {
    let percent = |share: f64| format!("{}%", format_fixed(share * 100.0, 2));
    let track = match bar.lengths {
        Ok(bar) => view! {
            <span class="track" aria-hidden="true">
                <span class="measured" style:width=percent(bar.measured)></span>
                <span
                    class="outline"
                    hidden=bar.ideal.is_none()
                    style:width=percent(bar.ideal.unwrap_or_default())
                ></span>
            </span>
        }
        .into_any(),
        Err(reason) => view! { <span class="no-bar">{reason}</span> }.into_any(),
    };
    view! {
        <li>
            <span class="name">{bar.title}</span>
            {track}
            <span class="value">{bar.time}</span>
            {bar.lost.map(|lost| view! { <span class="lost">{lost}</span> })}
            <span class="against">{bar.against_ideal}</span>
        </li>
    }
}
