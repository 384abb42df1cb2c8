//! A setting of a few kinds, each with its name in documents and its title on screen.

use leptos::prelude::*;

use crate::view::shared::dynamic::text;
use crate::view::shared::select::ChoiceField;
use playground_core::form::draft::Draft;

/// The kinds of a setting, and where the draft keeps it.
pub struct Kinds<T: 'static> {
    pub all: &'static [T],
    pub name: fn(T) -> &'static str,
    pub title: fn(T) -> &'static str,
    pub get: fn(&Draft) -> T,
    pub set: fn(&mut Draft, T),
}

/// A labelled list of them.
#[component]
pub fn DraftChoice<T: Copy + Send + Sync + 'static>(
    id: &'static str,
    label: &'static str,
    draft: RwSignal<Draft>,
    kinds: Kinds<T>,
) -> impl IntoView {
    let Kinds {
        all,
        name,
        title,
        get,
        set,
    } = kinds;
    let choose = Callback::new(move |chosen: String| {
        if let Some(&kind) = all.iter().find(|kind| name(**kind) == chosen) {
            draft.update(|draft| set(draft, kind));
        }
    });
    let chosen = text(move || draft.with(|draft| name(get(draft)).to_owned()));
    let choices = all.iter().map(|&kind| (name(kind), title(kind))).collect();
    view! { <ChoiceField id label choices chosen choose /> }
}
