//! Why there is no report, and what to do about it.

use std::fmt;

use leptos::wasm_split::SplitLoaderError;

use crate::browser::fetch::source::SourceProblem;
use crate::state::store::Store;
use playground_core::documents::document_error::DocumentError;
use playground_core::experiment::ranges::SettingError;

/// Why there is no report. But for a crash, and a part of the page that did not come after
/// all, nothing has been sent then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunError {
    /// Another comparison is running.
    Busy,
    /// The settings hold what they must not.
    Setting(SettingError),
    Refused(DocumentError),
    /// The source is not to be had.
    Source(SourceProblem),
    /// The user did not let it send to hosts of other people.
    Declined,
    /// ■ was pressed before the source had answered.
    Stopped,
    /// The page's program crashed while it ran.
    Crashed,
    /// The part of the page that is needed for it could not be loaded.
    PartMissing,
    /// No report was read under this number, or it is forgotten.
    UnknownReport,
    /// A file that cannot be read, or is too long.
    Unreadable,
    /// The browser does not let the page save a file.
    NotSaved,
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
                "Another experiment is running. Wait for its end, or stop it with ■ Stop, and \
                 run again.",
            ),
            Self::Setting(error) => error.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Source(problem) => problem.fmt(f),
            Self::Declined => f.write_str(
                "Nothing was sent. Run it again and allow it to send to these hosts, or take them \
                 out of the list.",
            ),
            Self::Stopped => {
                f.write_str("Stopped before anything was sent. Press ▶ Run all to run.")
            }
            Self::Crashed => f.write_str(
                "The page's program crashed, and there is no report. Reload the page and run again.",
            ),
            Self::PartMissing => f.write_str(PART_MISSING),
            Self::UnknownReport => f.write_str(
                "That is no report the page has read, or it has read others since. Read it first: \
                 await wasmBindings.readReport(document).",
            ),
            Self::Unreadable => f.write_str(
                "That file cannot be read here: reports are JSON text, of 200 MB at most.",
            ),
            Self::NotSaved => f.write_str(
                "The browser did not let this page save a file. Allow downloads for this site, and \
                 save again.",
            ),
        }
    }
}

/// What is said where a part of the page that is loaded later does not come.
pub const PART_MISSING: &str = "A part of the page did not come: the network or the server it is \
     loaded from is away, or there is a newer build. Reload the page when no run is under way.";

/// Says on the page why there is no report; a crash has said so itself.
pub fn notify_error(store: Store, reason: &RunError) {
    if *reason != RunError::Crashed {
        let wished = matches!(reason, RunError::Stopped | RunError::Declined);
        store.notify(reason.to_string(), !wished);
    }
}
