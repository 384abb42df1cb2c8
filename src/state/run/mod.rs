//! Running a comparison: its lanes one after the other, from the permission to the diagnosis of
//! failures. May import `store`, `live_comparison` and `crash`.

pub mod announcements;
pub mod diagnosis;
pub mod frame_loop;
pub mod lane_events;
pub mod lane_handles;
pub mod permission;
pub mod question;
pub mod run_error;
pub mod run_lane;
pub mod run_lanes;
pub mod source_advice;
pub mod timing;
