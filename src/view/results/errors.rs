//! What went wrong, grouped by kind, each with its requests.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::results::error_group::ErrorGroup;
use crate::view::shared::dynamic::{block, text};
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::failures::group_failures;

#[component]
pub fn Errors(store: Store) -> impl IntoView {
    // Grouping reads every request, so it is done only when there is news.
    let unhappy = Memo::new(move |_| {
        let unhappy = store.live.watch(|all| {
            let unhappy = all.lanes.iter().map(|lane| {
                let counts = lane.run.counts();
                let count = counts.total() - counts.of(OutcomeKind::Succeeded);
                format!("{count} {} ", lane.run.explained())
            });
            unhappy.collect::<String>()
        });
        unhappy.unwrap_or_default()
    });
    let groups = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never looks.
        unhappy.with(|_| ());
        store.live.peek(group_failures)
    });
    let list = block(move || {
        let groups = groups.get().unwrap_or_default();
        let groups = groups
            .into_iter()
            .map(|group| view! { <ErrorGroup store group /> });
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
