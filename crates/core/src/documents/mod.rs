//! Documents, out and in: the experiment and the report, version 1. Field
//! names are camelCase with their units; later versions add fields and rename
//! none.

mod attempt_reader;
pub mod document_error;
pub mod environment;
pub mod experiment;
mod lane_reader;
pub mod lanes;
mod policy;
pub mod reader;
pub mod report;
pub mod report_reader;
mod request_reader;
pub mod workload;

use serde_json::Value;

/// The version of the documents this build writes, and the only one it reads.
pub const VERSION: u64 = 1;

/// An object with these fields, in this order.
fn object(fields: Vec<(&str, Value)>) -> Value {
    let named = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Value::Object(named.collect())
}
