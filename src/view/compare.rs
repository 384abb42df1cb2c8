//! The lanes' makespans as bars on one scale, the ideal beside the measured.

use leptos::prelude::*;

use super::dynamic::{block, flag};
use super::published::PublishedFigures;
use crate::state::store::Store;
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::Span;
use playground_core::wording::numbers::{format_fixed, format_span, group_digits};

#[component]
pub fn Compare(store: Store) -> impl IntoView {
    let lanes = store.figures;
    let bars = block(move || {
        let lanes = lanes.get();
        let longest = lanes
            .iter()
            .map(|lane| {
                lane.time
                    .unwrap_or_default()
                    .max(lane.ideal.unwrap_or_default())
            })
            .fold(Span::from_ms(1.0), Span::max);
        let bars = lanes.into_iter().map(|lane| bar(&lane, longest));
        bars.collect_view()
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
            <PublishedFigures store />
            <p class="note" hidden=flag(move || !has_ideal.get())>
                "The outline is the ideal: the same requests on as many slots, without overhead."
            </p>
        </section>
    }
}

fn bar(lane: &LaneFigures, longest: Span) -> impl IntoView + use<> {
    let percent = |span: Span| format!("{}%", format_fixed(span.ms() / longest.ms() * 100.0, 2));
    let time = lane.time.map(format_span).unwrap_or_else(|| "–".to_owned());
    // What was stopped has none to be held against.
    let has_ended = matches!(lane.stage, LaneStage::Ended(_));
    let against_ideal = match (lane.ideal, lane.time) {
        (Some(ideal), Some(time)) if lane.is_comparable && ideal > Span::ZERO => {
            let over = (time.ms() / ideal.ms() - 1.0) * 100.0;
            format!("ideal {} + {} %", format_span(ideal), format_fixed(over, 0))
        }
        (Some(ideal), _) if !has_ended => format!("ideal {}", format_span(ideal)),
        _ => String::new(),
    };
    // A short bar is no merit where requests came to nothing.
    let succeeded = lane.counts.of(OutcomeKind::Succeeded);
    let lost = lane.counts.total() - succeeded;
    let lost = (lost > 0).then(|| {
        let [lost, all] = [lost, lane.requests].map(|count| group_digits(count.into()));
        view! { <span class="lost">{format!("{lost} of {all} not succeeded")}</span> }
    });
    let ideal = lane.ideal.filter(|_| lane.is_comparable || !has_ended);
    let measured = percent(lane.time.unwrap_or_default());
    view! {
        <li>
            <span class="name">{lane.title.clone()}</span>
            <span class="track" aria-hidden="true">
                <span class="measured" style:width=measured></span>
                <span
                    class="outline"
                    hidden=ideal.is_none()
                    style:width=percent(ideal.unwrap_or_default())
                ></span>
            </span>
            <span class="value">{time}</span>
            {lost}
            <span class="against">{against_ideal}</span>
        </li>
    }
}
