//! Debug mode: writes each lane into the browser's own profiler, after its end, so that debug
//! mode does not change what is measured. Loaded with the part of the page that has its switch.

use leptos::prelude::*;

use crate::browser::timing::user_timing;
use crate::state::memory;
use crate::state::store::Store;
use playground_core::session::comparison::Comparison;
use playground_core::session::user_timing::user_timings;
use playground_core::units::LaneIndex;

/// What has been written to the profiler.
#[derive(Clone, Copy, Default, PartialEq)]
struct Written {
    is_on: bool,
    run: u32,
    /// The number of first lanes that are written or skipped.
    lanes: usize,
}

/// Writes lanes as they end, until its owner is disposed of. When another run starts, the
/// entries of the last one are cleared.
pub fn follow(store: Store) {
    let run_shown = store.live.shown();
    Effect::new(move |before: Option<Written>| {
        let before = before.unwrap_or_default();
        store.activity.track();
        let (is_on, run) = (store.debug_mode.get(), run_shown.get());
        let mut written = Written {
            is_on,
            run,
            ..before
        };
        if run == 0 {
            return written;
        }
        let ended = store.live.peek(ended).unwrap_or(0);
        if run != before.run {
            written.lanes = 0;
            user_timing::clear();
        } else if is_on && !before.is_on {
            // Lanes that ended before debug mode was switched on are skipped.
            written.lanes = ended;
        }
        for lane in (written.lanes..ended).map(LaneIndex) {
            if is_on {
                write(store, lane);
            }
        }
        written.lanes = written.lanes.max(ended);
        written
    });
}

/// Switches debug mode on for lanes that end from now on, or off, which clears all entries.
pub fn switch(store: Store, on: bool) {
    store.debug_mode.set(on);
    memory::remember_debug_mode(on);
    if !on {
        user_timing::clear();
    }
}

/// The number of first lanes that have ended.
fn ended(all: &Comparison) -> usize {
    let lanes = all.lanes.iter();
    lanes.take_while(|lane| lane.run.ending().is_some()).count()
}

fn write(store: Store, lane: LaneIndex) {
    let entries = store.live.peek(|all| {
        let lane = all.lane(lane)?;
        Some((user_timings(&lane.run, &lane.title()), lane.started?))
    });
    if let Some((entries, started)) = entries.flatten() {
        user_timing::write(entries, started);
    }
}
