//! The sentences about outcomes, and every number format of the page. May import
//! `experiment` and `run`.

pub mod explain;
mod explain_status;
pub mod numbers;
