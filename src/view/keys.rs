//! The page's keys.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::keys::{Target, target};
use crate::model::units::RequestIndex;
use crate::state::commands;
use crate::state::store::Store;

/// Listens for as long as the page is there.
pub fn listen_to_keys(store: Store) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(target) = target(&event) else {
            return;
        };
        let ignored = target == Target::Typing
            || store.help_is_open.get_untracked()
            || store.question.with_untracked(Option::is_some)
            || !store.single_keys.get_untracked();
        if !ignored && press(store, &event.key(), target) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the key was the page's.
fn press(store: Store, key: &str, target: Target) -> bool {
    match (key, target) {
        (" ", Target::Page) => commands::run(store),
        ("Escape", _) => commands::stop(store),
        ("?", _) => store.help_is_open.set(true),
        ("ArrowDown", _) => select(store, |index, last| (index + 1).min(last), 0),
        ("ArrowUp", _) => select(store, |index, _| index.saturating_sub(1), u32::MAX),
        _ => return false,
    }
    true
}

/// Moves the selection; without one, it starts at `first`.
fn select(store: Store, step: fn(u32, u32) -> u32, first: u32) {
    let requests = store.look(|all| all.experiment.workload.requests);
    let Some(last) = requests.and_then(|count| count.checked_sub(1)) else {
        return;
    };
    store.selected.update(|selected| {
        let next = selected.map_or(first.min(last), |index| step(index.0, last));
        *selected = Some(RequestIndex(next));
    });
}
