//! Where the answers come from.

use leptos::prelude::*;

use super::dynamic::{block, flag};
use crate::model::source::Source;
use crate::state::commands;
use crate::state::store::Store;

#[component]
pub fn SourceField(store: Store) -> impl IntoView {
    let chosen = Memo::new(move |_| store.draft.with(|draft| draft.source.clone()));
    // One that came with a document may be none of the usual.
    let choices = move || {
        let mut choices = Vec::from(Source::choices());
        let chosen = chosen.get();
        if !choices.contains(&chosen) {
            choices.push(chosen);
        }
        choices
    };
    let options = block(move || {
        let options = choices().into_iter().map(|source| {
            let title = source.title();
            view! { <option prop:selected=flag(move || chosen.get() == source)>{title}</option> }
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
