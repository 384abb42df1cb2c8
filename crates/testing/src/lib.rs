//! What the test suites share: a clock that is moved by hand, a scripted `fetch`, a
//! driver that runs a lane on both, expectations about runs, and samples of
//! runs and reports. Only tests depend on it.

pub mod any_run;
pub mod computation;
pub mod drive;
pub mod expected_run;
pub mod formula_inputs;
pub mod lane_driver;
pub mod lanes;
pub mod manual_clock;
pub mod pinned_plan;
pub mod poll_loop;
pub mod random_run;
pub mod recorded;
pub mod refused;
pub mod reply;
pub mod reports;
pub mod samples;
pub mod scripted_fetch;
pub mod simulation;
pub mod urls;
