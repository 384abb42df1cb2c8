//! The analysis of a run: statistics, histograms, the ideal schedule, and the diagnosis of
//! failed requests. May import `run` and what that may.

pub mod diagnosis;
pub mod figure;
pub mod histogram;
pub mod ideal;
pub mod server_queue;
pub mod shortage;
pub mod speedup;
pub mod statistics;
