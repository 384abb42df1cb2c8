//! The ideal schedule over a waterfall: where each request would have been.

use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::canvas::OutlineCanvas;
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use playground_core::analysis::ideal::ideal_schedule;
use playground_core::session::comparison::Comparison;
use playground_core::session::lane_state::LaneState;
use playground_core::session::plot::plot;
use playground_core::timeline::outline::outline;
use playground_core::units::{LaneIndex, Span, TimePoint};
use playground_engine::ports::Clock;

/// From when to when each request would have been in flight.
type Schedule = StoredValue<Option<Vec<(TimePoint, TimePoint)>>, LocalStorage>;

/// Scheduling more than this takes longer than a frame: then it waits for the lane's end,
/// and until what was measured is on screen.
const QUICK: u32 = 5_000;

#[component]
pub fn IdealOutline(store: Store, lane: LaneIndex) -> impl IntoView {
    let canvas_ref = NodeRef::<Canvas>::new();
    let drawn = StoredValue::new_local(None::<OutlineCanvas>);
    let schedule: Schedule = StoredValue::new_local(None);
    let is_scheduling = StoredValue::new(false);
    Effect::new(move |_| {
        // Without a canvas the mark of the ideal still says when it ends.
        if let Some(canvas) = canvas_ref.get() {
            drawn.set_value(OutlineCanvas::new(canvas, move || store.live.notify_view()).ok());
        }
    });
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
        store.colours.track();
        drawn.update_value(|canvas| canvas.iter_mut().for_each(OutlineCanvas::restyle));
    });
    Effect::new(move |_| {
        store.colours.track();
        store.live.track_view();
        end.track();
        let (mode, is_wanted) = (store.axis.get(), is_wanted.get());
        store.live.peek(|all| {
            if is_wanted && schedule.with_value(Option::is_none) {
                if all.experiment.workload.requests <= QUICK {
                    schedule.set_value(schedule_of(all, lane));
                } else if !is_scheduling.get_value() {
                    is_scheduling.set_value(true);
                    schedule_soon(store, lane, schedule);
                }
            }
            let plot = plot(all, lane, mode, BrowserClock.now())?;
            let lane = all.lane(lane)?;
            let pieces = schedule.with_value(|spans| {
                let spans = spans.as_deref().filter(|_| is_wanted).unwrap_or_default();
                outline(spans, plot.order, plot.rows, &plot.axis, lane.plot)
            });
            drawn.update_value(|canvas| canvas.iter_mut().for_each(|canvas| canvas.draw(&pieces)));
            Some(())
        });
    });
    view! { <canvas node_ref=canvas_ref aria-hidden="true"></canvas> }
}

fn wants_outline(lane: &LaneState) -> bool {
    let is_quick = lane.run.requests().len() <= QUICK as usize;
    lane.ideal_in_force().is_some() && (is_quick || lane.run.ending().is_some())
}

fn schedule_soon(store: Store, lane: LaneIndex, schedule: Schedule) {
    const AFTER: Span = Span::from_whole_ms(200);
    spawn_local(async move {
        BrowserClock.sleep(AFTER).await;
        // Lanes are not to disturb each other.
        while store.is_busy_now() {
            BrowserClock.sleep(AFTER).await;
        }
        let found = store.live.peek(|all| schedule_of(all, lane)).flatten();
        // The lane may be gone by now.
        if schedule.try_set_value(found).is_none() {
            store.live.notify_view();
        }
    });
}

fn schedule_of(all: &Comparison, lane: LaneIndex) -> Option<Vec<(TimePoint, TimePoint)>> {
    let lane = &all.lane(lane)?.plan;
    Some(ideal_schedule(&all.plan, &lane.policy, lane.planned.strategy).spans)
}
