//! The debug log of all lanes, one after the other in the order in which they ran: rebuilt as
//! runs progress, and read line by line.

use std::ops::Range;

use super::checkpoint::format_point;
use super::entry::{LogEntry, LogFilter, LogKinds, log_of, warns_by_frames};
use crate::run::outcome::OutcomeKind;
use crate::session::comparison::Comparison;
use crate::session::throttle::Throttle;
use crate::units::{LaneIndex, RequestIndex, TimePoint};

/// The most lines that are listed: browsers limit the height of an element to some millions
/// of pixels.
const MAX_LINES: usize = 500_000;

/// What the user asks the log to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Only this lane; `None` for all.
    pub lane: Option<LaneIndex>,
    pub kinds: LogKinds,
    pub text: String,
    pub only_selected: bool,
}

/// One line of the log, as text.
#[derive(Clone, Debug, PartialEq)]
pub struct LogRow {
    /// The line's position from the top.
    pub position: u32,
    pub at: String,
    /// The lane's title.
    pub lane: String,
    pub request: Option<RequestIndex>,
    pub text: String,
    /// The outcome of the attempt, if the line is about its end.
    pub kind: Option<OutcomeKind>,
    pub is_warning: bool,
}

/// The log lines of all lanes.
#[derive(Default)]
pub struct DebugLog {
    /// The entries, each with its lane.
    lines: Vec<(LaneIndex, LogEntry)>,
    /// The number of entries, including those beyond the most that are listed.
    total: usize,
    warns_by_frames: bool,
    built: Option<ChangeKey>,
    throttle: Throttle,
}

/// The state of the page, as far as the log depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogContext {
    /// The number of the comparison on the page.
    pub generation: u32,
    pub selected: Option<RequestIndex>,
    pub is_busy: bool,
}

/// Everything that the log depends on.
#[derive(PartialEq)]
struct ChangeKey {
    query: LogQuery,
    context: LogContext,
    /// The number of ended requests, of explained failures and of warnings of each lane.
    lanes: Vec<[usize; 3]>,
}

impl ChangeKey {
    /// Whether the user asked for other lines, as opposed to progress of the run.
    fn is_user_change(&self, before: &Self) -> bool {
        before.query != self.query
            || before.context.selected != self.context.selected
            || before.context.generation != self.context.generation
    }
}

impl DebugLog {
    /// Rebuilds the log if something has changed and enough time has passed; returns whether it
    /// did. `all`: `None` if nothing has run. `clock`: the page's clock.
    pub fn update(
        &mut self,
        all: Option<&Comparison>,
        query: &LogQuery,
        context: LogContext,
        clock: impl Fn() -> TimePoint,
    ) -> bool {
        let selected = context.selected.filter(|_| query.only_selected);
        let key = ChangeKey {
            query: query.clone(),
            context: LogContext {
                selected,
                ..context
            },
            lanes: all.map(progress).unwrap_or_default(),
        };
        let begun = clock();
        let is_same = self.built.as_ref() == Some(&key);
        let is_user_change = self
            .built
            .as_ref()
            .is_none_or(|built| key.is_user_change(built));
        // During a run there is always something new.
        let is_due = if context.is_busy {
            self.throttle.is_due(begun)
        } else {
            !is_same
        };
        if !(is_user_change || is_due) {
            return false;
        }
        self.built = Some(key);
        match all {
            Some(all) => self.build(all, query, selected),
            None => {
                self.lines.clear();
                self.total = 0;
            }
        }
        self.throttle.done(begun, clock());
        true
    }

    fn build(&mut self, all: &Comparison, query: &LogQuery, selected: Option<RequestIndex>) {
        self.lines.clear();
        self.total = 0;
        let lanes = all.indexed_lanes();
        let lanes = lanes.filter(|(index, _)| query.lane.is_none_or(|lane| lane == *index));
        self.warns_by_frames = lanes
            .clone()
            .any(|(_, lane)| warns_by_frames(&lane.heartbeat) && lane.started.is_some());
        if query.only_selected && selected.is_none() {
            return;
        }
        let filter = LogFilter {
            kinds: query.kinds,
            text: query.text.clone(),
            request: selected,
        };
        for (index, lane) in lanes {
            let entries = log_of(&lane.run, &lane.heartbeat, &filter);
            self.total += entries.len();
            let left = MAX_LINES.saturating_sub(self.lines.len());
            let entries = entries.into_iter().take(left);
            self.lines.extend(entries.map(|entry| (index, entry)));
        }
    }

    /// The number of lines that are listed.
    pub fn len(&self) -> u32 {
        self.lines.len() as u32
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The number of lines, including those beyond the most that are listed.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Whether a lane's warnings are gaps between frames, because the browser of the run did not
    /// report long tasks.
    pub const fn warns_by_frames(&self) -> bool {
        self.warns_by_frames
    }

    /// The position of a request's first line; `None` if a line in sight is about it already.
    pub fn line_to_show(&self, index: RequestIndex, in_sight: Range<u32>) -> Option<u32> {
        let is_its = |line: &(LaneIndex, LogEntry)| line.1.request() == Some(index);
        let in_sight = in_sight.start as usize..(in_sight.end as usize).min(self.lines.len());
        let in_sight = self.lines.get(in_sight).unwrap_or_default();
        if in_sight.iter().any(is_its) {
            None
        } else {
            let first = self.lines.iter().position(is_its);
            first.map(|position| position as u32)
        }
    }

    /// The lines at these positions.
    pub fn rows(&self, all: &Comparison, positions: Range<u32>) -> Vec<LogRow> {
        let row = |position: u32| {
            let (lane, entry) = self.lines.get(position as usize)?;
            let lane = all.lane(*lane)?;
            Some(LogRow {
                position,
                at: format_point(entry.at()),
                lane: lane.title(),
                request: entry.request(),
                text: entry.label(&lane.run),
                kind: entry.outcome(&lane.run).map(|outcome| outcome.kind()),
                is_warning: entry.is_warning(),
            })
        };
        positions.filter_map(row).collect()
    }
}

fn progress(all: &Comparison) -> Vec<[usize; 3]> {
    let lane = all.lanes.iter().map(|lane| {
        let warnings = lane.heartbeat.long_task_spans().len() + lane.heartbeat.freezes().len();
        let (ended, explained) = (lane.run.counts().total(), lane.run.explained());
        [ended as usize, explained as usize, warnings]
    });
    lane.collect()
}
