//! The experiment document, out and in, a file for each of its parts.

mod document;
mod lanes;
mod policy;
mod source;
mod workload;

pub use document::{read, read_recorded, to_json};
pub use lanes::read_lanes;
