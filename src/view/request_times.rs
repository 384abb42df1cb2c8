//! What became of one request in one lane: its times, its outcome, its error.

use leptos::prelude::*;

use super::dynamic::block;
use super::icon::OutcomeIcon;
use crate::model::browser_times::FlightPhases;
use crate::model::decimal::format_fixed;
use crate::model::explain::{explain, format_span};
use crate::model::outcome::Outcome;
use crate::model::ranges::group_digits;
use crate::model::request::{RequestRecord, Stage};
use crate::model::units::{RequestIndex, TimePoint};
use crate::state::store::Store;

#[component]
pub fn RequestTimes(store: Store, place: usize, index: RequestIndex) -> impl IntoView {
    let known = Memo::new(move |_| {
        store
            .watch(|all| {
                let lane = all.lanes.get(place)?;
                let record = lane.run.request(index)?.clone();
                Some((lane.strategy_in_force().title(), record))
            })
            .flatten()
    });
    view! {
        <div class="of-lane">
            {block(move || {
                known
                    .get()
                    .map(|(title, record)| {
                        let outcome = record.outcome();
                        view! {
                            <h3>{title}</h3>
                            <p class="outcome">{outcome_line(&record)}</p>
                            <dl>{rows(&record)} {phases(&record)}</dl>
                            {outcome
                                .as_ref()
                                .and_then(explain)
                                .map(|words| view! { <p class="explanation">{words}</p> })}
                        }
                    })
            })}
        </div>
    }
}

fn outcome_line(record: &RequestRecord) -> impl IntoView + use<> {
    let words = match (record.outcome(), record.stage) {
        (Some(Outcome::HttpError { status }), _) => format!("HTTP error {status}"),
        (Some(outcome), _) => outcome.kind().title().to_owned(),
        (None, Stage::Planned) => "Not started".to_owned(),
        (None, Stage::Waiting) => "Waiting for a permit".to_owned(),
        (None, Stage::Dispatched) => "Waiting for the response".to_owned(),
        (None, Stage::Receiving) => "Receiving".to_owned(),
        (None, Stage::BackingOff) => "Backing off before a retry".to_owned(),
        (None, Stage::Ended) => "Ended".to_owned(),
    };
    let icon = record
        .outcome()
        .map(|outcome| view! { <OutcomeIcon kind=outcome.kind() /> });
    view! {
        {icon}
        {words}
    }
}

/// The points of the last attempt, on the lane's own time.
fn rows(record: &RequestRecord) -> impl IntoView + use<> {
    let attempt = record.attempt;
    let attempts = record.earlier.len() + 1;
    let point = |at: Option<TimePoint>| at.map(|at| format!("at {}", format_ms(at.ms())));
    let rows = [
        ("Queued", point(attempt.queued)),
        ("Dispatched", point(attempt.dispatched)),
        ("Response", point(attempt.responded)),
        ("Ended", point(attempt.ended)),
        ("In flight for", attempt.duration().map(format_span)),
        (
            "Received",
            Some(format!("{} bytes", group_digits(attempt.bytes))),
        ),
        ("Attempts", (attempts > 1).then(|| attempts.to_string())),
    ];
    let rows = rows.into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        })
    });
    rows.collect_view()
}

/// What the last attempt spent its time on, as the browser tells it.
fn phases(record: &RequestRecord) -> impl IntoView + use<> {
    let attempt = &record.attempt;
    let total = attempt.duration().unwrap_or_default().ms().max(0.001);
    let named = FlightPhases::of(attempt).map(|phases| phases.named());
    let spent = named
        .into_iter()
        .flatten()
        .filter(|(_, span)| span.ms() > 0.0);
    let spent = spent.map(|(name, span)| {
        let percent = format_fixed(span.ms() / total * 100.0, 0);
        (name, format!("{} ({percent} %)", format_ms(span.ms())))
    });
    let is_hidden =
        attempt.responded.is_some() && attempt.times.is_some_and(|times| times.points.is_none());
    let hidden = is_hidden.then(|| ("Phases", "hidden by the server".to_owned()));
    let rows = spent.chain(hidden).map(|(name, value)| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    });
    rows.collect_view()
}

/// To the millisecond: the difference between two requests is what counts here.
fn format_ms(ms: f64) -> String {
    format!("{} ms", group_digits(libm::round(ms.max(0.0)) as u64))
}
