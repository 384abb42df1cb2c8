//! The one runner behind every lane: [`lane::Lane`] runs a plan's requests under a
//! [`semaphore::ResizableSemaphore`], and a [`control::LaneControl`] steers it.
//!
//! It is asynchronous, but knows no browser: what sends a request and what tells the time
//! are given to it as [`ports`], so that tests script them. It depends on the core alone.

mod batches;
mod context;
pub mod control;
pub mod host_limits;
pub mod lane;
pub mod ports;
mod request;
mod run_lane;
pub mod semaphore;
