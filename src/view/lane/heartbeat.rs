//! Below a lane, whether the page could respond to a click: a thin line while it could, a
//! block where it was frozen.

use leptos::prelude::*;

use crate::view::shared::dynamic::text;
use crate::view::shared::store::use_store;
use playground_core::session::plot::window_of;
use playground_core::timeline::freezes::{Block, blocks, share};
use playground_core::units::LaneIndex;
use playground_core::wording::numbers::format_fixed;

#[component]
pub fn HeartbeatStrip(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    let image = text(move || {
        store.live.track_view();
        let mode = store.axis.get();
        let image = store.live.watch(|all| {
            let window = window_of(all, lane, mode)?;
            let lane = all.lane(lane)?;
            // Before a lane begins there is nothing to show.
            lane.started?;
            let blocks = blocks(lane.heartbeat.freezes(), window);
            let until = share(lane.heartbeat.until(), window).clamp(0.0, 1.0);
            Some(image_of(&blocks, until))
        });
        image.flatten().unwrap_or_default()
    });
    // The counts above say the same in words.
    view! {
        <div
            class="heartbeat"
            aria-hidden="true"
            title="Line: the page could respond. Block: it was frozen"
            style:background-image=image
        ></div>
    }
}

/// One background image for all of them, however many there are, and for the line, which
/// ends with the lane.
fn image_of(blocks: &[Block], until: f64) -> String {
    let mut stops = String::from("linear-gradient(90deg,#0000");
    for block in blocks {
        let [from, to] = [block.from, block.to].map(|share| format_fixed(share * 100.0, 2));
        stops += &format!(",#0000 {from}%,var(--ink) {from}% {to}%,#0000 {to}%");
    }
    let until = format_fixed(until * 100.0, 2);
    stops += &format!(",#0000),linear-gradient(90deg,#0000 {until}%,var(--surface) 0)");
    stops + ",linear-gradient(#0000 80%,var(--success) 0)"
}
