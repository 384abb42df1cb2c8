//! One lane: its headline, its counts, its waterfall.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::heartbeat::HeartbeatStrip;
use super::lane_counts::LaneCounts;
use super::later::{self, LaterInLane};
use super::time_axis::TimeAxisLine;
use super::waterfall::Waterfall;
use crate::state::store::Store;
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::experiment::workload::WorkKind;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::{LaneIndex, Span};
use playground_core::wording::numbers::{format_fixed, format_span};

#[component]
pub fn LanePanel(store: Store, lane: LaneIndex) -> impl IntoView {
    let title = text(move || {
        let running = store.with_lane(lane, |lane| lane.title.clone());
        let planned = || planned_title(store, lane);
        running.or_else(planned).unwrap_or_default()
    });
    let has_begun = move || store.with_lane(lane, |lane| lane.time.is_some());
    let time = text(move || {
        let forecast = store.forecast.with(|lanes| lanes.get(lane.0).copied());
        let planned = || match forecast {
            Some(span) => span_or_dash(span),
            None => "?".to_owned(),
        };
        store.with_lane(lane, time).unwrap_or_else(planned)
    });
    let speedup = text(move || store.with_lane(lane, speedup).unwrap_or_default());
    let ideal = text(move || {
        let has_plan = store
            .draft
            .with(|draft| draft.asks_lab() || draft.kind == WorkKind::Compute);
        let is_told = has_plan && !store.forecast.with(Vec::is_empty);
        let planned = || is_told.then(planned_words).unwrap_or_default();
        store.with_lane(lane, ideal).unwrap_or_else(planned)
    });
    let progress =
        Signal::derive(move || store.with_lane(lane, |lane| lane.progress).unwrap_or(0.0));
    view! {
        <section class="lane" aria-label=title>
            <div class="headline">
                <h2>{title}</h2>
                <p class="time" class:planned=flag(move || has_begun() != Some(true))>
                    {time}
                </p>
                <p class="speedup">{speedup}</p>
                <p class="ideal">{ideal}</p>
            </div>
            <LaneCounts store lane />
            <progress max="1" aria-label="Planned work done" prop:value=progress />
            <Waterfall store lane />
            <LaterInLane store lane part=later::IN_FLIGHT />
            <HeartbeatStrip store lane />
            <TimeAxisLine store lane />
            <LaterInLane store lane part=later::REMARKS />
        </section>
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
            Some(lane.strategy.kind_title().to_owned())
        })
    };
    read.or_else(kind)
}

/// The time it took, or what it should take; a dash where it never began.
fn time(lane: &LaneFigures) -> String {
    match (lane.time, lane.stage) {
        (Some(time), _) => format_span(time),
        (None, LaneStage::Ended(_)) => span_or_dash(None),
        (None, _) if lane.is_secret => "?".to_owned(),
        (None, _) => span_or_dash(lane.ideal),
    }
}

fn span_or_dash(span: Option<Span>) -> String {
    span.map_or_else(|| "–".to_owned(), format_span)
}

fn planned_words() -> String {
    "is what it should take".to_owned()
}

fn speedup(lane: &LaneFigures) -> String {
    match lane.speedup {
        None => String::new(),
        // Less is the machine's own noise.
        Some(times) if (0.95..1.05).contains(&times) => "as fast".to_owned(),
        Some(times) if times >= 1.0 => format!("{}× faster", format_fixed(times, 1)),
        Some(times) => format!("{}× slower", format_fixed(1.0 / times, 1)),
    }
}

fn ideal(lane: &LaneFigures) -> String {
    let ideal = lane
        .ideal
        .map(|ideal| format!("ideal {}", format_span(ideal)));
    match lane.stage {
        LaneStage::Pending => ideal.map_or_else(String::new, |_| planned_words()),
        LaneStage::Running => {
            let left = lane.remaining.map(format_span);
            let left = left.map(|left| format!("about {left} left"));
            let both = [ideal, left].into_iter().flatten();
            both.collect::<Vec<_>>().join(" · ")
        }
        LaneStage::Ended(_) => ideal.filter(|_| lane.is_comparable).unwrap_or_default(),
    }
}
