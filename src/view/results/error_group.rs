//! One kind of error: what it means, and its requests in each lane.

use leptos::prelude::*;

use crate::view::shared::dynamic::list;
use crate::view::shared::icon::OutcomeIcon;
use crate::view::shared::request_button::{RequestButton, Selection};
use playground_core::session::failures::{FailureGroup, LaneFailures};
use playground_core::wording::numbers::group_digits;

/// More requests of a lane would bury the page.
const MAX_REQUESTS: usize = 60;

#[component]
pub fn ErrorGroup(group: FailureGroup, selection: Selection) -> impl IntoView {
    let count = group_digits(group.count() as u64);
    let lanes = group.lanes.into_iter();
    let lanes = lanes.map(|lane| lane_list(lane, selection));
    view! {
        <li class="group">
            <h3>
                <OutcomeIcon kind=group.kind />
                {group.title}
                " · "
                {count}
            </h3>
            <p>{group.is_varied.then_some("The first: ")} {group.explanation}</p>
            {list(lanes)}
        </li>
    }
}

fn lane_list(lane: LaneFailures, selection: Selection) -> impl IntoView {
    let total = lane.requests.len();
    let more = total.saturating_sub(MAX_REQUESTS);
    let listed = lane.requests.into_iter().take(MAX_REQUESTS);
    let button = move |index| view! { <RequestButton index selection /> };
    let more = (more > 0).then(|| {
        format!(
            "and {} more: choose one by its number.",
            group_digits(more as u64)
        )
    });
    view! {
        <div class="of-lane">
            <span class="name">{lane.title} ": " {group_digits(total as u64)}</span>
            <span class="requests">{list(listed.map(button))}</span>
            <span class="more">{more}</span>
        </div>
    }
}
