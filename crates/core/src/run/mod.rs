//! One execution of a lane: its events, folded into requests, attempts and outcomes.
//! May import `experiment`, `units` and `wording`.

pub mod at_servers;
pub mod browser_times;
pub mod deadline;
pub mod event;
mod execution;
pub mod flight_phases;
pub mod heartbeat;
mod illegal_event;
pub mod in_flight;
pub mod observations;
pub mod outcome;
pub mod progress;
pub mod queue;
pub mod replay;
pub mod request;
pub mod run_evidence;
pub mod unreachable;

pub use execution::Run;
pub use illegal_event::IllegalEvent;
