//! A setting of a few kinds, each with its name in documents and its title on screen.

use leptos::prelude::*;

use crate::view::shared::form::Form;
use crate::view::shared::select::{SelectField, SelectOption};
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
pub fn DraftChoice<T: Copy + PartialEq + Send + Sync + 'static>(
    id: &'static str,
    label: &'static str,
    form: Form,
    kinds: Kinds<T>,
) -> impl IntoView {
    let Kinds {
        all,
        name,
        title,
        get,
        set,
    } = kinds;
    let draft = form.draft;
    let options = all
        .iter()
        .map(|&kind| SelectOption::new(kind, title(kind)).named(name(kind)))
        .collect();
    let chosen = move || draft.with(get);
    let choose = move |kind| draft.update(|draft| set(draft, kind));
    view! { <SelectField id label options chosen choose /> }
}
