//! Why a document is refused.

use std::fmt;

use crate::documents::VERSION;
use crate::experiment::ranges::SettingError;

/// Why a document was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// It is not JSON; what the parser said, with line and column.
    NotJson(String),
    /// A field holds what it must not.
    Setting(SettingError),
    /// A field nobody knows, and those that are known in its place.
    UnknownField { field: String, known: String },
    /// A field that has no default is missing.
    MissingField(String),
    /// What a part of a report tells contradicts itself.
    Contradiction { field: String, reason: String },
    /// A document of another version of the page.
    Version(String),
}

impl From<SettingError> for DocumentError {
    fn from(error: SettingError) -> Self {
        Self::Setting(error)
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(reason) => write!(
                f,
                "This is not a JSON document ({reason}). Check that it is complete."
            ),
            Self::Setting(error) => error.fmt(f),
            Self::UnknownField { field, known } => write!(
                f,
                "{field} is not a field of an experiment: it must be one of {known}."
            ),
            Self::MissingField(field) => write!(f, "{field} is missing."),
            Self::Contradiction { field, reason } => {
                write!(f, "{field} contradicts itself: {reason}.")
            }
            Self::Version(given) => write!(
                f,
                "version is {given}: this page reads version {VERSION}. \
                 Open the document with the version of the page that wrote it."
            ),
        }
    }
}

impl std::error::Error for DocumentError {}
