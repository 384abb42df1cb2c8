//! Asks before requests go to third-party servers.

use leptos::prelude::*;

use crate::state::run::question;
use crate::view::shared::dialog::modal;
use crate::view::shared::dynamic::{block, flag, list};
use crate::view::shared::store::use_store;
use playground_core::experiment::url_list::MAX_IN_FLIGHT_THIRD_PARTY;

#[component]
pub fn Permission() -> impl IntoView {
    let store = use_store();
    let dialog = modal(flag(move || store.question.with(Option::is_some)));
    let hosts = block(move || {
        let question = store.question.get().unwrap_or_default();
        let lines = question.hosts.iter().map(|host| question.line(host));
        list(lines.map(|line| view! { <li>{line}</li> }))
    });
    // The event of an earlier closing may arrive when the next question is already open.
    let close = move || {
        if dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
            question::answer(store, false);
        }
    };
    view! {
        <dialog
            node_ref=dialog
            aria-labelledby="permission-title"
            aria-describedby="permission-hosts"
            on:close=move |_| close()
        >
            <h2 id="permission-title">"Send to third-party servers?"</h2>
            <p>
                {format!(
                    "These hosts are neither this page's nor your own computer. Each gets at most \
                     {MAX_IN_FLIGHT_THIRD_PARTY} requests at a time, without cookies or passwords. \
                     Redirects are followed, wherever they lead.",
                )}
            </p>
            <ul class="hosts" id="permission-hosts">
                {hosts}
            </ul>
            <p class="actions">
                // The key that asked for this must not be what allows it.
                <button autofocus=true on:click=move |_| question::answer(store, false)>
                    "Do not send"
                </button>
                <button class="primary" on:click=move |_| question::answer(store, true)>
                    "Send"
                </button>
            </p>
        </dialog>
    }
}
