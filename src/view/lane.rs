//! One lane: its headline, its counts, its waterfall.

use leptos::prelude::*;

use super::dynamic::{block, flag, text};
use super::lane_counts::LaneCounts;
use super::time_axis::TimeAxisLine;
use super::waterfall::Waterfall;
use crate::browser::clock::BrowserClock;
use crate::engine::ports::Clock;
use crate::model::decimal::format_fixed;
use crate::model::explain::format_span;
use crate::model::strategy::Strategy;
use crate::state::figures::{LaneFigures, LaneStage};
use crate::state::store::Store;

#[component]
pub fn LanePanel(store: Store, place: usize) -> impl IntoView {
    let figures = Memo::new(move |_| {
        store
            .watch(|all| LaneFigures::of(all, place, BrowserClock.now()))
            .flatten()
    });
    let title = text(move || {
        let running = figures.with(|lane| lane.as_ref().map(|lane| lane.strategy));
        let planned = || planned_lane(store, place);
        running
            .or_else(planned)
            .map_or_else(|| "Lane".to_owned(), Strategy::title)
    });
    let has_begun =
        move || figures.with(|lane| lane.as_ref().is_some_and(|lane| lane.time.is_some()));
    let time = text(move || {
        let forecast = store.forecast.with(|lanes| lanes.get(place).copied());
        figures.with(|lane| match lane {
            Some(lane) => time(lane),
            None => forecast.map_or_else(|| "–".to_owned(), format_span),
        })
    });
    let speedup = text(move || figures.with(|lane| lane.as_ref().map(speedup).unwrap_or_default()));
    let ideal = text(move || figures.with(|lane| lane.as_ref().map_or_else(planned_words, ideal)));
    let progress = Signal::derive(move || {
        figures.with(|lane| lane.as_ref().map_or(0.0, |lane| lane.progress))
    });
    let remarks = block(move || {
        let remarks = figures.with(|lane| lane.as_ref().map(LaneFigures::remarks));
        let remarks = remarks.unwrap_or_default().into_iter();
        remarks
            .map(|words| view! { <li>{words}</li> })
            .collect_view()
    });
    let plot_width = RwSignal::new(0.0);
    view! {
        <section class="lane" aria-label=title>
            <div class="headline">
                <h2>{title}</h2>
                <p class="time" class:planned=flag(move || !has_begun())>
                    {time}
                </p>
                <p class="speedup">{speedup}</p>
                <p class="ideal">{ideal}</p>
            </div>
            <LaneCounts figures />
            <progress max="1" aria-label="Planned work done" prop:value=progress />
            <Waterfall store place plot_width />
            <TimeAxisLine store place plot_width />
            <ul class="remarks">{remarks}</ul>
        </section>
    }
}

/// The lane that the settings ask for at this place.
fn planned_lane(store: Store, place: usize) -> Option<Strategy> {
    store.reading.with(|read| {
        let lanes = read.as_ref().ok()?.lanes.get(place);
        lanes.copied()
    })
}

/// The time it took, or what it should take; a dash where it never began.
fn time(lane: &LaneFigures) -> String {
    match (lane.time, lane.stage) {
        (Some(time), _) => format_span(time),
        (None, LaneStage::Ended(_)) => "–".to_owned(),
        (None, _) => format_span(lane.ideal),
    }
}

fn planned_words() -> String {
    "is what it should take".to_owned()
}

fn speedup(lane: &LaneFigures) -> String {
    match lane.speedup {
        None => String::new(),
        Some(times) if times >= 1.0 => format!("{}× faster", format_fixed(times, 1)),
        Some(times) => format!("{}× slower", format_fixed(1.0 / times, 1)),
    }
}

fn ideal(lane: &LaneFigures) -> String {
    let ideal = format_span(lane.ideal);
    match lane.stage {
        LaneStage::Pending => planned_words(),
        LaneStage::Running => {
            let left = format_span(lane.remaining);
            format!("ideal {ideal} · about {left} left")
        }
        LaneStage::Ended(_) if lane.is_comparable => format!("ideal {ideal}"),
        LaneStage::Ended(_) => String::new(),
    }
}
