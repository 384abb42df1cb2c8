//! The log of one lane: the checkpoints of its requests, and warnings of times in which the
//! page did not respond, in the order of time.

use crate::form::search_term::{SearchTerm, contains_ignoring_case};
use crate::run::Run;
use crate::run::heartbeat::{Freeze, Heartbeat};
use crate::run::outcome::Outcome;
use crate::session::debug_log::checkpoint::{Checkpoint, CheckpointKind};
use crate::units::{InOrder, RequestIndex, TimePoint};
use crate::wording::numbers::format_span;

/// One entry of the log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LogEntry {
    /// A task kept the page's thread busy for 50 ms or more.
    LongTask(Freeze),
    /// The page had no frame for as long; used where the browser does not report tasks.
    NoFrame(Freeze),
    Checkpoint(Checkpoint),
}

/// The kinds of entries to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogKinds {
    #[default]
    All,
    Only(CheckpointKind),
    /// Attempts that failed, whether or not another followed.
    Failures,
    Warnings,
}

/// The entries to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    pub kinds: LogKinds,
    /// What the user typed: a number is a request's index or a status, anything else is a part
    /// of the entry's text.
    pub text: String,
    /// Only this request; `None` for all requests and warnings.
    pub request: Option<RequestIndex>,
}

impl LogEntry {
    pub const fn at(&self) -> TimePoint {
        match self {
            Self::LongTask(freeze) | Self::NoFrame(freeze) => freeze.from,
            Self::Checkpoint(checkpoint) => checkpoint.at,
        }
    }

    pub const fn request(&self) -> Option<RequestIndex> {
        match self {
            Self::Checkpoint(checkpoint) => Some(checkpoint.request),
            Self::LongTask(_) | Self::NoFrame(_) => None,
        }
    }

    pub const fn is_warning(&self) -> bool {
        !matches!(self, Self::Checkpoint(_))
    }

    pub fn outcome(&self, run: &Run) -> Option<Outcome> {
        match self {
            Self::Checkpoint(checkpoint) => checkpoint.outcome(run),
            Self::LongTask(_) | Self::NoFrame(_) => None,
        }
    }

    /// The entry's text.
    pub fn label(&self, run: &Run) -> String {
        match self {
            Self::Checkpoint(checkpoint) => checkpoint.label(run),
            Self::LongTask(freeze) => {
                let span = format_span(freeze.length());
                format!("Warning: one task kept the page's thread busy for {span}")
            }
            Self::NoFrame(freeze) => {
                let span = format_span(freeze.length());
                format!("Warning: the page had no frame for {span}")
            }
        }
    }
}

/// Whether warnings are gaps between frames: not every browser and not every report has the
/// long tasks.
pub fn warns_by_frames(heartbeat: &Heartbeat) -> bool {
    match heartbeat.long_tasks() {
        Some(count) => count > 0 && heartbeat.long_task_spans().is_empty(),
        None => true,
    }
}

/// The filtered entries of a lane, in the order of time; at the same time warnings come first,
/// then requests by index, each in the order of its life.
pub fn log_of(run: &Run, heartbeat: &Heartbeat, filter: &LogFilter) -> Vec<LogEntry> {
    let typed = SearchTerm::new(&filter.text);
    let mut entries = Vec::new();
    let mut take = |entry: LogEntry| {
        if is_shown(&entry, run, filter.kinds) && finds(typed, &entry, run) {
            entries.push(entry);
        }
    };
    if filter.request.is_none() {
        if warns_by_frames(heartbeat) {
            for freeze in heartbeat.freezes() {
                take(LogEntry::NoFrame(*freeze));
            }
        } else {
            for task in heartbeat.long_task_spans() {
                take(LogEntry::LongTask(*task));
            }
        }
    }
    for (index, record) in (0..).map(RequestIndex).zip(run.requests()) {
        if filter.request.is_none_or(|request| request == index) {
            Checkpoint::each_of(index, record, |it| take(LogEntry::Checkpoint(it)));
        }
    }
    entries.sort_unstable_by_key(|entry| {
        let checkpoint = match entry {
            LogEntry::Checkpoint(checkpoint) => Some(checkpoint.order()),
            LogEntry::LongTask(_) | LogEntry::NoFrame(_) => None,
        };
        (InOrder(entry.at()), checkpoint)
    });
    entries
}

fn is_shown(entry: &LogEntry, run: &Run, kinds: LogKinds) -> bool {
    match (kinds, entry) {
        (LogKinds::All, _) => true,
        (LogKinds::Only(kind), LogEntry::Checkpoint(checkpoint)) => checkpoint.kind == kind,
        (LogKinds::Failures, LogEntry::Checkpoint(checkpoint)) => {
            let outcome = checkpoint.outcome(run);
            outcome.is_some_and(|outcome| outcome.kind().is_failure())
        }
        (LogKinds::Warnings, entry) => entry.is_warning(),
        (LogKinds::Only(_) | LogKinds::Failures, _) => false,
    }
}

fn finds(typed: SearchTerm<'_>, entry: &LogEntry, run: &Run) -> bool {
    match (typed, entry) {
        (SearchTerm::Nothing, _) => true,
        (SearchTerm::Text(words), entry) => contains_ignoring_case(&entry.label(run), words),
        (SearchTerm::Number(number), LogEntry::Checkpoint(checkpoint)) => {
            checkpoint.request.0 == number || checkpoint.status(run).map(u32::from) == Some(number)
        }
        (SearchTerm::Number(_), _) => false,
    }
}
