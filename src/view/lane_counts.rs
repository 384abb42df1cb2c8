//! How many requests ended in which way, and how many were in flight.

use leptos::prelude::*;

use super::dynamic::{block, text};
use super::icon::OutcomeIcon;
use crate::state::store::Store;
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::LaneIndex;
use playground_core::wording::explain::{explain_counter, lost_updates};
use playground_core::wording::numbers::{format_span, group_digits};

#[component]
pub fn LaneCounts(store: Store, lane: LaneIndex) -> impl IntoView {
    let chips = block(move || {
        let outcomes = store.with_lane(lane, LaneFigures::outcomes);
        let chips = outcomes.unwrap_or_default().into_iter().map(chip);
        (
            chips.collect_view(),
            store.with_lane(lane, counter).flatten(),
        )
    });
    let in_flight = text(move || store.with_lane(lane, in_flight).unwrap_or_default());
    view! {
        <div class="counts">
            <ul class="outcomes">{chips}</ul>
            <p class="in-flight">{in_flight}</p>
        </div>
    }
}

fn chip((kind, count): (OutcomeKind, u32)) -> impl IntoView {
    view! {
        <li>
            <OutcomeIcon kind />
            <span class="count">{group_digits(u64::from(count))}</span>
            <span class="kind">{kind.title()}</span>
        </li>
    }
}

/// What requests share is as much what became of them as their outcomes.
fn counter(lane: &LaneFigures) -> Option<impl IntoView + use<>> {
    let succeeded = lane.counts.of(OutcomeKind::Succeeded);
    let shows = lane.counter?;
    let kind = match lost_updates(shows, succeeded) {
        0 => OutcomeKind::Succeeded,
        _ => OutcomeKind::HttpError,
    };
    Some(view! {
        <li>
            <OutcomeIcon kind />
            <strong>{explain_counter(shows, succeeded)}</strong>
        </li>
    })
}

/// In flight now and at most, by the page's count and by the lab's own.
fn in_flight(lane: &LaneFigures) -> String {
    let most = lane.max_in_flight;
    let source = match lane.max_at_source {
        Some(counted) => format!(" · the {} counted {counted}", lane.answerer),
        None if lane.answerer.is_empty() => String::new(),
        None => format!(" · from the {}", lane.answerer),
    };
    let protocols: Vec<_> = lane.protocols.iter().map(|it| it.title()).collect();
    let protocols = match protocols.is_empty() {
        false => format!(" · by {}", protocols.join(" and ")),
        true if lane.is_protocol_hidden => " · protocol hidden by the server".to_owned(),
        true => String::new(),
    };
    let freeze = lane.longest_freeze.map(format_span);
    let freeze = freeze.map_or_else(String::new, |span| format!(" · longest freeze {span}"));
    let tasks = lane.long_tasks.filter(|tasks| *tasks > 0);
    let tasks = tasks.map_or_else(String::new, |tasks| format!(" · tasks over 50 ms: {tasks}"));
    match lane.stage {
        LaneStage::Pending => String::new(),
        LaneStage::Running => format!("in flight {} · at most {most}", lane.in_flight),
        LaneStage::Ended(_) => {
            format!("at most {most} in flight{source}{protocols}{freeze}{tasks}")
        }
    }
}
