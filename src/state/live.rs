//! Keeps the page looking at a running comparison: the canvases as often as they can
//! be drawn without slowing the run, the figures at a pace that can be read.

use leptos::ev;
use leptos::prelude::*;

use super::announcements::Progress;
use super::comparison::Comparison;
use super::lane_state::LaneState;
use super::store::Store;
use crate::browser::clock::BrowserClock;
use crate::browser::frames::AnimationFrames;
use crate::browser::page;
use playground_core::timeline::pace::FramePace;
use playground_core::units::Span;
use playground_engine::ports::Clock;

/// How often figures change.
const READING_PACE: Span = Span::from_whole_ms(100);

/// Starts looking; dropping it ends that.
pub fn watch(store: Store) -> AnimationFrames {
    let comparison = store.comparison();
    let mut last_tick = BrowserClock.now();
    let mut pace = FramePace::default();
    let mut progress = Progress::new(last_tick);
    let may_freeze = store.peek(Comparison::may_freeze).unwrap_or(false);
    AnimationFrames::start(move || {
        let now = BrowserClock.now();
        let mut events = 0;
        if let Ok(mut comparison) = comparison.try_borrow_mut() {
            let lanes = comparison.iter_mut().flat_map(|all| &mut all.lanes);
            for lane in lanes.filter(|lane| lane.is_running()) {
                lane.grow_axis(now);
                lane.beat(now);
                events += lane.changed.len();
            }
        }
        if may_freeze {
            page::move_pulse(now);
        }
        if pace.is_due(now, events) {
            store.frame.update(|count| *count = count.wrapping_add(1));
        }
        if now - last_tick >= READING_PACE {
            last_tick = now;
            store.tick.update(|count| *count = count.wrapping_add(1));
            progress.speak(store, now);
        }
    })
}

/// Marks what runs while the page is hidden: it has no frames then, and browsers slow
/// it down. Listens for as long as the page is there.
pub fn listen_to_hiding(store: Store) {
    let handle = window_event_listener(ev::visibilitychange, move |_| {
        if let Ok(mut comparison) = store.comparison().try_borrow_mut() {
            let lanes = comparison.iter_mut().flat_map(|all| &mut all.lanes);
            let running = lanes.filter(|lane| lane.is_running());
            running.for_each(LaneState::hide);
        }
    });
    on_cleanup(move || handle.remove());
}
