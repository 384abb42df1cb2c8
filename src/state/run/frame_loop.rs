//! Keeps the page up to date while a comparison runs: the canvases are drawn as often as
//! they can be without slowing the run, the figures change at a pace that can be read. Both
//! change in the same frames: where painting is slow, it is so however little has changed.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::document::page;
use crate::browser::timing::clock::BrowserClock;
use crate::browser::timing::frames::AnimationFrames;
use crate::state::run::announcements::announce_progress;
use crate::state::store::Store;
use playground_core::session::announcements::ProgressAnnouncer;
use playground_core::session::comparison::Comparison;
use playground_core::session::lane_state::LaneState;
use playground_core::timeline::pace::FramePace;
use playground_core::units::Span;
use playground_engine::ports::Clock;

/// The time between two updates of the figures.
const FIGURES_INTERVAL: Span = Span::from_whole_ms(100);

/// Starts the loop; dropping the result ends it.
pub fn start(store: Store) -> AnimationFrames {
    let live = store.live;
    let mut last_tick = BrowserClock.now();
    let mut pace = FramePace::default();
    let mut progress = ProgressAnnouncer::new(last_tick);
    let may_freeze = live.peek(Comparison::may_freeze).unwrap_or(false);
    AnimationFrames::start(move || {
        let now = BrowserClock.now();
        let mut events = 0;
        live.update(|all| {
            for lane in all.lanes.iter_mut().filter(|lane| lane.is_running()) {
                lane.grow_axis(now);
                lane.beat(now);
                events += lane.changed.len();
            }
        });
        if may_freeze {
            page::move_pulse(now);
        }
        if !pace.is_due(now, events) {
            return;
        }
        live.notify_frame();
        if now - last_tick >= FIGURES_INTERVAL {
            last_tick = now;
            live.notify_figures();
            announce_progress(store, &mut progress, now);
        }
    })
}

/// Marks lanes that run while the page is hidden: a hidden page has no frames, and browsers
/// slow it down. Listens until its owner is disposed of.
pub fn listen_to_hiding(store: Store) {
    let handle = window_event_listener(ev::visibilitychange, move |_| {
        store.live.update(|all| {
            let lanes = all.lanes.iter_mut();
            let running = lanes.filter(|lane| lane.is_running());
            running.for_each(LaneState::hide);
        });
    });
    on_cleanup(move || handle.remove());
}
