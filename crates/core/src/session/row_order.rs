//! Which requests the lanes show, and in which order.

use crate::session::comparison::{AxisMode, Comparison};
use crate::session::throttle::Throttle;
use crate::timeline::fit::rows_in;
use crate::timeline::order::{Filter, RowOrder, SortKey};
use crate::units::TimePoint;

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

/// What the order of rows depends on.
#[derive(PartialEq)]
pub struct ChangeKey {
    /// Which comparison is on the page.
    pub generation: u32,
    pub arrangement: Arrangement,
    /// Of each lane: how many requests have ended, and how many were dispatched.
    lanes: Vec<(u32, u32)>,
}

impl ChangeKey {
    pub fn new(all: Option<&Comparison>, generation: u32, arrangement: &Arrangement) -> Self {
        let lanes = all.iter().flat_map(|all| &all.lanes);
        let progress = lanes.map(|lane| {
            let ended = lane.run.counts().total();
            (ended, lane.run.first_undispatched().0)
        });
        Self {
            generation,
            arrangement: arrangement.clone(),
            lanes: progress.collect(),
        }
    }

    /// Whether somebody asked for another order, as opposed to a run that goes on.
    fn is_asked(&self, before: &Self) -> bool {
        before.arrangement != self.arrangement || before.generation != self.generation
    }
}

/// Decides when rows are to be arranged again: as the runs go on, but not so often that
/// the page has time for little else.
#[derive(Default)]
pub struct Arranger {
    arranged: Option<ChangeKey>,
    throttle: Throttle,
}

impl Arranger {
    /// Whether rows are to be arranged now, for this key; then it is remembered.
    pub fn take(&mut self, key: ChangeKey, now: TimePoint, is_busy: bool) -> bool {
        let is_same = self.arranged.as_ref() == Some(&key);
        let is_asked = self
            .arranged
            .as_ref()
            .is_none_or(|arranged| key.is_asked(arranged));
        let is_due = self.throttle.is_due(now) || !is_busy;
        let is_wanted = !is_same && (is_asked || is_due);
        if is_wanted {
            self.arranged = Some(key);
        }
        is_wanted
    }

    /// Rows were arranged from `begun` to `now`.
    pub fn done(&mut self, begun: TimePoint, now: TimePoint) {
        self.throttle.done(begun, now);
    }
}

/// Arranges the rows of every lane as its run is by now; whether any order is another.
pub fn arrange(
    all: &mut Comparison,
    arrangement: &Arrangement,
    mode: AxisMode,
    page_now: TimePoint,
) -> bool {
    let mut has_changed = false;
    for index in all.lane_indexes() {
        let Some(lane) = all.lane(index) else {
            continue;
        };
        let url = |request| all.url_of(index, request);
        let order = RowOrder::new(&lane.run, arrangement.sort, &arrangement.filter, &url);
        let end = all.axis_end(index, mode);
        if let Some(lane) = all.lane_mut(index)
            && lane.viewport.arrange(order)
        {
            has_changed = true;
            // The rows with anything in the time that is shown are others now.
            let window = lane.viewport.window(end);
            if !window.is_whole(end) {
                let now = lane.now(page_now);
                let rows = rows_in(&lane.run, lane.viewport.order(), window, now);
                lane.viewport.show_rows(rows);
            }
        }
    }
    has_changed
}
