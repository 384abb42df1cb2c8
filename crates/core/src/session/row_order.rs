//! The requests that the lanes show, their order, and what has a row.

use crate::session::comparison::{AxisMode, Comparison};
use crate::session::throttle::Throttle;
use crate::timeline::fit::rows_in;
use crate::timeline::order::{Filter, RowOrder, SortKey};
use crate::timeline::shown_rows::ShownRows;
use crate::timeline::slots::Slots;
use crate::units::TimePoint;

/// What has a row in a waterfall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    #[default]
    Request,
    /// The place that a permit grants, or a worker: the attempts that held it are in its row.
    Slot,
}

impl RowKind {
    pub const ALL: [Self; 2] = [Self::Request, Self::Slot];

    /// Its name in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Slot => "slot",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What the rows are, on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Request => "By request",
            Self::Slot => "By slot",
        }
    }

    /// What the waterfalls show then, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Request => "A row for each request, from its first wait to its end (S)",
            Self::Slot => {
                "A row for each slot: the requests that held its permit, or its worker, one \
                 after the other (S)"
            }
        }
    }

    /// What a screen reader says once the waterfalls are drawn so.
    pub const fn announcement(self) -> &'static str {
        match self {
            Self::Request => "Waterfalls by request",
            Self::Slot => "Waterfalls by slot",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Request => Self::Slot,
            Self::Slot => Self::Request,
        }
    }
}

/// What has a row, and how requests are filtered and sorted, the same in every lane. Slots have
/// no other order than their own: by slot, requests are sorted in the table only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub rows: RowKind,
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
        // While it runs, slots are held and left all the time.
        let are_moving = is_busy && key.arrangement.rows == RowKind::Slot;
        let is_same = self.arranged.as_ref() == Some(&key) && !are_moving;
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
        let slots = (arrangement.rows == RowKind::Slot).then(|| Slots::new(&lane.run));
        let end = all.axis_end(index, mode);
        let Some(lane) = all.lane_mut(index) else {
            continue;
        };
        // Slots stay where they are, whatever holds them.
        let stay = slots.is_some() && matches!(lane.viewport.shown(), ShownRows::Slots { .. });
        if lane.viewport.arrange(order, slots) {
            has_changed = true;
            // In a zoomed lane, other rows have bars in the visible time now.
            let window = lane.viewport.window(end);
            if !stay && !window.is_whole(end) {
                let now = lane.now(page_now);
                let rows = rows_in(&lane.run, lane.viewport.shown(), window, now);
                lane.viewport.show_rows(rows);
            }
        }
    }
    has_changed
}
