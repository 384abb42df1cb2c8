//! Below a lane's waterfall, on the same time axis: how many requests were in flight,
//! with the limit drawn in.

use leptos::html::Canvas;
use leptos::prelude::*;

use super::dynamic::text;
use crate::browser::canvas::{InFlightCanvas, InFlightScene};
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use playground_core::experiment::strategy::Strategy;
use playground_core::session::lane_state::LaneState;
use playground_core::session::plot::window_of;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::LaneIndex;
use playground_engine::ports::Clock;

#[component]
pub fn InFlightStrip(
    store: Store,
    lane: LaneIndex,
    /// All of the lane's time, whatever part of it is looked at.
    #[prop(default = false)]
    whole: bool,
) -> impl IntoView {
    let canvas_ref = NodeRef::<Canvas>::new();
    let drawn = StoredValue::new_local(None::<InFlightCanvas>);
    Effect::new(move |_| {
        // Without a canvas the counts above still say what it shows.
        if let Some(canvas) = canvas_ref.get() {
            drawn.set_value(InFlightCanvas::new(canvas, move || store.live.notify_view()).ok());
        }
    });
    Effect::new(move |_| {
        store.colours.track();
        drawn.update_value(|canvas| canvas.iter_mut().for_each(InFlightCanvas::restyle));
    });
    Effect::new(move |_| {
        store.live.track_view();
        store.colours.track();
        let mode = store.axis.get();
        store.live.watch(|all| {
            let window = if whole {
                TimeWindow::whole(all.axis_end(lane, mode))
            } else {
                window_of(all, lane, mode)?
            };
            let lane = all.lane(lane)?;
            let scene = InFlightScene {
                in_flight: lane.run.in_flight_over_time(),
                window,
                until: lane.now(BrowserClock.now()),
                highest: highest(lane),
            };
            drawn.update_value(|canvas| canvas.iter_mut().for_each(|canvas| canvas.draw(&scene)));
            Some(())
        });
    });
    let caption = text(move || {
        let words = store.live.watch(|all| {
            let lane = all.lane(lane)?;
            Some(match whole {
                true => lane.title(),
                false => caption(lane),
            })
        });
        words.flatten().unwrap_or_default()
    });
    view! {
        <div class="in-flight-strip" class:whole=whole>
            <p aria-hidden="true">{caption}</p>
            <canvas node_ref=canvas_ref aria-hidden="true"></canvas>
        </div>
    }
}

/// The most there were, or might be.
fn highest(lane: &LaneState) -> u32 {
    let limits = lane.run.in_flight_over_time().limits().iter();
    let limit = limits.map(|limit| limit.1).max().unwrap_or(1);
    limit.max(lane.run.max_in_flight())
}

fn caption(lane: &LaneState) -> String {
    match lane.strategy_in_force() {
        Strategy::Threads { workers } => format!("in flight over time · {workers} workers"),
        Strategy::Concurrent { limit } => format!("in flight over time · limit {limit}"),
        Strategy::Sequential | Strategy::Blocking => {
            "in flight over time · one at a time".to_owned()
        }
    }
}
