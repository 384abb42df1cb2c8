//! Documents, out and in, version 1. Field names are camelCase with their units; later
//! versions add fields and rename none. May import every subject but `form`, `lab`,
//! `lessons`, `session` and `timeline`.
//!
//! - [`experiment`]: what to run.
//! - [`report`]: what was run, where, and how every request ended.
//! - [`json`]: JSON objects, taken apart and put together.
//! - [`text_encoding`]: how a file's text is encoded.

pub mod document_error;
pub mod experiment;
pub mod json;
pub mod report;
pub mod text_encoding;
mod version;

pub use version::VERSION;
