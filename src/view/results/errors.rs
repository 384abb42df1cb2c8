//! What went wrong, grouped by kind, each with its requests.

use leptos::prelude::*;

use super::error_group::ErrorGroup;
use crate::view::shared::dynamic::{block, list, text};
use crate::view::shared::request_button::use_selection;
use crate::view::shared::store::use_store;
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::failures::group_failures;

#[component]
pub fn Errors() -> impl IntoView {
    let store = use_store();
    let selection = use_selection();
    // Grouping reads every request, so it is done only when one more has failed or was
    // explained.
    let progress = Memo::new(move |_| {
        store.live.watch(|all| {
            let lanes = all.lanes.iter().map(|lane| {
                let counts = lane.run.counts();
                let failed = counts.total() - counts.of(OutcomeKind::Succeeded);
                (failed, lane.run.explained())
            });
            lanes.collect::<Vec<_>>()
        })
    });
    let groups = Memo::new(move |_| {
        // Read, not only tracked: a memo that is not read does not update.
        progress.with(|_| ());
        store.live.peek(group_failures)
    });
    let list = block(move || {
        let groups = groups.get().unwrap_or_default();
        let groups = groups
            .into_iter()
            .map(|group| view! { <ErrorGroup group selection /> });
        list(groups)
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
