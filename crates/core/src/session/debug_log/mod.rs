//! The debug log: the checkpoints of requests and warnings, lane after lane, filtered and
//! cut into the lines that are in sight.

pub mod checkpoint;
pub mod entry;
pub mod lines;
pub mod summary;
