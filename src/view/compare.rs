//! The lanes' makespans as bars on one scale, the ideal beside the measured.

use leptos::prelude::*;

use super::dynamic::{block, flag};
use crate::browser::clock::BrowserClock;
use crate::engine::ports::Clock;
use crate::model::decimal::format_fixed;
use crate::model::explain::format_span;
use crate::model::units::Span;
use crate::state::figures::LaneFigures;
use crate::state::store::Store;

#[component]
pub fn Compare(store: Store) -> impl IntoView {
    let lanes = Memo::new(move |_| {
        let now = BrowserClock.now();
        let all = store.watch(|all| {
            let lanes = 0..all.lanes.len();
            lanes
                .filter_map(|place| LaneFigures::of(all, place, now))
                .collect::<Vec<_>>()
        });
        all.unwrap_or_default()
    });
    let bars = block(move || {
        let lanes = lanes.get();
        let longest = lanes
            .iter()
            .map(|lane| lane.time.unwrap_or_default().max(lane.ideal))
            .fold(Span::from_ms(1.0), Span::max);
        let bars = lanes.into_iter().map(|lane| bar(&lane, longest));
        bars.collect_view()
    });
    let is_empty = flag(move || lanes.with(Vec::is_empty));
    view! {
        <section class="panel compare" aria-label="Compare">
            <h2>"Compare"</h2>
            <p class="empty" hidden=flag(move || !is_empty.get())>
                "Makespans side by side, after a run."
            </p>
            <ul>{bars}</ul>
            <p class="note" hidden=is_empty>
                "The outline is the ideal: the same requests on as many slots, without overhead."
            </p>
        </section>
    }
}

fn bar(lane: &LaneFigures, longest: Span) -> impl IntoView + use<> {
    let percent = |span: Span| format!("{}%", format_fixed(span.ms() / longest.ms() * 100.0, 2));
    let time = lane.time.map(format_span).unwrap_or_else(|| "–".to_owned());
    let against_ideal = match (lane.time, lane.is_comparable) {
        (Some(time), true) if lane.ideal > Span::ZERO => {
            let over = (time.ms() / lane.ideal.ms() - 1.0) * 100.0;
            format!("{} + {} %", format_span(lane.ideal), format_fixed(over, 0))
        }
        _ => format_span(lane.ideal),
    };
    let measured = percent(lane.time.unwrap_or_default());
    view! {
        <li>
            <span class="name">{lane.strategy.title()}</span>
            <span class="track" aria-hidden="true">
                <span class="measured" style:width=measured></span>
                <span class="outline" style:width=percent(lane.ideal)></span>
            </span>
            <span class="value">{time}</span>
            <span class="against">"ideal " {against_ideal}</span>
        </li>
    }
}
