//! Pointer input over a lane's plot.

use leptos::prelude::*;

use crate::browser::canvas::GUTTER;
use crate::browser::document::pointer::Wheel;
use crate::browser::timing::clock::BrowserClock;
use crate::state::store::Store;
use crate::state::timeline::viewport_commands;
use playground_core::session::plot::{Anchor, Pointed, plot, point_at};
use playground_core::timeline::gesture::GestureAction;
use playground_core::timeline::{Point, Px};
use playground_core::units::LaneIndex;
use playground_engine::ports::Clock;

/// What is at a point of the canvas; `None` if there is no such lane.
pub fn at(store: Store, lane: LaneIndex, point: Point) -> Option<(Pointed, Anchor)> {
    let mode = store.axis.get_untracked();
    let found = store.live.peek(|all| {
        let plot = plot(all, lane, mode, BrowserClock.now())?;
        let x = Px(point.x.0 - GUTTER);
        Some(point_at(&plot, lane, x, point.y))
    });
    found.flatten()
}

/// Notes the point that the pointer is over.
pub fn hover(store: Store, lane: LaneIndex, point: Point) {
    store
        .pointed
        .set(at(store, lane, point).map(|(pointed, _)| pointed));
}

/// Applies a gesture.
pub fn apply(store: Store, lane: LaneIndex, action: GestureAction) {
    match action {
        GestureAction::Nothing => {}
        GestureAction::Press(point) => {
            if let Some((pointed, _)) = at(store, lane, point) {
                store.selected.update(|selected| {
                    *selected = pointed.request.or(*selected);
                });
            }
        }
        GestureAction::Pan(across, down) => pull(store, lane, across, down),
        GestureAction::Pinch {
            factor,
            at: point,
            across,
            down,
        } => {
            pull(store, lane, across, down);
            if let Some((_, anchor)) = at(store, lane, point) {
                viewport_commands::zoom_at(store, factor, anchor);
            }
        }
    }
}

/// Applies a turn of the wheel; returns whether the plot used it, so that the page must not
/// scroll.
pub fn turn(store: Store, lane: LaneIndex, wheel: Wheel, point: Point) -> bool {
    match wheel {
        Wheel::Zoom(factor) => {
            if let Some((_, anchor)) = at(store, lane, point) {
                viewport_commands::zoom_at(store, factor, anchor);
            }
            true
        }
        Wheel::Scroll(right, down) => {
            // If nothing moves, the wheel scrolls the page.
            let before = visible(store, lane);
            pull(store, lane, Px(-right.0), Px(-down.0));
            before != visible(store, lane)
        }
    }
}

/// The start of the visible time and of the visible rows of a lane.
fn visible(store: Store, lane: LaneIndex) -> Option<(f64, f64)> {
    let mode = store.axis.get_untracked();
    let visible = store.live.peek(|all| {
        let plot = plot(all, lane, mode, BrowserClock.now())?;
        Some((plot.axis.window().from().ms(), plot.rows.window().first()))
    });
    visible.flatten()
}

/// Pans so that the content follows the pointer.
fn pull(store: Store, lane: LaneIndex, across: Px, down: Px) {
    let mode = store.axis.get_untracked();
    let scale = store.live.peek(|all| {
        let plot = plot(all, lane, mode, BrowserClock.now())?;
        Some((plot.axis.width(), plot.rows.pitch()))
    });
    if let Some((width, pitch)) = scale.flatten().filter(|(_, pitch)| pitch.0 > 0.0) {
        viewport_commands::pan(store, Some(lane), -across.0 / width.0, -down.0 / pitch.0);
    }
}
