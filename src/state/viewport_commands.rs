//! Looking closer: which part of the lanes' time and rows is shown. On one time axis
//! the lanes show the same time; each shows those of its rows that have anything there.

use leptos::prelude::*;

use super::comparison::{AxisMode, Comparison};
use super::lane_state::LaneState;
use super::store::Store;
use crate::browser::clock::BrowserClock;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::bar::time_of_flight;
use playground_core::timeline::fit::rows_in;
use playground_core::timeline::hit::Plot;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::rows::RowLayout;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{RequestIndex, Span, TimePoint};
use playground_engine::ports::Clock;

/// How much closer one press of + looks.
pub const STEP: f64 = 1.6;

/// A place in a lane's plot: what is under it stays there while one looks closer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    pub lane: usize,
    pub time: TimePoint,
    /// In rows from the top of all.
    pub row: f64,
}

/// Looks `factor` times closer at a place; further away for a factor below 1.
pub fn zoom_at(store: Store, factor: f64, at: Anchor) {
    change(store, |all| {
        let rows = all.lanes.get(at.lane).map(|lane| lane.viewport.rows());
        look_at_time(
            all,
            store.axis.get_untracked(),
            Some(at.lane),
            |window, end| window.zoomed(factor, at.time, end),
        );
        // Under the pointer, rows keep their place as time does.
        if let Some((lane, rows)) = all.lanes.get_mut(at.lane).zip(rows) {
            let count = lane.viewport.order().len();
            lane.viewport
                .look_at_rows(rows.zoomed(factor, at.row, count));
        }
    });
}

/// Looks closer at the chosen request, where it is in sight, and at the middle elsewhere.
pub fn zoom(store: Store, factor: f64) {
    let selected = store.selected.get_untracked();
    change(store, |all| {
        let mode = store.axis.get_untracked();
        let chosen = |lane: &LaneState| {
            let record = lane.run.request(selected?)?;
            record.first_dispatch()
        };
        let first = all.lanes.iter().find_map(chosen);
        look_at_time(all, mode, None, |window, end| {
            let middle = window.from() + window.length().times(0.5);
            let at = first.filter(|at| window.contains(*at)).unwrap_or(middle);
            window.zoomed(factor, at, end)
        });
    });
}

/// Moves on by a part of what is shown of the time, and by so many rows of a lane.
pub fn pan(store: Store, lane: Option<usize>, time_share: f64, rows: f64) {
    change(store, |all| {
        if time_share != 0.0 {
            let kept: Vec<RowWindow> = all.lanes.iter().map(|lane| lane.viewport.rows()).collect();
            look_at_time(all, store.axis.get_untracked(), lane, |window, end| {
                window.panned(window.length().times(time_share), end)
            });
            // Under the pointer, rows move as they are pulled.
            if let Some((place, kept)) = lane.and_then(|place| Some((place, *kept.get(place)?)))
                && let Some(lane) = all.lanes.get_mut(place)
            {
                lane.viewport.look_at_rows(kept);
            }
        }
        if let Some(lane) = lane.and_then(|place| all.lanes.get_mut(place)) {
            let count = lane.viewport.order().len();
            lane.viewport
                .look_at_rows(lane.viewport.rows().panned(rows, count));
        }
    });
}

/// Shows this time in every lane.
pub fn look_at(store: Store, window: TimeWindow) {
    change(store, |all| {
        look_at_time(all, store.axis.get_untracked(), None, |_, end| {
            window.within(end)
        });
    });
}

/// Shows everything again.
pub fn show_all(store: Store) {
    change(store, |all| {
        let lanes = all.lanes.iter_mut();
        lanes.for_each(|lane| lane.viewport.show_all());
    });
}

/// Puts every lane on one axis, or each on its own.
pub fn set_axis(store: Store, mode: AxisMode) {
    show_all(store);
    store.axis.set(mode);
}

