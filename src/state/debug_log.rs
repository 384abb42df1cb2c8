//! The debug log of the lanes on the page, lane after lane, as they were run.

use std::ops::Range;

use leptos::prelude::GetUntracked;

use super::comparison::Comparison;
use super::store::Store;
use crate::browser::clock::BrowserClock;
use playground_core::run::outcome::OutcomeKind;
use playground_core::session::checkpoint::format_point;
use playground_core::session::debug_log::{
    LogEntry, LogFilter, LogKinds, is_told_by_frames, log_of,
};
use playground_core::units::{RequestIndex, TimePoint};
use playground_engine::ports::Clock;

/// A browser's element cannot be higher than some millions of pixels.
const MAX_LINES: usize = 500_000;

/// Which lines are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Of this lane alone.
    pub lane: Option<usize>,
    pub shown: LogKinds,
    pub text: String,
    pub only_chosen: bool,
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

impl Row {
    /// Another when there is something else to say in this place.
    pub fn key(&self) -> String {
        let request = self.request.map(|index| index.0.to_string());
        let request = request.unwrap_or_default();
        format!(
            "{} {} {request} {} {}",
            self.place, self.at, self.lane, self.words
        )
    }
}

/// Written anew as the runs go on, and not more often than it takes.
#[derive(Default)]
pub struct DebugLog {
    /// Each with its lane.
    lines: Vec<(usize, LogEntry)>,
    /// With those beyond the most that can be listed.
    total: usize,
    is_told_by_frames: bool,
    written: Option<ChangeKey>,
    /// When it may be done again, by the page's clock.
    due: TimePoint,
}

/// What the log depends on.
#[derive(PartialEq)]
struct ChangeKey {
    generation: u32,
    wanted: LogQuery,
    chosen: Option<RequestIndex>,
    is_busy: bool,
    /// Of each lane: how many have ended, were explained, and kept the page's thread.
    lanes: Vec<[usize; 3]>,
}

impl DebugLog {
    /// Writes it as it is by now, if there is news; whether it did.
    pub fn update(&mut self, store: Store, wanted: &LogQuery) -> bool {
        /// So many times as long as writing takes may the page do other things.
        const REST: f64 = 10.0;
        let chosen = store.selected.get_untracked();
        let news = ChangeKey {
            generation: store.generation.get_untracked(),
            wanted: wanted.clone(),
            chosen: chosen.filter(|_| wanted.only_chosen),
            is_busy: store.is_busy_now(),
            lanes: store.peek(progress).unwrap_or_default(),
        };
        let begun = BrowserClock.now();
        let is_same = self.written.as_ref() == Some(&news);
        let is_asked = self.written.as_ref().is_none_or(|written| {
            written.wanted != news.wanted
                || written.chosen != news.chosen
                || written.generation != news.generation
        });
        // Amid a run there is always news.
        let is_due = match news.is_busy {
            true => begun >= self.due,
            false => !is_same,
        };
        if !(is_asked || is_due) {
            return false;
        }
        self.written = Some(news);
        if store.peek(|all| self.write(all, wanted, chosen)).is_none() {
            // Nothing has run, or another experiment is set up.
            self.lines.clear();
            self.total = 0;
        }
        let now = BrowserClock.now();
        self.due = now + (now - begun).times(REST);
        true
    }

    fn write(&mut self, all: &Comparison, wanted: &LogQuery, chosen: Option<RequestIndex>) {
        self.lines.clear();
        self.total = 0;
        let lanes = all.lanes.iter().enumerate();
        let lanes = lanes.filter(|(place, _)| wanted.lane.is_none_or(|lane| lane == *place));
        self.is_told_by_frames = lanes
            .clone()
            .any(|(_, lane)| is_told_by_frames(&lane.heartbeat) && lane.started.is_some());
        if wanted.only_chosen && chosen.is_none() {
            return;
        }
        let filter = LogFilter {
            shown: wanted.shown,
            text: wanted.text.clone(),
            request: chosen.filter(|_| wanted.only_chosen),
        };
        for (place, lane) in lanes {
            let entries = log_of(&lane.run, &lane.heartbeat, &filter);
            self.total += entries.len();
            let room = MAX_LINES.saturating_sub(self.lines.len());
            let entries = entries.into_iter().take(room);
            self.lines.extend(entries.map(|entry| (place, entry)));
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
        let is_its = |line: &(usize, LogEntry)| line.1.request() == Some(index);
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
            let lane = all.lanes.get(*lane)?;
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
