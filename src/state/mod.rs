//! What the page knows and what can be done with it: the store, the commands,
//! the memos. Views read and call; they keep nothing of their own.

mod announcements;
pub mod commands;
pub mod comparison;
pub mod crash;
pub mod debug_log;
pub mod debug_mode;
pub mod detail;
mod diagnosis;
pub mod failures;
pub mod figures;
pub mod lane_state;
mod lesson_answer;
pub mod lesson_link;
mod lesson_stage;
pub mod lessons;
pub mod live;
pub mod marks;
pub mod memory;
pub mod parts;
pub mod pointer;
pub mod question;
mod remarks;
mod report;
mod reports;
pub mod row_order;
mod run_lane;
mod run_lanes;
pub mod statistics;
pub mod store;
pub mod table;
mod timing;
pub mod viewport;
pub mod viewport_commands;
