//! Which lesson is open, and its link: `#lessons` is the list of them, `#lessons/name`
//! opens one. A link starts nothing.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::document::page;
use crate::state::store::Store;

/// What all links to lessons begin with.
const FRAGMENT: &str = "lessons";

/// Opens what the page's address names, now and whenever it changes, and lets the address
/// name what is open.
pub fn follow(store: Store) {
    store.lesson.set(named());
    let handle = window_event_listener(ev::hashchange, move |_| {
        let named = named();
        if store.lesson.get_untracked() != named {
            store.lesson.set(named);
        }
    });
    on_cleanup(move || handle.remove());
    Effect::new(move |_| {
        let open = store.lesson.get();
        if open != named() {
            page::set_fragment(&open.map_or_else(String::new, |name| fragment(&name)));
        }
    });
}

/// Opens the list of lessons, or closes it.
pub fn toggle(store: Store) {
    store.lesson.update(|open| {
        *open = match open.as_deref() {
            Some("") => None,
            _ => Some(String::new()),
        };
    });
}

/// The link to a lesson; to the list of all, where it has no name.
pub fn fragment(name: &str) -> String {
    match name {
        "" => FRAGMENT.to_owned(),
        name => format!("{FRAGMENT}/{name}"),
    }
}

fn named() -> Option<String> {
    let fragment = page::fragment();
    let rest = fragment.strip_prefix(FRAGMENT)?;
    match rest.strip_prefix('/') {
        Some(name) => Some(name.to_owned()),
        None => rest.is_empty().then(String::new),
    }
}
