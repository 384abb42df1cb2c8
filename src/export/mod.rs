//! Documents, out and in: the experiment and the report, version 1. Field
//! names are camelCase with their units; later versions add fields and rename
//! none.

pub mod draft;
pub mod experiment;
pub mod reader;
pub mod refusal;
pub mod report;

/// The version of the documents this build writes, and the only one it reads.
pub const VERSION: u64 = 1;
