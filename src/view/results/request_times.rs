//! What became of one request in one lane: its times, its outcome, its answer.

use leptos::prelude::*;

use crate::state::results::request_detail;
use crate::view::shared::dynamic::{block, list};
use crate::view::shared::icon::OutcomeIcon;
use crate::view::shared::store::use_store;
use playground_core::units::{LaneIndex, RequestIndex};

#[component]
pub fn RequestTimes(lane: LaneIndex, index: RequestIndex) -> impl IntoView {
    let store = use_store();
    let detail = block(move || {
        let detail = request_detail::watch(store, lane, index)?;
        let has_no_body = detail.body.is_empty();
        let icon = detail.kind.map(|kind| view! { <OutcomeIcon kind /> });
        let rows = detail.rows.into_iter().map(|(name, value)| {
            view! {
                <dt>{name}</dt>
                <dd>{value}</dd>
            }
        });
        Some(view! {
            <h3>{detail.title}</h3>
            <p class="outcome">{icon} {detail.state}</p>
            <p class="explanation">{detail.explanation}</p>
            <p class="url">{detail.url}</p>
            <dl>{list(rows)}</dl>
            // Always as text: nothing in a body is ever taken for HTML.
            <figure hidden=has_no_body>
                <figcaption>"First bytes of the body:"</figcaption>
                <pre tabindex="0">{detail.body}</pre>
            </figure>
        })
    });
    view! { <div class="of-lane">{detail}</div> }
}
