//! What the page knows and what can be done with it: the store, the commands,
//! the memos. Views read and call; they keep nothing of their own.

pub mod commands;
pub mod comparison;
pub mod crash;
pub mod detail;
mod explaining;
pub mod failures;
pub mod figures;
pub mod live;
pub mod memory;
pub mod question;
mod remarks;
mod report;
mod reports;
mod run_lane;
mod run_lanes;
pub mod store;
mod timing;
