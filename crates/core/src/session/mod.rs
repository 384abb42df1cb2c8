//! The view model: what the page shows of a comparison, as plain values. May import
//! everything in the core.

pub mod checkpoint;
pub mod debug_log;
pub mod user_timing;
