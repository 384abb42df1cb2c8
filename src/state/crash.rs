//! When the page's program crashes: say so, account for every request, and offer
//! to reload. Right after a panic nothing reactive can be trusted, so the
//! message goes straight into the document, and the rest is tried a moment later.

use std::cell::{Cell, RefCell};

use futures::channel::oneshot;
use leptos::prelude::GetUntracked;

use crate::browser::clock::BrowserClock;
use crate::browser::crash_screen;
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

/// Makes crashes visible; call it once, before anything can crash.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        crash_screen::log(&info.to_string());
        crash();
    }));
    // A trap that is no panic, such as memory running out, reaches only the window.
    crash_screen::on_trap(crash);
}

/// The store whose requests to account for.
pub fn watch(store: Store) {
    STORE.set(Some(store));
}

/// Resolves when the program has crashed.
pub async fn crashed() {
    let (sender, receiver) = oneshot::channel();
    WAITING.with_borrow_mut(|waiting| {
        waiting.retain(|sender| !sender.is_canceled());
        waiting.push(sender);
    });
    // A sender that was dropped has nothing to tell: then wait for ever.
    if receiver.await.is_err() {
        std::future::pending().await
    }
}

fn crash() {
    // One message is enough, also where the first trap causes others.
    if !HAS_CRASHED.replace(true) {
        crash_screen::show(&account());
        crash_screen::later(show_account);
    }
}

/// Gives every open request its outcome and says what is left.
fn account() -> String {
    let mut cancelled = 0;
    if let Some(store) = STORE.get() {
        // If the engine is still alive, it lets go of what is in flight.
        for handles in store.live.all_handles() {
            handles.control.stop();
        }
        // Where the crash came in the middle of a change, the data is left alone.
        let now = BrowserClock.now();
        store.live.update(|all| {
            for lane in &mut all.lanes {
                cancelled += u64::from(lane.run.open());
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

/// Lets the views and whoever waits for a report know, as far as they still can.
fn show_account() {
    for sender in WAITING.take() {
        // Whoever does not wait any more need not know.
        let _told = sender.send(());
    }
    if let Some(store) = STORE.get()
        && store.activity.get_untracked() != Activity::Idle
    {
        store.live.refresh();
    }
}
