//! Which requests the lanes show, and in which order.

use leptos::prelude::GetUntracked;

use super::comparison::Comparison;
use super::store::Store;
use crate::browser::clock::BrowserClock;
use playground_core::timeline::fit::rows_in;
use playground_core::timeline::order::{Filter, RowOrder, SortKey};
use playground_core::units::TimePoint;
use playground_engine::ports::Clock;

/// How rows are chosen and sorted; the same in every lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub sort: SortKey,
    pub filter: Filter,
}

/// What rows are sorted by, on screen.
pub const fn sort_title(key: SortKey) -> &'static str {
    match key {
        SortKey::Index => "number",
        SortKey::Start => "start",
        SortKey::Duration => "duration",
        SortKey::Outcome => "outcome",
    }
}

/// Arranges the rows as the runs go on, and not more often than it takes.
#[derive(Default)]
pub struct Arranger {
    arranged: Option<ChangeKey>,
    /// When it may be done again, by the page's clock.
    due: TimePoint,
}

/// What the order of rows depends on.
#[derive(PartialEq)]
struct ChangeKey {
    generation: u32,
    arrangement: Arrangement,
    /// Of each lane: how many have ended, and how many begun.
    lanes: Vec<(u32, u32)>,
}

impl Arranger {
    /// Arranges the rows of every lane as they are by now, if there is news.
    pub fn arrange(&mut self, store: Store, arrangement: &Arrangement) {
        /// So many times as long as arranging takes may the page do other things.
        const REST: f64 = 10.0;
        let news = ChangeKey {
            generation: store.generation.get_untracked(),
            arrangement: arrangement.clone(),
            lanes: store.peek(progress).unwrap_or_default(),
        };
        let begun = BrowserClock.now();
        let is_asked = self.arranged.as_ref().is_none_or(|arranged| {
            arranged.arrangement != news.arrangement || arranged.generation != news.generation
        });
        let is_due = begun >= self.due || !store.is_busy_now();
        if self.arranged.as_ref() == Some(&news) || !(is_asked || is_due) {
            return;
        }
        self.arranged = Some(news);
        arrange(store, arrangement);
        let now = BrowserClock.now();
        self.due = now + (now - begun).times(REST);
    }
}

fn progress(all: &Comparison) -> Vec<(u32, u32)> {
    let lanes = all.lanes.iter().map(|lane| &lane.run);
    lanes
        .map(|run| (run.counts().total(), run.first_undispatched().0))
        .collect()
}

fn arrange(store: Store, arrangement: &Arrangement) {
    let comparison = store.comparison();
    let Ok(mut comparison) = comparison.try_borrow_mut() else {
        return;
    };
    let Some(all) = comparison.as_mut() else {
        return;
    };
    let page_now = BrowserClock.now();
    let mode = store.axis.get_untracked();
    let mut is_new = false;
    for place in 0..all.lanes.len() {
        let url = |request| all.url_of(place, request);
        let Some(lane) = all.lanes.get(place) else {
            continue;
        };
        let order = RowOrder::of(&lane.run, arrangement.sort, &arrangement.filter, &url);
        let end = all.axis_end(place, mode);
        if let Some(lane) = all.lanes.get_mut(place)
            && lane.viewport.arrange(order)
        {
            is_new = true;
            // What had anything in the time that is shown stands elsewhere now.
            let window = lane.viewport.window(end);
            if !window.is_whole(end) {
                let now = lane.now(page_now);
                let rows = rows_in(&lane.run, lane.viewport.order(), window, now);
                lane.viewport.look_at_rows(rows);
            }
        }
    }
    drop(comparison);
    if is_new {
        store.invalidate();
    }
}
