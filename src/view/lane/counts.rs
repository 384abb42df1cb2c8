//! How many requests ended in which way, and how many were in flight.

use leptos::prelude::*;

use super::figures::Figures;
use crate::view::shared::dynamic::{block, list, text};
use crate::view::shared::icon::OutcomeIcon;
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::captions::in_flight_counts;
use playground_core::session::figures::LaneFigures;
use playground_core::wording::explain::{explain_counter, lost_updates};
use playground_core::wording::numbers::group_digits;

#[component]
pub fn LaneCounts(figures: Figures) -> impl IntoView {
    let chips = block(move || {
        figures.with(|figures| {
            list(figures.iter().flat_map(|lane| {
                let chips = lane.outcomes().into_iter().map(chip);
                chips.chain(counter(lane))
            }))
        })
    });
    let in_flight = text(move || {
        figures.with(|figures| figures.as_ref().map(in_flight_counts).unwrap_or_default())
    });
    view! {
        <div class="counts">
            <ul class="outcomes">{chips}</ul>
            <p class="in-flight">{in_flight}</p>
        </div>
    }
}

fn chip((kind, count): (OutcomeKind, u32)) -> AnyView {
    view! {
        <li>
            <OutcomeIcon kind />
            <span class="count">{group_digits(u64::from(count))}</span>
            <span class="kind">{kind.title()}</span>
        </li>
    }
    .into_any()
}

/// What requests share is as much what became of them as their outcomes.
fn counter(lane: &LaneFigures) -> Option<AnyView> {
    let succeeded = lane.counts.of(OutcomeKind::Succeeded);
    let shows = lane.counter?;
    let kind = match lost_updates(shows, succeeded) {
        0 => OutcomeKind::Succeeded,
        _ => OutcomeKind::HttpError,
    };
    let view = view! {
        <li>
            <OutcomeIcon kind />
            <strong>{explain_counter(shows, succeeded)}</strong>
        </li>
    };
    Some(view.into_any())
}
