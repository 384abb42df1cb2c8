//! Handles a crash of the page's program: shows a message, gives every open request an outcome
//! and offers to reload. Right after a panic nothing reactive is reliable, so the message is
//! written directly into the document, and the views are updated a moment later.

use std::cell::{Cell, RefCell};

use futures::channel::oneshot;
use leptos::prelude::GetUntracked;

use crate::browser::document::crash_screen;
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::{Activity, Store};
use playground_core::run::event::Ending;
use playground_core::run::outcome::CancelledBy;
use playground_core::wording::numbers::group_digits;
use playground_engine::ports::Clock;

thread_local! {
    static STORE: Cell<Option<Store>> = const { Cell::new(None) };
    static HAS_CRASHED: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<oneshot::Sender<()>>> = const { RefCell::new(Vec::new()) };
}

/// Makes crashes visible; called once, before anything can crash.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        crash_screen::log(&info.to_string());
        crash();
    }));
    // A trap that is no panic, such as memory running out, reaches only the window.
    crash_screen::on_trap(crash);
}

/// Sets the store whose open requests a crash cancels.
pub fn watch(store: Store) {
    STORE.set(Some(store));
}

/// Whether the program has crashed.
pub fn has_crashed() -> bool {
    HAS_CRASHED.get()
}

/// Resolves when the program has crashed.
pub async fn crashed() {
    let (sender, receiver) = oneshot::channel();
    WAITING.with_borrow_mut(|waiting| {
        waiting.retain(|sender| !sender.is_canceled());
        waiting.push(sender);
    });
    // A dropped sender is not a crash.
    if receiver.await.is_err() {
        std::future::pending().await
    }
}

fn crash() {
    // The first trap may cause others; one message is enough.
    if !HAS_CRASHED.replace(true) {
        crash_screen::show(&account());
        crash_screen::later(show_account);
    }
}

/// Cancels every open request, and returns the message for the user.
fn account() -> String {
    let mut cancelled = 0;
    if let Some(store) = STORE.get() {
        // If the engine still works, it aborts what is in flight.
        for handles in store.live.all_handles() {
            handles.control.stop();
        }
        // If the crash interrupted a change, the comparison stays borrowed and is left alone.
        let now = BrowserClock.now();
        store.live.update(|all| {
            for lane in &mut all.lanes {
                cancelled += u64::from(lane.run.unfinished());
                lane.close(now, CancelledBy::Crash, Ending::Crashed);
            }
        });
    }
    let requests = match cancelled {
        0 => String::new(),
        1 => " 1 request had no outcome yet and counts as cancelled.".to_owned(),
        open => format!(
            " {} requests had no outcome yet and count as cancelled.",
            group_digits(open)
        ),
    };
    format!(
        "The page's program crashed.{requests} Your settings are kept. Reload the page, and please \
         report what you did before."
    )
}

/// Updates the views and ends the runs that wait, as far as they still work.
fn show_account() {
    for sender in WAITING.take() {
        // An error means that the run no longer waits.
        let _sent = sender.send(());
    }
    if let Some(store) = STORE.get()
        && store.activity.get_untracked() != Activity::Idle
    {
        store.live.refresh();
    }
}
