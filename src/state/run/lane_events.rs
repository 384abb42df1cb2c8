//! Folds the events of a running lane into the comparison on the page.

use crate::state::crash;
use crate::state::live_comparison::FoldError;
use crate::state::store::Store;
use playground_core::run::event::RunEvent;
use playground_core::units::LaneIndex;

/// Folds an event in; one that cannot be folded in is reported on the page.
pub fn fold(store: Store, lane: LaneIndex, event: RunEvent) {
    if let Err(error) = store.live.fold(lane, event) {
        report_bug(store, error);
    }
}

/// Tells the user that the run is not reliable. A crash has its own message, and may leave the
/// comparison borrowed for good.
fn report_bug(store: Store, error: FoldError) {
    if !crash::has_crashed() {
        let text = format!(
            "The page made a mistake in its own records ({error}), so the results of this run \
             are not reliable. Please report this with the settings above."
        );
        store.notify(text, true);
    }
}
