//! Announces a run's progress and its result to screen readers.

use leptos::prelude::*;

use crate::state::store::Store;
use playground_core::session::announcements::{self, ProgressAnnouncer};
use playground_core::units::TimePoint;

/// Announces the progress, if it is time to.
pub fn announce_progress(store: Store, announcer: &mut ProgressAnnouncer, now: TimePoint) {
    let sentence = store.live.peek(|all| announcer.announce(all, now));
    if let Some(sentence) = sentence.flatten() {
        store.announcement.set(sentence);
    }
}

/// Announces the result of the whole comparison.
pub fn announce_summary(store: Store) {
    if let Some(summary) = store.live.peek(announcements::summary) {
        store.announcement.set(summary);
    }
}
