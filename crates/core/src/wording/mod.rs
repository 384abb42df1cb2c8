//! The sentences about outcomes, names of characters, and every number format of the page. May import
//! `experiment`, `lab` and `run`.

pub mod characters;
pub mod explain;
mod explain_status;
pub mod explain_unreachable;
pub mod number_input;
pub mod numbers;
