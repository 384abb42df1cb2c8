//! What a run amounts to: statistics, histograms, the ideal schedule, requests in flight
//! over time, and why requests failed. May import `run` and what that may.

pub mod diagnosis;
pub mod figure;
pub mod histogram;
pub mod ideal;
pub mod server_queue;
pub mod statistics;
