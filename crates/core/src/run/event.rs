//! The events that the engine reports while a lane runs. Every bar on screen comes from
//! them, and from nothing else.

use crate::named::named_enum;
use crate::run::browser_times::BrowserTimes;
use crate::run::outcome::{CancelledBy, NetworkCause, Outcome};
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
    /// The browser told what an attempt spent its time on; that may be late, even after
    /// the end.
    Timed(RequestIndex, AttemptNumber, BrowserTimes),
    /// Asking once more has shown why a request failed; that, too, may be after the end.
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
    /// The response came; when its head did is not known.
    Answered { status: u16 },
    /// The response asks to wait so long before another attempt (`Retry-After`).
    AskedToWait { wait: Span },
    /// More of the body came.
    Received { total_bytes: u64 },
    /// All is there, and it waits for its thread to compute.
    Read,
    /// Its thread computes, and does nothing else.
    Computing,
    /// The result is there.
    Computed { found: u32 },
    /// The attempt failed, and the request backs off before the next; a wait of zero means
    /// that it retries immediately.
    BackedOff { outcome: Outcome, wait: Span },
    /// The last attempt ended.
    Ended(Outcome),
    /// It was ended from outside, at whatever stage it was.
    Cancelled(CancelledBy),
}

impl Step {
    /// What happened to the request, in words that follow "it was".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Dispatched => "dispatched",
            Self::Responded { .. } | Self::Answered { .. } | Self::AskedToWait { .. } => {
                "responded to"
            }
            Self::Received { .. } | Self::Read => "received",
            Self::Computing | Self::Computed { .. } => "computed",
            Self::BackedOff { .. } => "backed off",
            Self::Ended(_) => "ended",
            Self::Cancelled(_) => "cancelled",
        }
    }
}

named_enum! {
    /// How a run ended.
    pub enum Ending {
        /// Every request ran to its own outcome.
        Completed { name: "completed" }
        /// ■ was pressed.
        Stopped { name: "stopped" }
        /// A request failed under *fail fast*.
        FailedFast { name: "failedFast" }
        /// The page's program crashed.
        Crashed { name: "crashed" }
        /// The browser gave the page no workers, and nothing was sent.
        NoWorkers { name: "noWorkers" }
    }
}
