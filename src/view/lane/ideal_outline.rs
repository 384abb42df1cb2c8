//! The ideal schedule over a waterfall: where each request would have been.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::canvas::OutlineCanvas;
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use crate::view::shared::canvas::use_canvas;
use crate::view::shared::store::use_store;
use playground_core::analysis::ideal::ideal_schedule;
use playground_core::session::comparison::Comparison;
use playground_core::session::lane_state::LaneState;
use playground_core::session::plot::plot;
use playground_core::timeline::outline::outline;
use playground_core::timeline::shown_rows::ShownRows;
use playground_core::units::{LaneIndex, Span, TimePoint};
use playground_engine::ports::Clock;

/// From when to when each request would have been in flight.
type Schedule = RwSignal<Option<Vec<(TimePoint, TimePoint)>>, LocalStorage>;

/// Scheduling more than this takes longer than a frame: then it waits for the lane's end,
/// and until what was measured is on screen.
const QUICK: u32 = 5_000;

#[component]
pub fn IdealOutline(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    let schedule: Schedule = RwSignal::new_local(None);
    let is_scheduling = StoredValue::new(false);
    let is_wanted = Memo::new(move |_| {
        let is_wanted = store.live.watch(|all| Some(wants_outline(all.lane(lane)?)));
        is_wanted.flatten() == Some(true)
    });
    // An axis that grows is another axis.
    let end = Memo::new(move |_| {
        let mode = store.axis.get();
        let end = store.live.watch(|all| all.axis_end(lane, mode).ms());
        end.unwrap_or_default()
    });
    Effect::new(move |_| {
        store.live.track_view();
        if !is_wanted.get() || schedule.with_untracked(Option::is_some) {
            return;
        }
        let requests = store.live.peek(|all| all.experiment.workload.requests);
        if requests.is_some_and(|requests| requests <= QUICK) {
            schedule.set(store.live.peek(|all| schedule_of(all, lane)).flatten());
        } else if !is_scheduling.get_value() {
            is_scheduling.set_value(true);
            schedule_soon(store, lane, schedule);
        }
    });
    // Where the canvas is unavailable, the mark of the ideal still says when it ends.
    let canvas = use_canvas(
        store.colours.into(),
        move |element| OutlineCanvas::new(element, move || store.live.notify_view()),
        OutlineCanvas::restyle,
        move |canvas| {
            store.live.track_view();
            end.track();
            let (mode, is_wanted) = (store.axis.get(), is_wanted.get());
            store.live.peek(|all| {
                let plot = plot(all, lane, mode, BrowserClock.now())?;
                let lane = all.lane(lane)?;
                let pieces = schedule.with(|spans| {
                    let spans = spans.as_deref().filter(|_| is_wanted).unwrap_or_default();
                    // The ideal need not have had a request in the slot that it had.
                    let ShownRows::Requests(order) = plot.shown else {
                        return Vec::new();
                    };
                    outline(spans, order, plot.rows, &plot.axis, lane.plot)
                });
                canvas.draw(&pieces);
                Some(())
            });
        },
    );
    view! { <canvas node_ref=canvas.node aria-hidden="true"></canvas> }
}

fn wants_outline(lane: &LaneState) -> bool {
    let is_quick = lane.run.requests().len() <= QUICK as usize;
    lane.ideal_in_force().is_some() && (is_quick || lane.run.ending().is_some())
}

fn schedule_soon(store: Store, lane: LaneIndex, schedule: Schedule) {
    const AFTER: Span = Span::from_whole_ms(200);
    spawn_local(async move {
        BrowserClock.sleep(AFTER).await;
        // It must not disturb the lanes that still run.
        while store.is_busy_now() {
            if schedule.is_disposed() {
                return;
            }
            BrowserClock.sleep(AFTER).await;
        }
        let found = store.live.peek(|all| schedule_of(all, lane)).flatten();
        // The lane may be gone by now.
        let _gone = schedule.try_set(found);
    });
}

fn schedule_of(all: &Comparison, lane: LaneIndex) -> Option<Vec<(TimePoint, TimePoint)>> {
    let lane = &all.lane(lane)?.plan;
    Some(ideal_schedule(&all.plan, &lane.policy, lane.planned.strategy).spans)
}
