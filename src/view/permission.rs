//! Asks before requests go to hosts of other people.

use leptos::prelude::*;

use super::dialog::modal;
use super::dynamic::{block, flag};
use crate::model::ranges::group_digits;
use crate::model::url_list::{Host, MOST_IN_FLIGHT_ABROAD};
use crate::state::question;
use crate::state::store::Store;

#[component]
pub fn Permission(store: Store) -> impl IntoView {
    let dialog = modal(flag(move || store.question.with(Option::is_some)));
    let hosts = block(move || {
        let question = store.question.get();
        let hosts = question.into_iter().flat_map(|question| {
            let lanes = question.lanes;
            question
                .hosts
                .into_iter()
                .map(move |host| host_line(&host, lanes))
        });
        hosts.map(|line| view! { <li>{line}</li> }).collect_view()
    });
    view! {
        <dialog
            node_ref=dialog
            aria-labelledby="permission-title"
            on:close=move |_| question::answer(store, false)
        >
            <h2 id="permission-title">"Send to other people's servers?"</h2>
            <p>
                {format!(
                    "These hosts are neither this page's nor a lab's. Each gets at most \
                     {MOST_IN_FLIGHT_ABROAD} requests at a time, without cookies or passwords.",
                )}
            </p>
            <ul class="hosts">{hosts}</ul>
            <p class="actions">
                <button class="primary" on:click=move |_| question::answer(store, true)>
                    "Send"
                </button>
                <button on:click=move |_| question::answer(store, false)>"Do not send"</button>
            </p>
        </dialog>
    }
}

fn host_line(host: &Host, lanes: usize) -> String {
    let requests = group_digits(u64::from(host.requests));
    let all = group_digits(u64::from(host.requests) * lanes as u64);
    let name = &host.name;
    match (host.requests, lanes) {
        (1, 1) => format!("{name}: 1 request"),
        (_, 1) => format!("{name}: {requests} requests"),
        _ => format!("{name}: {all} requests, {requests} in each of {lanes} lanes"),
    }
}
