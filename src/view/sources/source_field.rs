//! Where the answers come from.

use leptos::prelude::*;

use crate::state::commands;
use crate::state::store::Store;
use crate::view::shared::dynamic::{block, flag};
use playground_core::experiment::source::Source;

#[component]
pub fn SourceField(store: Store) -> impl IntoView {
    let chosen = Memo::new(move |_| store.draft.with(|draft| draft.source.title()));
    // One that came with a document may be none of the usual.
    let choices = move || {
        let mut choices = Vec::from(Source::choices());
        let is_usual = choices.iter().any(|source| source.title() == chosen.get());
        if !is_usual {
            choices.push(store.draft.with_untracked(|draft| draft.source.clone()));
        }
        choices
    };
    let options = block(move || {
        let options = choices().into_iter().map(|source| {
            let title = source.title();
            let is_chosen = title == chosen.get();
            view! { <option prop:selected=is_chosen>{title}</option> }
        });
        options.collect_view()
    });
    let choose = move |title: String| {
        let choice = choices().into_iter().find(|source| source.title() == title);
        if let Some(source) = choice {
            commands::choose_source(store, source);
        }
    };
    view! {
        <p class="source">
            <label for="field-source">"Source"</label>
            <select
                id="field-source"
                disabled=flag(move || store.is_busy())
                on:change=move |event| choose(event_target_value(&event))
            >
                {options}
            </select>
        </p>
    }
}
