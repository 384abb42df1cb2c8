//! Folds the events of a running lane into what is on the page.

use crate::state::store::Store;
use playground_core::run::IllegalEvent;
use playground_core::run::event::RunEvent;
use playground_core::units::LaneIndex;

/// Folds an event in; one that contradicts the run is reported on the page.
pub fn fold(store: Store, lane: LaneIndex, event: RunEvent) {
    if let Err(illegal) = store.live.fold(lane, event) {
        report_bug(store, illegal);
    }
}

/// An error should never happen in silence, least of all our own.
fn report_bug(store: Store, illegal: IllegalEvent) {
    let text = format!(
        "The page made a mistake in its own accounts ({illegal}), so do not trust this run. \
         Please report it with the settings above."
    );
    store.notify(text, true);
}
