//! When the page's program panics: say so, account for every request, and offer
//! a fresh start. After a panic nothing reactive can be trusted, so this touches
//! the document directly.

use std::cell::Cell;

use super::store::Store;
use crate::browser::clock::BrowserClock;
use crate::browser::crash_screen;
use crate::engine::ports::Clock;
use crate::model::ranges::group_digits;

thread_local! {
    static STORE: Cell<Option<Store>> = const { Cell::new(None) };
}

/// Makes panics visible; call it once, before anything can panic.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        crash_screen::log(&info.to_string());
        crash_screen::show(&account());
    }));
}

/// The store whose requests to account for.
pub fn watch(store: Store) {
    STORE.set(Some(store));
}

/// Gives every open request its outcome and says what is left.
fn account() -> String {
    let mut cancelled = 0;
    if let Some(store) = STORE.get() {
        let comparison = store.comparison();
        // Where the panic came in the middle of a change, the data is left alone.
        if let Ok(mut comparison) = comparison.try_borrow_mut() {
            let now = BrowserClock.now();
            for lane in comparison.iter_mut().flat_map(|all| &mut all.lanes) {
                cancelled += u64::from(lane.run.open());
                lane.crash(now);
            }
        }
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
        "The page's program crashed.{requests} Your settings are kept. Start afresh, and please \
         report what you did before."
    )
}
