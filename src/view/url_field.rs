//! The user's own addresses, and the lines among them that cannot be fetched.

use leptos::prelude::*;

use super::dynamic::{block, flag, text};
use crate::state::commands;
use crate::state::store::Store;
use playground_core::experiment::source::Source;
use playground_core::experiment::url_list::UrlList;
use playground_core::form::draft::Field;
use playground_core::wording::numbers::group_digits;

/// So many refused lines are listed; more would bury the page.
const LISTED: usize = 100;

#[component]
pub fn UrlField(store: Store) -> impl IntoView {
    let is_hidden = flag(move || store.draft.with(|draft| !draft.counts(Field::Urls)));
    let typed = text(move || store.draft.with(|draft| draft.text(Field::Urls).to_owned()));
    let error = text(move || {
        store.reading.with(|read| {
            let errors = read.as_ref().err();
            let error = errors.and_then(|errors| errors.get(&Field::Urls));
            error.map(ToString::to_string).unwrap_or_default()
        })
    });
    let notes = block(move || {
        let notes = with_list(store, notes).into_iter();
        notes.map(|words| view! { <li>{words}</li> }).collect_view()
    });
    let refused = block(move || {
        let refused = with_list(store, refused).into_iter();
        refused
            .map(|words| view! { <li>{words}</li> })
            .collect_view()
    });
    view! {
        <div class="field urls" hidden=is_hidden>
            <label for="field-urls">"Addresses, one a line"</label>
            <textarea
                id="field-urls"
                rows="5"
                spellcheck="false"
                autocomplete="off"
                placeholder="https://example.org/pages/{i}"
                aria-describedby="field-urls-message field-urls-notes"
                aria-invalid=text(move || (!error.get().is_empty()).to_string())
                disabled=flag(move || store.is_busy())
                prop:value=typed
                on:input=move |event| commands::set_urls(store, event_target_value(&event))
                on:dragover=move |event| commands::allow_drop(&event)
                on:drop=move |event| commands::take_dropped(store, &event)
            ></textarea>
            <div class="said">
                <p class="message" id="field-urls-message" aria-live="polite">{error}</p>
                <div id="field-urls-notes">
                    <ul class="notes">{notes}</ul>
                    <ul class="refused" aria-label="Lines left out">
                        {refused}
                    </ul>
                </div>
                <p class="hint">
                    "Paste or drop a list; lines that begin with # are passed over. Or one pattern:
                    {i} counts the requests, from 0. Nothing is sent before you run."
                </p>
            </div>
        </div>
    }
}

fn with_list<T: Default>(store: Store, read: impl FnOnce(&UrlList) -> T) -> T {
    store.draft.with(|draft| match &draft.source {
        Source::Urls(list) => read(list),
        _ => T::default(),
    })
}

/// What there is to know of the list before it is run.
fn notes(list: &UrlList) -> Vec<String> {
    let mut notes = Vec::new();
    let addresses = list.requests(0);
    if addresses > 0 {
        let hosts = list.hosts().len();
        notes.push(format!(
            "{} on {}.",
            count(u64::from(addresses), "address", "addresses"),
            count(hosts as u64, "host", "hosts")
        ));
    }
    if list.repeated() > 0 {
        notes.push(format!(
            "{} an earlier one. Each is fetched anew, past the cache: none is answered by \
             another's copy, and none waits for another.",
            count(u64::from(list.repeated()), "line repeats", "lines repeat")
        ));
    }
    notes
}

fn count(number: u64, one: &str, more: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{} {more}", group_digits(number)),
    }
}

fn refused(list: &UrlList) -> Vec<String> {
    let all = list.refused();
    let mut words: Vec<_> = all.iter().take(LISTED).map(ToString::to_string).collect();
    if let Some(more) = all.len().checked_sub(LISTED).filter(|&more| more > 0) {
        words.push(format!("And {} lines more.", group_digits(more as u64)));
    }
    words
}
