//! What a pointer does over a lane's plot.

use leptos::prelude::*;

use super::store::{Pointed, Store};
use super::viewport_commands::{self, Anchor};
use crate::browser::canvas::GUTTER;
use crate::browser::pointer::Wheel;
use playground_core::timeline::gesture::GestureAction;
use playground_core::timeline::{Point, Px};

/// What is at a point of the canvas.
pub fn at(store: Store, lane: usize, point: Point) -> Option<(Pointed, Anchor)> {
    let mode = store.axis.get_untracked();
    let found = store.peek(|all| {
        let plot = viewport_commands::plot(all, lane, mode)?;
        let x = Px(point.x.0 - GUTTER);
        let time = plot.axis.time_from_x(x);
        let pointed = Pointed {
            lane,
            time,
            request: plot.request_at(x, point.y),
        };
        let row = plot.rows.place_at(point.y);
        Some((pointed, Anchor { lane, time, row }))
    });
    found.flatten()
}

/// The pointer is over a point; nothing is done.
pub fn hover(store: Store, lane: usize, point: Point) {
    store
        .pointed
        .set(at(store, lane, point).map(|(pointed, _)| pointed));
}

/// Does what a gesture asks for.
pub fn apply(store: Store, lane: usize, asked: GestureAction) {
    match asked {
        GestureAction::Nothing => {}
        GestureAction::Press(point) => {
            if let Some((pointed, _)) = at(store, lane, point) {
                store.selected.update(|selected| {
                    *selected = pointed.request.or(*selected);
                });
            }
        }
        GestureAction::Pull(across, down) => pull(store, lane, across, down),
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

/// Turns the wheel; whether that was for the plot and not for the page.
pub fn turn(store: Store, lane: usize, wheel: Wheel, point: Point) -> bool {
    match wheel {
        Wheel::Zoom(factor) => {
            if let Some((_, anchor)) = at(store, lane, point) {
                viewport_commands::zoom_at(store, factor, anchor);
            }
            true
        }
        Wheel::Scroll(right, down) => {
            // What is all in sight leaves the wheel to the page.
            let before = sight(store, lane);
            pull(store, lane, Px(-right.0), Px(-down.0));
            before != sight(store, lane)
        }
    }
}

/// Which part of the lane is in sight.
fn sight(store: Store, lane: usize) -> Option<(f64, f64)> {
    let mode = store.axis.get_untracked();
    let seen = store.peek(|all| {
        let plot = viewport_commands::plot(all, lane, mode)?;
        Some((plot.axis.window().from().ms(), plot.rows.window().first()))
    });
    seen.flatten()
}

/// What is shown follows the hand.
fn pull(store: Store, lane: usize, across: Px, down: Px) {
    let mode = store.axis.get_untracked();
    let scale = store.peek(|all| {
        let plot = viewport_commands::plot(all, lane, mode)?;
        Some((plot.axis.width(), plot.rows.pitch()))
    });
    if let Some((width, pitch)) = scale.flatten().filter(|(_, pitch)| pitch.0 > 0.0) {
        viewport_commands::pan(store, Some(lane), -across.0 / width.0, -down.0 / pitch.0);
    }
}
