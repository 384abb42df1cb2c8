//! The page's keys.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::document::keys::{KeyTarget, target};
use crate::state::commands;
use crate::state::lessons::link;
use crate::state::store::Store;

/// What a key does; whether it was one of these.
pub type Press = Box<dyn Fn(Store, &str, KeyTarget) -> bool>;

/// Listens for as long as its owner is there. Keys are left alone while somebody types,
/// and before a dialog.
pub fn listen_to_keys(store: Store, press: Press) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(target) = target(&event) else {
            return;
        };
        let ignored = target == KeyTarget::Typing
            || store.help_is_open.get_untracked()
            || store.question.with_untracked(Option::is_some)
            || !store.single_keys.get_untracked();
        if !ignored && press(store, &event.key(), target) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Those that run and stop.
pub fn press(store: Store, key: &str, target: KeyTarget) -> bool {
    match (key, target) {
        (" ", KeyTarget::Page) => commands::run(store),
        ("Escape", _) => commands::stop(store),
        ("?", _) => store.help_is_open.set(true),
        ("l", _) => link::toggle(store),
        _ => return false,
    }
    true
}
