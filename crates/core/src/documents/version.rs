//! The version of the documents.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::json::{whole_number, written};

/// The version of the documents this build writes, and the only one it reads.
pub const VERSION: u64 = 1;

/// # Errors
/// The document is of another version.
pub(super) fn check_version(given: &Value) -> Result<(), DocumentError> {
    if whole_number(given) == Some(VERSION) {
        return Ok(());
    }
    Err(DocumentError::Version {
        given: written(given),
        read: VERSION,
    })
}
