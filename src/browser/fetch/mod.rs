//! The engine's `Fetch`: where requests go, how they are sent (awaited or blocking on the
//! page, or by workers), their bodies and follow-ups, and what is kept of responses. It
//! imports all folders but `canvas`.

pub mod abort;
mod awaited;
mod blocking;
pub mod body;
pub mod browser_fetch;
pub mod follow_up;
pub mod probe;
pub mod requests;
pub mod responses;
pub mod source;
pub mod target;
mod update;
pub mod worker_fetch;
mod worker_lease;
