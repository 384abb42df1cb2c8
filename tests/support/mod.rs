//! What the native suites share: a clock moved by hand, a scripted `fetch`, a
//! driver that runs a lane on both, and a small language for expectations.

#![allow(dead_code, reason = "each suite uses its own part")]

pub mod expected_run;
pub mod lane_driver;
pub mod manual_clock;
pub mod pinned_plan;
pub mod samples;
pub mod scripted_fetch;
pub mod source_scan;
