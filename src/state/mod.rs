//! What the page knows and what can be done with it: the store, the commands, the memos.
//! What can be decided without a browser is decided in `playground_core::session`; here it
//! is given the present, and wired to signals. May import `browser`, the engine and the core.

mod announcements;
pub mod commands;
pub mod crash;
pub mod debug_log;
pub mod debug_mode;
mod diagnosis;
pub mod frame_loop;
mod lane_events;
mod lane_handles;
mod lesson_answer;
pub mod lesson_link;
pub mod lessons;
pub mod live_comparison;
pub mod memory;
pub mod parts;
pub mod pointer;
pub mod question;
mod reports;
pub mod request_detail;
pub mod row_order;
mod run_lane;
mod run_lanes;
pub mod store;
mod timing;
pub mod viewport_commands;
