//! One lane: its headline, its counts, its waterfall.

use leptos::prelude::*;

use super::icon::OutcomeIcon;
use super::time_axis::TimeAxisLine;
use super::waterfall::Waterfall;
use crate::browser::clock::BrowserClock;
use crate::engine::ports::Clock;
use crate::model::explain::format_span;
use crate::model::ranges::group_digits;
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
    let planned = Memo::new(move |_| planned_lane(store, place));
    let title = move || {
        let running = figures.with(|all| all.as_ref().map(|lane| lane.strategy));
        running.or_else(|| planned.get()).map(Strategy::title)
    };
    let plot_width = RwSignal::new(0.0);
    view! {
        <section class="lane" aria-label=title>
            <div class="headline">
                <h2>{title}</h2>
                <p class="time">{move || figures.with(|lane| time(lane.as_ref()))}</p>
                <p class="speedup">
                    {move || figures.with(|lane| lane.as_ref().and_then(speedup))}
                </p>
                <p class="ideal">
                    {move || {
                        let forecast = store.forecast.with(|lanes| lanes.get(place).copied());
                        figures
                            .with(|lane| match lane {
                                Some(lane) => ideal(lane),
                                None => forecast
                                    .map(|span| format!("should take {}", format_span(span))),
                            })
                    }}
                </p>
            </div>
            <LaneCounts figures />
            <progress
                max="1"
                aria-label="Planned work done"
                prop:value=move || figures.with(|lane| lane.as_ref().map_or(0.0, |l| l.progress))
            />
            <Waterfall store place plot_width />
            <TimeAxisLine store place plot_width />
            <ul class="remarks">
                {move || {
                    let remarks = figures.with(|lane| lane.as_ref().map(LaneFigures::remarks));
                    let remarks = remarks.unwrap_or_default();
                    remarks.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()
                }}
            </ul>
        </section>
    }
}

#[component]
fn LaneCounts(figures: Memo<Option<LaneFigures>>) -> impl IntoView {
    let outcomes = Memo::new(move |_| {
        let outcomes = figures.with(|lane| lane.as_ref().map(LaneFigures::outcomes));
        outcomes.unwrap_or_default()
    });
    let chip = |(kind, count): (crate::model::outcome::OutcomeKind, u32)| {
        view! {
            <li class=kind.name() title=kind.title()>
                <OutcomeIcon kind />
                <span class="count">{group_digits(u64::from(count))}</span>
                <span class="kind">{kind.title()}</span>
            </li>
        }
    };
    view! {
        <div class="counts">
            <ul class="outcomes">
                {move || outcomes.get().into_iter().map(chip).collect_view()}
            </ul>
            <p class="in-flight">
                {move || figures.with(|lane| lane.as_ref().map(in_flight).unwrap_or_default())}
            </p>
        </div>
    }
}

/// The lane that the settings ask for at this place.
fn planned_lane(store: Store, place: usize) -> Option<Strategy> {
    store.reading.with(|read| {
        let lanes = read.as_ref().ok()?.lanes.get(place);
        lanes.copied()
    })
}

fn time(lane: Option<&LaneFigures>) -> String {
    match lane.and_then(|lane| lane.time) {
        Some(time) => format_span(time),
        None => "–".to_owned(),
    }
}

fn speedup(lane: &LaneFigures) -> Option<String> {
    let times = lane.speedup?;
    Some(if times >= 1.0 {
        format!("{times:.1}× faster")
    } else {
        format!("{:.1}× slower", 1.0 / times)
    })
}

fn ideal(lane: &LaneFigures) -> Option<String> {
    let ideal = format_span(lane.ideal);
    match lane.stage {
        LaneStage::Pending => Some(format!("should take {ideal}")),
        LaneStage::Running => {
            let left = format_span(lane.remaining);
            Some(format!("ideal {ideal} · about {left} left"))
        }
        LaneStage::Ended(_) => lane.is_comparable.then(|| format!("ideal {ideal}")),
    }
}

/// In flight now and at most, by the page's count and by the lab's own.
fn in_flight(lane: &LaneFigures) -> String {
    let most = lane.max_in_flight;
    let source = match lane.max_at_source {
        Some(counted) => format!(" · the lab counted {counted}"),
        None => String::new(),
    };
    match lane.stage {
        LaneStage::Pending => String::new(),
        LaneStage::Running => format!("in flight {} · at most {most}", lane.in_flight),
        LaneStage::Ended(_) => format!("at most {most} in flight{source}"),
    }
}
