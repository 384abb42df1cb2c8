//! The browser's own times of a lane's exchanges, folded into its run.

use crate::browser::fetch::target::Target;
use crate::browser::timing::clock::BrowserClock;
use crate::browser::timing::performance_entries::PerformanceEntries;
use crate::state::run::lane_events::fold;
use crate::state::store::Store;
use playground_core::run::event::{RunEvent, RunEventKind};
use playground_core::units::{LaneIndex, RunId, Span, TimePoint};
use playground_engine::ports::Clock;

/// How long to wait for the browser's times of the last exchanges.
const TIMINGS_TIMEOUT: Span = Span::from_whole_ms(500);
/// How often to check for them.
const POLL: Span = Span::from_whole_ms(20);

/// Listens from now on. `None` for a source that is not on the network: its requests use no
/// connection, so there are no times.
pub fn watch(
    store: Store,
    target: &Target,
    lane: LaneIndex,
    run: RunId,
    started: TimePoint,
) -> Option<PerformanceEntries> {
    if !target.is_on_network() {
        return None;
    }
    let target = target.clone();
    // Each attempt has a URL of its own, so none is mistaken for another.
    PerformanceEntries::watch_exchanges(started, move |fetched, times| {
        if let Some(key) = target.key_of(fetched).filter(|key| key.run == run) {
            let kind = RunEventKind::Timed(key.request, key.attempt, times);
            let at = TimePoint::START + (BrowserClock.now() - started);
            fold(store, lane, RunEvent { at, kind });
        }
    })
}

/// Notes long tasks from now on, if the browser reports them.
pub fn watch_long_tasks(
    store: Store,
    lane: LaneIndex,
    started: TimePoint,
) -> Option<PerformanceEntries> {
    PerformanceEntries::watch_long_tasks(started, move |tasks| {
        store
            .live
            .update_lane(lane, |lane| lane.heartbeat.take_long_tasks(tasks));
    })
}

/// Waits until the browser has reported the times of every response, or takes too long.
pub async fn wait_for_times(store: Store, lane: LaneIndex, timings: Option<PerformanceEntries>) {
    let Some(timings) = timings else {
        return;
    };
    let started = BrowserClock.now();
    let is_timed = || {
        store
            .live
            .peek(|all| all.lane(lane).is_none_or(|lane| lane.run.is_timed()))
    };
    loop {
        timings.take_pending();
        if is_timed().unwrap_or(true) || BrowserClock.now() - started > TIMINGS_TIMEOUT {
            return;
        }
        BrowserClock.sleep(POLL).await;
    }
}
