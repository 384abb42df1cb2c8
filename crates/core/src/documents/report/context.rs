//! What an attempt of a report is read with, and where it is in the document.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::json::written;
use crate::experiment::policy::Policy;
use crate::experiment::ranges::SettingError;
use crate::experiment::source::Source;
use crate::units::Span;

/// The lane that a request is read for.
pub(super) struct LaneContext<'a> {
    pub source: &'a Source,
    pub policy: Policy,
    /// How much the clocks of its threads may differ.
    pub skew: Span,
}

/// The position of an attempt in the document.
#[derive(Clone, Copy)]
pub(super) struct DocumentPath {
    pub lane: usize,
    pub request: usize,
    /// Its position in the list of attempts; `None` for the request itself.
    pub attempt: Option<usize>,
}

impl DocumentPath {
    pub fn path_of(self, name: &str) -> String {
        let Self { lane, request, .. } = self;
        match self.attempt {
            Some(attempt) => {
                format!("lanes[{lane}].requests[{request}].attempts[{attempt}].{name}")
            }
            None => format!("lanes[{lane}].requests[{request}].{name}"),
        }
    }

    pub fn refuse(self, name: &str, given: &Value, expected: &str) -> DocumentError {
        SettingError::new(&self.path_of(name), &written(given), expected).into()
    }

    pub fn missing(self, name: &str) -> DocumentError {
        DocumentError::MissingField(self.path_of(name))
    }
}
