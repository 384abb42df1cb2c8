//! Asks before requests go to hosts of other people.

use leptos::prelude::*;

use super::dialog::modal;
use super::dynamic::{block, flag};
use crate::state::run::question;
use crate::state::store::Store;
use playground_core::experiment::url_list::{Host, MAX_IN_FLIGHT_THIRD_PARTY};
use playground_core::session::question::Question;
use playground_core::wording::numbers::group_digits;

#[component]
pub fn Permission(store: Store) -> impl IntoView {
    let dialog = modal(flag(move || store.question.with(Option::is_some)));
    let hosts = block(move || {
        let question = store.question.get().unwrap_or_default();
        let lines = question.hosts.iter().map(|host| host_line(host, &question));
        lines.map(|line| view! { <li>{line}</li> }).collect_view()
    });
    // Word of an earlier closing may come when the next question is there.
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
            <h2 id="permission-title">"Send to other people's servers?"</h2>
            <p>
                {format!(
                    "These hosts are neither this page's nor a lab's. Each gets at most \
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

fn host_line(host: &Host, question: &Question) -> String {
    let Question { lanes, retries, .. } = question;
    let requests = group_digits(u64::from(host.requests));
    let all = group_digits(u64::from(host.requests) * *lanes as u64);
    let line = format!("{}: {all} requests", host.name);
    let line = match lanes {
        1 => line,
        _ => format!("{line}, {requests} in each of {lanes} lanes"),
    };
    match retries {
        0 => line,
        _ => format!("{line}, and each again up to {retries} times where it fails"),
    }
}
