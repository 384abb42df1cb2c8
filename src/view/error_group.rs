//! One kind of error: what it means, and its requests in each lane.

use leptos::prelude::*;

use super::icon::OutcomeIcon;
use super::request_button::RequestButton;
use crate::state::store::Store;
use playground_core::session::failures::{FailureGroup, LaneFailures};
use playground_core::wording::numbers::group_digits;

/// So many requests of a lane are listed; more would bury the page.
const LISTED: usize = 60;

#[component]
pub fn ErrorGroup(store: Store, group: FailureGroup) -> impl IntoView {
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
            <p>{group.is_varied.then_some("The first: ")} {group.explanation}</p>
            {lanes.collect_view()}
        </li>
    }
}

fn lane_list(store: Store, lane: LaneFailures) -> impl IntoView {
    let total = lane.requests.len();
    let more = total.saturating_sub(LISTED);
    let listed = lane.requests.into_iter().take(LISTED);
    let button = move |index| view! { <RequestButton store index /> };
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
