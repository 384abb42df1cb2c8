//! The page's keys.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::document::keys;
use crate::state::commands;
use crate::state::lessons::link;
use crate::state::store::Store;
use playground_core::session::keys::{KeyPress, PageCommand};

/// Does what a press is for; `false` if it is none of its keys.
pub type Press = Box<dyn Fn(Store, KeyPress) -> bool>;

/// Listens for as long as its owner exists. Keys are ignored while text is typed, and while
/// a dialog is open.
pub fn listen_to_keys(store: Store, press: Press) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(pressed) = keys::press(&event) else {
            return;
        };
        let ignored = store.help_is_open.get_untracked()
            || store.question.with_untracked(Option::is_some)
            || !store.single_keys.get_untracked();
        if pressed.repeats_activation() || !ignored && press(store, pressed) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// The keys that run and stop, and open help and lessons.
pub fn press(store: Store, press: KeyPress) -> bool {
    let Some(command) = press.page_command() else {
        return false;
    };
    match command {
        PageCommand::Run => commands::run(store),
        PageCommand::Stop => commands::stop(store),
        PageCommand::OpenHelp => store.help_is_open.set(true),
        PageCommand::ToggleLessons => link::toggle(store),
        PageCommand::Held => {}
    }
    true
}
