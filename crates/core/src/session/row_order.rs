//! The requests that the lanes show, and their order.

use crate::session::comparison::{AxisMode, Comparison};
use crate::session::throttle::Throttle;
use crate::timeline::fit::rows_in;
use crate::timeline::order::{Filter, RowOrder, SortKey};
use crate::units::TimePoint;

/// How rows are filtered and sorted, the same in every lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub sort: SortKey,
    pub filter: Filter,
}

/// The name of a sort key on screen.
pub const fn sort_title(key: SortKey) -> &'static str {
    match key {
        SortKey::Index => "number",
        SortKey::Start => "start",
        SortKey::Duration => "duration",
        SortKey::Outcome => "outcome",
    }
}

/// Everything that the order of rows depends on.
#[derive(PartialEq)]
pub struct ChangeKey {
    /// The number of the comparison on the page.
    generation: u32,
    arrangement: Arrangement,
    /// The number of ended and of dispatched requests of each lane.
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

    /// Whether the user asked for another order, as opposed to progress of the run.
    fn is_user_change(&self, before: &Self) -> bool {
        before.arrangement != self.arrangement || before.generation != self.generation
    }
}

/// Decides when to arrange the rows again: as runs progress, but not so often that the page
/// has little time for anything else.
#[derive(Default)]
pub struct Arranger {
    arranged: Option<ChangeKey>,
    throttle: Throttle,
}

impl Arranger {
    /// Whether to arrange rows now for this key, which is then the last one arranged.
    pub fn is_due(&mut self, key: ChangeKey, now: TimePoint, is_busy: bool) -> bool {
        let is_same = self.arranged.as_ref() == Some(&key);
        let is_user_change = self
            .arranged
            .as_ref()
            .is_none_or(|arranged| key.is_user_change(arranged));
        let is_time = self.throttle.is_due(now) || !is_busy;
        let is_due = !is_same && (is_user_change || is_time);
        if is_due {
            self.arranged = Some(key);
        }
        is_due
    }

    /// Notes that rows were arranged from `begun` to `now`.
    pub fn done(&mut self, begun: TimePoint, now: TimePoint) {
        self.throttle.done(begun, now);
    }
}

/// Arranges the rows of every lane by the current state of its run; returns whether any order
/// changed.
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
            // In a zoomed lane, other rows have bars in the visible time now.
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
