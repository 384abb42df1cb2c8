//! Events that a run refuses.

use std::fmt;

use crate::run::request::IllegalStep;
use crate::units::{AttemptNumber, RequestIndex};
use crate::wording::numbers::format_count;

/// An event that contradicts the run's earlier events.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IllegalEvent {
    UnknownRequest(RequestIndex),
    /// Times of an attempt that was never sent.
    UnknownAttempt(RequestIndex, AttemptNumber),
    /// The cause of a failure where there was no failure, or its cause was known.
    NothingToExplain(RequestIndex),
    Step(RequestIndex, IllegalStep),
    /// Something happened after the end.
    AfterTheEnd,
    /// The run ended, and this many requests had no outcome.
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
            Self::Unfinished(open) => {
                let open = format_count((*open).into(), "request", "requests");
                write!(f, "the run ended with {open} open")
            }
        }
    }
}

impl std::error::Error for IllegalEvent {}
