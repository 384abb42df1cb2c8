//! Opens the lesson that the page's URL names. A link never starts a run.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::document::page;
use crate::state::store::Store;
pub use playground_core::session::open_lesson::fragment;
use playground_core::session::open_lesson::name_in;

/// Opens what the page's URL names, now and whenever it changes, and updates the URL when
/// another lesson is opened.
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

/// The name of the lesson in the page's URL.
fn named() -> Option<String> {
    name_in(&page::fragment()).map(str::to_owned)
}