/// Chooses a request, and moves so far that its row is in sight in every lane, and its
/// bar in one.
pub fn choose(store: Store, index: RequestIndex) {
    store.selected.set(Some(index));
    change(store, |all| {
        bring_time_into_sight(all, store.axis.get_untracked(), index);
        for lane in all
            .lanes
            .iter_mut()
            .filter(|lane| !lane.viewport.is_whole())
        {
            let Some(row) = lane.viewport.order().row_of(index) else {
                continue;
            };
            let (rows, count) = (lane.viewport.rows(), lane.viewport.order().len());
            let (top, bottom) = (f64::from(row), f64::from(row) + 1.0);
            let above = (rows.first() - top).max(0.0);
            let below = (bottom - rows.end()).max(0.0);
            lane.viewport
                .look_at_rows(rows.panned(below - above, count));
        }
    });
}

/// Moves the time that is shown to where a request was in flight, if it was nowhere in
/// sight.
fn bring_time_into_sight(all: &mut Comparison, mode: AxisMode, index: RequestIndex) {
    let now = BrowserClock.now();
    let flight = |lane: &LaneState| time_of_flight(lane.run.request(index)?, lane.now(now));
    let is_seen = |place: usize| {
        let flight = all.lanes.get(place).and_then(flight);
        let window = window_of(all, place, mode);
        let seen = flight.zip(window);
        seen.is_some_and(|((from, to), window)| window.overlaps(from, to))
    };
    if (0..all.lanes.len()).any(is_seen) {
        return;
    }
    let first = all.lanes.iter().enumerate();
    let first = first
        .filter_map(|(place, lane)| Some((place, flight(lane)?.0)))
        .next();
    if let Some((place, from)) = first {
        look_at_time(all, mode, Some(place), |window, end| {
            // A little before its beginning.
            let lead = window.length().times(0.2);
            window.panned(from - window.from() - lead, end)
        });
    }
}

/// The time shown of a lane.
pub fn window_of(all: &Comparison, place: usize, mode: AxisMode) -> Option<TimeWindow> {
    let lane = all.lanes.get(place)?;
    Some(lane.viewport.window(all.axis_end(place, mode)))
}

/// A lane as it lies in its plot now.
pub fn plot(all: &Comparison, place: usize, mode: AxisMode) -> Option<Plot<'_>> {
    let lane = all.lanes.get(place)?;
    Some(Plot {
        run: &lane.run,
        order: lane.viewport.order(),
        rows: RowLayout::new(lane.viewport.rows(), lane.plot.height),
        axis: TimeAxis::new(window_of(all, place, mode)?, lane.plot.width),
        line: lane.plot.line,
        now: lane.now(BrowserClock.now()),
    })
}

/// Changes the time that is shown: in every lane, or on axes of their own in one.
fn look_at_time(
    all: &mut Comparison,
    mode: AxisMode,
    only: Option<usize>,
    change: impl Fn(TimeWindow, Span) -> TimeWindow,
) {
    let now = BrowserClock.now();
    let ends: Vec<Span> = (0..all.lanes.len())
        .map(|place| all.axis_end(place, mode))
        .collect();
    for ((place, lane), end) in all.lanes.iter_mut().enumerate().zip(ends) {
        if mode == AxisMode::Own && only.is_some_and(|only| only != place) {
            continue;
        }
        let window = change(lane.viewport.window(end), end);
        lane.viewport.look_at(window, end);
        let rows = match window.is_whole(end) {
            true => RowWindow::whole(lane.viewport.order().len()),
            false => rows_in(&lane.run, lane.viewport.order(), window, lane.now(now)),
        };
        lane.viewport.look_at_rows(rows);
    }
}

fn change(store: Store, change: impl FnOnce(&mut Comparison)) {
    let comparison = store.comparison();
    let changed = comparison
        .try_borrow_mut()
        .ok()
        .and_then(|mut all| all.as_mut().map(change));
    if changed.is_some() {
        store.invalidate();
    }
}
