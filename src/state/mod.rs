//! What the page knows and what can be done with it: the store, the commands,
//! the memos. Views read and call; they keep nothing of their own.

pub mod arranging;
pub mod commands;
pub mod comparison;
pub mod crash;
pub mod debug_log;
pub mod debug_mode;
pub mod detail;
mod explaining;
pub mod failures;
pub mod figures;
pub mod lane_state;
pub mod lesson_link;
pub mod lesson_stage;
pub mod lessons;
pub mod live;
pub mod looking;
pub mod marks;
pub mod memory;
pub mod parts;
pub mod pointing;
pub mod question;
mod remarks;
mod report;
mod reports;
mod run_lane;
mod run_lanes;
mod spoken;
pub mod statistics;
pub mod store;
pub mod table;
mod timing;
pub mod viewport;
