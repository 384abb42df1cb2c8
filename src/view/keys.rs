//! The page's keys.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::document::keys::{KeyTarget, target};
use crate::state::commands;
use crate::state::lessons::link;
use crate::state::store::Store;

/// Does what a key is for; `false` if it is none of its keys.
pub type Press = Box<dyn Fn(Store, &str, KeyTarget) -> bool>;

/// Listens for as long as its owner exists. Keys are ignored while text is typed, and while
/// a dialog is open.
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

/// The keys that run and stop, and open help and lessons.
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
