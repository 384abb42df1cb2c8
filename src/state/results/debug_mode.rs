//! Debug mode: each lane, once it has ended, is written into the browser's own profiler.
//! Not while it runs, so that what is measured is the same with and without. Loaded with
//! the part of the page that has its switch.

use leptos::prelude::*;

use crate::browser::timing::user_timing;
use crate::state::memory;
use crate::state::store::Store;
use playground_core::session::comparison::Comparison;
use playground_core::session::user_timing::user_timings;
use playground_core::units::LaneIndex;

/// What has been written.
#[derive(Clone, Copy, Default, PartialEq)]
struct Written {
    is_on: bool,
    run: u32,
    /// So many of its first lanes.
    lanes: usize,
}

/// Writes lanes as they end, for as long as its owner is there. When another run begins,
/// what was written of the last goes.
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
            // Those that ended before it was switched on are past.
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

/// Switches it on, for lanes that end from now on, or off, and nothing of it is left.
pub fn switch(store: Store, on: bool) {
    store.debug_mode.set(on);
    memory::remember_debug_mode(on);
    if !on {
        user_timing::clear();
    }
}

/// How many of the first lanes have ended; of one that runs, not even the last word is in.
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
