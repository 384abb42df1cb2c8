//! Below a lane's waterfall, on the same time axis: how many requests were in flight, with
//! the limit drawn in.

use leptos::prelude::*;

use crate::browser::canvas::{InFlightCanvas, InFlightScene};
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use crate::view::shared::canvas::use_canvas;
use crate::view::shared::dynamic::text;
use crate::view::shared::store::use_store;
use playground_core::session::captions::in_flight_caption;
use playground_core::session::lane_state::LaneState;
use playground_core::session::plot::window_of;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::LaneIndex;
use playground_engine::ports::Clock;

#[component]
pub fn InFlightStrip(
    lane: LaneIndex,
    /// All of the lane's time, whatever part of it is shown above.
    #[prop(default = false)]
    whole: bool,
) -> impl IntoView {
    let store = use_store();
    // Where the canvas is unavailable, the counts above still say what it shows.
    let canvas = use_canvas(
        store.colours.into(),
        move |element| InFlightCanvas::new(element, move || store.live.notify_view()),
        InFlightCanvas::restyle,
        move |canvas| draw(store, lane, whole, canvas),
    );
    let caption = text(move || {
        let caption = store.live.watch(|all| {
            let lane = all.lane(lane)?;
            Some(if whole {
                lane.title()
            } else {
                in_flight_caption(lane.strategy_in_force())
            })
        });
        caption.flatten().unwrap_or_default()
    });
    view! {
        <div class="in-flight-strip" class:whole=whole>
            <p aria-hidden="true">{caption}</p>
            <canvas node_ref=canvas.node aria-hidden="true"></canvas>
        </div>
    }
}

fn draw(store: Store, lane: LaneIndex, whole: bool, canvas: &mut InFlightCanvas) {
    store.live.track_view();
    let mode = store.axis.get();
    store.live.watch(|all| {
        let window = if whole {
            TimeWindow::whole(all.axis_end(lane, mode))
        } else {
            window_of(all, lane, mode)?
        };
        let lane = all.lane(lane)?;
        canvas.draw(&InFlightScene {
            in_flight: lane.run.in_flight_over_time(),
            window,
            until: lane.now(BrowserClock.now()),
            highest: highest(lane),
        });
        Some(())
    });
}

/// The most there were, or might be.
fn highest(lane: &LaneState) -> u32 {
    let limits = lane.run.in_flight_over_time().limits().iter();
    let limit = limits.map(|limit| limit.1).max().unwrap_or(1);
    limit.max(lane.run.max_in_flight())
}
