//! The user's own addresses, and the lines among them that cannot be fetched.

use leptos::prelude::*;

use crate::state::commands;
use crate::view::shared::dynamic::{Block, block, flag, list, text};
use crate::view::shared::form::Form;
use crate::view::shared::store::use_store;
use playground_core::experiment::source::Source;
use playground_core::experiment::url_list::UrlList;
use playground_core::form::draft::{Draft, Field};
use playground_core::session::url_notes::{notes, refused};

#[component]
pub fn UrlField() -> impl IntoView {
    let store = use_store();
    let form = Form::new(store);
    let error = form.error(Field::Urls);
    view! {
        <div class="field urls" hidden=form.is_unused(Field::Urls)>
            <label for="field-urls">"Addresses, one per line"</label>
            <textarea
                id="field-urls"
                rows="5"
                spellcheck="false"
                autocomplete="off"
                placeholder="https://example.org/pages/{i}"
                aria-describedby="field-urls-message field-urls-notes"
                aria-invalid=text(move || (!error.get().is_empty()).to_string())
                disabled=flag(move || store.is_busy())
                prop:value=form.typed(Field::Urls)
                on:input=move |event| commands::set_urls(store, event_target_value(&event))
                on:dragover=move |event| commands::allow_drop(&event)
                on:drop=move |event| commands::take_dropped(store, &event)
            ></textarea>
            <div class="said">
                <p class="message" id="field-urls-message" aria-live="polite">{error}</p>
                <div id="field-urls-notes">
                    <ul class="notes">
                        {lines(
                            form,
                            |draft, list| notes(list, draft.requests().unwrap_or(0)),
                        )}
                    </ul>
                    <ul class="refused" aria-label="Lines left out">
                        {lines(form, |_, list| refused(list))}
                    </ul>
                </div>
                <p class="hint">
                    "Paste or drop a list; a # at the start of a line, or after a space, begins a comment.
                    Or one pattern:
                    {i} counts the requests, from 0. Nothing is sent before you run."
                </p>
            </div>
        </div>
    }
}

/// What there is to say of the list, a line each.
fn lines(form: Form, lines_of: fn(&Draft, &UrlList) -> Vec<String>) -> Block {
    block(move || {
        let lines = form.draft.with(|draft| match &draft.source {
            Source::Urls(list) => lines_of(draft, list),
            Source::BuiltInLab | Source::LabServer { .. } => Vec::new(),
        });
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        list(lines)
    })
}
