//! The debug log of all lanes, one after the other in the order in which they ran: written
//! again as the runs go on, and read line by line.

use std::ops::Range;

use super::checkpoint::format_point;
use super::entry::{LogEntry, LogFilter, LogKinds, is_told_by_frames, log_of};
use crate::run::outcome::OutcomeKind;
use crate::session::comparison::Comparison;
use crate::session::throttle::Throttle;
use crate::units::{LaneIndex, RequestIndex, TimePoint};

/// A browser's element cannot be higher than some millions of pixels.
const MAX_LINES: usize = 500_000;

/// What is asked of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Of this lane alone.
    pub lane: Option<LaneIndex>,
    pub shown: LogKinds,
    pub text: String,
    pub only_selected: bool,
}

/// One line, to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// From the top.
    pub place: u32,
    pub at: String,
    /// The lane's title.
    pub lane: String,
    pub request: Option<RequestIndex>,
    pub words: String,
    /// How an attempt ended, where this is its end.
    pub kind: Option<OutcomeKind>,
    pub is_warning: bool,
}

/// The lines of all lanes, written again as the runs go on.
#[derive(Default)]
pub struct DebugLog {
    /// Each with its lane.
    lines: Vec<(LaneIndex, LogEntry)>,
    /// With those beyond the most that can be listed.
    total: usize,
    is_told_by_frames: bool,
    written: Option<ChangeKey>,
    throttle: Throttle,
}

/// What the page is doing, as far as the log depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogContext {
    /// Which comparison is on the page.
    pub generation: u32,
    pub selected: Option<RequestIndex>,
    pub is_busy: bool,
}

/// What the log depends on.
#[derive(PartialEq)]
struct ChangeKey {
    query: LogQuery,
    context: LogContext,
    /// Of each lane: how many requests have ended and were explained, and how many times
    /// the page's thread was kept.
    lanes: Vec<[usize; 3]>,
}

impl ChangeKey {
    /// Whether somebody asked for another log, as opposed to a run that goes on.
    fn is_asked(&self, before: &Self) -> bool {
        before.query != self.query
            || before.context.selected != self.context.selected
            || before.context.generation != self.context.generation
    }
}

impl DebugLog {
    /// Writes the log again, if it has changed and it is time to; whether it did.
    /// `all`: `None` where nothing has run. `clock`: the page's.
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
        let is_same = self.written.as_ref() == Some(&key);
        let is_asked = self
            .written
            .as_ref()
            .is_none_or(|written| key.is_asked(written));
        // During a run there is always something new.
        let is_due = if context.is_busy {
            self.throttle.is_due(begun)
        } else {
            !is_same
        };
        if !(is_asked || is_due) {
            return false;
        }
        self.written = Some(key);
        match all {
            Some(all) => self.write(all, query, selected),
            None => {
                self.lines.clear();
                self.total = 0;
            }
        }
        self.throttle.done(begun, clock());
        true
    }

    fn write(&mut self, all: &Comparison, query: &LogQuery, selected: Option<RequestIndex>) {
        self.lines.clear();
        self.total = 0;
        let lanes = all.indexed_lanes();
        let lanes = lanes.filter(|(index, _)| query.lane.is_none_or(|lane| lane == *index));
        self.is_told_by_frames = lanes
            .clone()
            .any(|(_, lane)| is_told_by_frames(&lane.heartbeat) && lane.started.is_some());
        if query.only_selected && selected.is_none() {
            return;
        }
        let filter = LogFilter {
            shown: query.shown,
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

    /// How many lines can be looked at.
    pub fn len(&self) -> u32 {
        self.lines.len() as u32
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many there are, with those that no list has room for.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Whether frames that stayed away stand for tasks that are not told of.
    pub const fn is_told_by_frames(&self) -> bool {
        self.is_told_by_frames
    }

    /// The first line of a request, where none of these tells of it.
    pub fn line_to_show(&self, index: RequestIndex, seen: Range<u32>) -> Option<u32> {
        let is_its = |line: &(LaneIndex, LogEntry)| line.1.request() == Some(index);
        let seen = self
            .lines
            .get(seen.start as usize..(seen.end as usize).min(self.lines.len()));
        match seen.is_some_and(|seen| seen.iter().any(is_its)) {
            true => None,
            false => self.lines.iter().position(is_its).map(|place| place as u32),
        }
    }

    pub fn rows(&self, all: &Comparison, places: Range<u32>) -> Vec<Row> {
        let row = |place: u32| {
            let (lane, entry) = self.lines.get(place as usize)?;
            let lane = all.lane(*lane)?;
            Some(Row {
                place,
                at: format_point(entry.at()),
                lane: lane.title(),
                request: entry.request(),
                words: entry.words(&lane.run),
                kind: entry.outcome(&lane.run).map(|outcome| outcome.kind()),
                is_warning: entry.is_warning(),
            })
        };
        places.filter_map(row).collect()
    }
}

fn progress(all: &Comparison) -> Vec<[usize; 3]> {
    let lane = all.lanes.iter().map(|lane| {
        let kept = lane.heartbeat.long_task_spans().len() + lane.heartbeat.freezes().len();
        let (ended, explained) = (lane.run.counts().total(), lane.run.explained());
        [ended as usize, explained as usize, kept]
    });
    lane.collect()
}
