//! The reasons why a document is refused.

use std::fmt;

use crate::experiment::ranges::SettingError;

/// The reason why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// It is not JSON; the parser's message, with line and column.
    NotJson(String),
    /// A field has a value that is not accepted.
    Setting(SettingError),
    /// A field that does not exist, and those that do.
    UnknownField { field: String, known: String },
    /// A field that has no default is missing.
    MissingField(String),
    /// A part of a report contradicts itself.
    Contradiction { field: String, reason: String },
    /// A document of another version.
    Version { given: String, read: u64 },
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
                "{field} is not a known field: it must be one of {known}."
            ),
            Self::MissingField(field) => write!(f, "{field} is missing."),
            Self::Contradiction { field, reason } => {
                write!(f, "{field} contradicts itself: {reason}.")
            }
            Self::Version { given, read } => write!(
                f,
                "version is {given}: this page reads version {read}. \
                 Open the document with the version of the page that wrote it."
            ),
        }
    }
}

impl std::error::Error for DocumentError {}
