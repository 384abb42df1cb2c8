//! What went wrong, grouped by kind, each with its requests.

use leptos::prelude::*;

use super::dynamic::{block, text};
use super::icon::OutcomeIcon;
use crate::model::outcome::OutcomeKind;
use crate::model::ranges::group_digits;
use crate::model::units::RequestIndex;
use crate::state::failures::{FailureGroup, LaneFailures, group_failures};
use crate::state::store::Store;

/// So many requests of a lane are listed; more would bury the page.
const LISTED: usize = 60;

#[component]
pub fn Errors(store: Store) -> impl IntoView {
    // Grouping reads every request, so it is done only when a count has changed.
    let unhappy = Memo::new(move |_| {
        store.watch(|all| {
            let counts = all.lanes.iter().map(|lane| *lane.run.counts());
            counts
                .map(|counts| counts.total() - counts.of(OutcomeKind::Succeeded))
                .collect::<Vec<_>>()
        })
    });
    let groups = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never looks.
        unhappy.with(|_| ());
        store.look(group_failures)
    });
    let list = block(move || {
        let groups = groups.get().unwrap_or_default();
        let groups = groups
            .into_iter()
            .map(|group| view! { <Group store group /> });
        groups.collect_view()
    });
    let nothing = text(move || {
        match groups.with(|groups| groups.as_ref().map(Vec::is_empty)) {
            None => "What fails, and why, after a run.",
            Some(true) => "No request has failed.",
            Some(false) => "",
        }
        .to_owned()
    });
    view! {
        <section class="panel errors" aria-label="Errors">
            <h2>"Errors"</h2>
            <p class="empty">{nothing}</p>
            <ul>{list}</ul>
        </section>
    }
}

#[component]
fn Group(store: Store, group: FailureGroup) -> impl IntoView {
    let count = group_digits(group.count() as u64);
    let lanes = group.lanes.into_iter().map(|lane| lane_list(store, lane));
    view! {
        <li class="group">
            <h3>
                <OutcomeIcon kind=group.kind />
                {group.title}
                " · "
                {count}
            </h3>
            <p>{group.explanation}</p>
            {lanes.collect_view()}
        </li>
    }
}

fn lane_list(store: Store, lane: LaneFailures) -> impl IntoView {
    let total = lane.requests.len();
    let more = total.saturating_sub(LISTED);
    let listed = lane.requests.into_iter().take(LISTED);
    let button = move |index: RequestIndex| {
        let pressed = text(move || (store.selected.get() == Some(index)).to_string());
        view! {
            <button
                class="request"
                aria-label=format!("Request {index}")
                aria-pressed=pressed
                on:click=move |_| store.selected.set(Some(index))
            >
                {index.0}
            </button>
        }
    };
    let more = (more > 0).then(|| {
        format!(
            "and {} more: choose one by its number.",
            group_digits(more as u64)
        )
    });
    view! {
        <div class="of-lane">
            <span class="name">{lane.title} ": " {group_digits(total as u64)}</span>
            <span class="requests">{listed.map(button).collect_view()}</span>
            <span class="more">{more}</span>
        </div>
    }
}
