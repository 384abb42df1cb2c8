//! Why there is no report, and what the user can do.

use std::fmt;

use leptos::wasm_split::SplitLoaderError;

use crate::browser::fetch::source::SourceProblem;
use crate::state::store::Store;
use playground_core::documents::document_error::DocumentError;
use playground_core::experiment::ranges::SettingError;
use playground_core::session::report_size::ReportTooLong;

/// Why there is no report. Except after a crash and where a part of the page could not be
/// loaded, nothing was sent.
#[derive(Clone, Debug, PartialEq)]
pub enum RunError {
    /// Another comparison is running.
    Busy,
    /// A setting is invalid.
    Setting(SettingError),
    /// The document is invalid.
    Refused(DocumentError),
    /// The source is not available. `advice`: what follows the problem, if anything.
    Source {
        problem: SourceProblem,
        advice: String,
    },
    /// The user did not allow it to send to third-party servers.
    Declined,
    /// ■ was pressed before the source responded.
    Stopped,
    /// The page's program crashed while it ran.
    Crashed,
    /// The part of the page that is needed could not be loaded.
    PartMissing,
    /// No report has this handle, or it was discarded since.
    UnknownReport,
    /// A file that cannot be read, or is too long.
    Unreadable,
    /// The browser did not let the page save a file.
    NotSaved,
    /// The report is too long to be saved or opened.
    ReportTooLong(ReportTooLong),
    /// Another run began, or another report was opened, while a report was written.
    SaveInterrupted,
}

impl From<SplitLoaderError> for RunError {
    fn from(_: SplitLoaderError) -> Self {
        Self::PartMissing
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str(
                "Another experiment is running. Wait until it ends, or stop it with ■ Stop, and \
                 run again.",
            ),
            Self::Setting(error) => error.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Source { problem, advice } => {
                let gap = if advice.is_empty() { "" } else { " " };
                write!(f, "{problem}{gap}{advice}")
            }
            Self::Declined => f.write_str(
                "Nothing was sent. Run again and allow the requests to these servers, or remove \
                 them from the list.",
            ),
            Self::Stopped => {
                f.write_str("Stopped before anything was sent. Press ▶ Run all to run.")
            }
            Self::Crashed => f.write_str(
                "The page's program crashed, and there is no report. Reload the page and run again.",
            ),
            Self::PartMissing => f.write_str(PART_MISSING),
            Self::UnknownReport => f.write_str(
                "This handle belongs to no report that the page has in memory: it keeps the last \
                 8. Read the report first: await wasmBindings.readReport(document).",
            ),
            Self::Unreadable => f.write_str(
                "That file cannot be read: a report is JSON text of at most 200 MB.",
            ),
            Self::ReportTooLong(too_long) => too_long.fmt(f),
            Self::SaveInterrupted => f.write_str(
                "Nothing was saved: something else was run or opened meanwhile. Save again when \
                 nothing runs.",
            ),
            Self::NotSaved => f.write_str(
                "The browser did not let this page save a file. Allow downloads for this site, and \
                 save again.",
            ),
        }
    }
}

/// The message for a part of the page that could not be loaded.
pub const PART_MISSING: &str = "A part of the page could not be loaded: the network or the page's \
     server is not available, or there is a newer build. Reload the page when nothing runs.";

/// Shows on the page why there is no report; a crash shows its own message.
pub fn notify_error(store: Store, reason: &RunError) {
    if *reason != RunError::Crashed {
        let is_intended = matches!(reason, RunError::Stopped | RunError::Declined);
        store.notify(reason.to_string(), !is_intended);
    }
}
