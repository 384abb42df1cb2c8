//! What is made of a comparison: its report, its log, its entries in the profiler. May import
//! `run` and `store`.

pub mod debug_log;
pub mod debug_mode;
pub mod parts;
pub mod reports;
pub mod request_detail;
