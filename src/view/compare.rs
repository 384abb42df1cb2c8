//! The lanes' makespans as bars on one scale, the ideal beside the measured.

use leptos::prelude::*;

use crate::browser::clock::BrowserClock;
use crate::engine::ports::Clock;
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
    let bars = move || {
        let lanes = lanes.get();
        let longest = lanes
            .iter()
            .map(|lane| lane.time.unwrap_or_default().max(lane.ideal))
            .fold(Span::from_ms(1.0), Span::max);
        let bars = lanes.into_iter().map(|lane| bar(&lane, longest));
        bars.collect_view()
    };
    view! {
        <section class="panel compare" aria-label="Compare">
            <h2>"Compare"</h2>
            <Show
                when=move || lanes.with(|lanes| !lanes.is_empty())
                fallback=|| view! { <p class="empty">"Makespans side by side, after a run."</p> }
            >
                <ul>{bars}</ul>
                <p class="note">
                    "The outline is the ideal: the same requests on as many slots, without overhead."
                </p>
            </Show>
        </section>
    }
}

fn bar(lane: &LaneFigures, longest: Span) -> impl IntoView + use<> {
    let percent = |span: Span| format!("{:.2}%", span.ms() / longest.ms() * 100.0);
    let time = lane.time.map(format_span).unwrap_or_else(|| "–".to_owned());
    let against_ideal = match (lane.time, lane.is_comparable) {
        (Some(time), true) if lane.ideal > Span::ZERO => {
            let over = (time.ms() / lane.ideal.ms() - 1.0) * 100.0;
            format!("{} + {over:.0} %", format_span(lane.ideal))
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
