//! What the engine reports while a lane runs. Every bar on screen comes from
//! these, and from nothing else.

use std::fmt;

use crate::run::browser_times::BrowserTimes;
use crate::run::outcome::{CancelledBy, NetworkCause, Outcome};
use crate::run::request::IllegalStep;
use crate::units::{AttemptNumber, RequestIndex, Span, TimePoint};

/// Something that happened in a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunEvent {
    pub at: TimePoint,
    pub kind: RunEventKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RunEventKind {
    /// One request went one step on.
    Request(RequestIndex, Step),
    /// The browser told what an attempt spent its time on; it does so in its own
    /// time, also after the end.
    Timed(RequestIndex, AttemptNumber, BrowserTimes),
    /// Asking once more has shown why a request failed; that, too, may be known
    /// after the end only.
    Explained(RequestIndex, NetworkCause),
    /// The limit was changed while the lane ran.
    LimitChanged(u32),
    /// Nothing more will happen.
    Finished(Ending),
}

/// A step in a request's life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// It joined the queue for a permit.
    Queued,
    /// It got a permit, and `fetch` was called.
    Dispatched,
    /// The response's head came.
    Responded { status: u16 },
    /// The response came, and when its head did is not known.
    Answered { status: u16 },
    /// More of the body came.
    Received { total_bytes: u64 },
    /// All is there, and it waits for its thread to compute.
    Read,
    /// Its thread computes, and does nothing else.
    Computing,
    /// The result is there.
    Computed { found: u32 },
    /// The attempt failed, and the request backs off before the next; not where it is to
    /// wait for nothing.
    BackedOff { outcome: Outcome, wait: Span },
    /// The last attempt ended.
    Ended(Outcome),
    /// It was ended from outside, wherever it stood.
    Cancelled(CancelledBy),
}

impl Step {
    /// What happened to the request, in words that follow "it was".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Dispatched => "dispatched",
            Self::Responded { .. } | Self::Answered { .. } => "responded to",
            Self::Received { .. } | Self::Read => "received",
            Self::Computing | Self::Computed { .. } => "computed",
            Self::BackedOff { .. } => "backed off",
            Self::Ended(_) => "ended",
            Self::Cancelled(_) => "cancelled",
        }
    }
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every request ran to its own outcome.
    Completed,
    /// ■ was pressed.
    Stopped,
    /// A request failed under *fail fast*.
    FailedFast,
    /// The page's program crashed.
    Crashed,
    /// The browser gave the page no workers, and nothing was sent.
    NoWorkers,
}

impl Ending {
    pub const ALL: [Self; 5] = [
        Self::Completed,
        Self::Stopped,
        Self::FailedFast,
        Self::Crashed,
        Self::NoWorkers,
    ];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Stopped => "stopped",
            Self::FailedFast => "failedFast",
            Self::Crashed => "crashed",
            Self::NoWorkers => "noWorkers",
        }
    }
}

/// An event that contradicts what is known of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IllegalEvent {
    UnknownRequest(RequestIndex),
    /// Times of an attempt that was never sent.
    UnknownAttempt(RequestIndex, AttemptNumber),
    /// The cause of a failure that there was not, or whose cause was known.
    NothingToExplain(RequestIndex),
    Step(RequestIndex, IllegalStep),
    /// Something happened after the end.
    AfterTheEnd,
    /// The run ended, and so many requests had no outcome.
    Unfinished(u32),
}

impl fmt::Display for IllegalEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownRequest(index) => write!(f, "the run has no request {index}"),
            Self::UnknownAttempt(index, attempt) => {
                write!(
                    f,
                    "request {index} was never sent for attempt {}",
                    attempt.0
                )
            }
            Self::NothingToExplain(index) => {
                write!(f, "request {index} did not fail for an unknown cause")
            }
            Self::Step(index, illegal) => write!(f, "request {index}: {illegal}"),
            Self::AfterTheEnd => write!(f, "the run had already ended"),
            Self::Unfinished(open) => write!(f, "the run ended with {open} requests open"),
        }
    }
}

impl std::error::Error for IllegalEvent {}
