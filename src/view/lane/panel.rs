//! One lane: its headline, its waterfall, its counts.

use leptos::prelude::*;

use super::counts::LaneCounts;
use super::figures::Figures;
use super::heartbeat::HeartbeatStrip;
use super::time_axis::TimeAxisLine;
use super::waterfall::Waterfall;
use crate::state::store::Store;
use crate::view::later::{self, LaterInLane};
use crate::view::shared::dynamic::{flag, text};
use crate::view::shared::store::use_store;
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::experiment::workload::WorkKind;
use playground_core::session::figures::LaneFigures;
use playground_core::session::lane_headline;
use playground_core::units::LaneIndex;
use playground_core::wording::numbers::format_fixed;

#[component]
pub fn LanePanel(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    let figures: Figures = Memo::new(move |_| store.with_lane(lane, LaneFigures::clone));
    let title = text(move || {
        let running = figures.with(|lane| lane.as_ref().map(|lane| lane.title.clone()));
        let planned = || planned_title(store, lane);
        running.or_else(planned).unwrap_or_default()
    });
    let progress = text(move || {
        let share = figures.with(|lane| lane.as_ref().map_or(0.0, |it| it.progress));
        format_fixed(share, 3)
    });
    view! {
        <section class="lane" aria-label=title>
            <Headline lane title figures />
            <progress max="1" aria-label="Planned work done" prop:value=progress />
            <Waterfall lane />
            <LaterInLane lane part=later::IN_FLIGHT />
            <HeartbeatStrip lane />
            <TimeAxisLine lane />
            <LaneCounts figures />
            <LaterInLane lane part=later::REMARKS />
        </section>
    }
}

/// The lane's name, its time, its speedup and its ideal.
#[component]
fn Headline(lane: LaneIndex, title: Signal<String>, figures: Figures) -> impl IntoView {
    let store = use_store();
    let words = move |words: fn(&LaneFigures) -> String| {
        figures.with(|figures| figures.as_ref().map(words))
    };
    let is_planned = flag(move || {
        let time = figures.with(|figures| figures.as_ref().and_then(|lane| lane.time));
        time.is_none()
    });
    let time = text(move || {
        let forecast = store.forecast.with(|lanes| lanes.get(lane.0).copied());
        words(lane_headline::time).unwrap_or_else(|| lane_headline::planned_time(forecast))
    });
    let speedup = text(move || words(lane_headline::speedup).unwrap_or_default());
    let ideal = text(move || {
        let has_plan = store
            .draft
            .with(|draft| draft.asks_lab() || draft.kind == WorkKind::Compute);
        let is_expected = has_plan && !store.forecast.with(Vec::is_empty);
        let planned = if is_expected {
            lane_headline::EXPECTED
        } else {
            ""
        };
        words(lane_headline::ideal).unwrap_or_else(|| planned.to_owned())
    });
    view! {
        <div class="headline">
            <h2>{title}</h2>
            <p class="time" class:planned=is_planned>
                {time}
            </p>
            <p class="speedup">{speedup}</p>
            <p class="ideal">{ideal}</p>
        </div>
    }
}

/// What the settings ask for at this lane. While one of them cannot be read, the
/// lane's kind is all that is sure.
fn planned_title(store: Store, lane: LaneIndex) -> Option<String> {
    let read = store.reading.with(|read| {
        let lanes = read.as_ref().ok()?.lanes.get(lane.0);
        lanes.map(PlannedLane::title)
    });
    let kind = || {
        store.draft.with(|draft| {
            let lane = draft.lanes().get(lane.0)?;
            Some(lane.strategy.kind().title().to_owned())
        })
    };
    read.or_else(kind)
}
