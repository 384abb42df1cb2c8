//! Time: the clock and its timers, frames, the speed of computing, and what the browser
//! measures and shows of time. It imports `document` alone.

pub mod clock;
pub mod computing;
pub mod frames;
pub mod performance;
pub mod performance_entries;
pub mod resource_timing;
mod sleepers;
pub mod turns;
pub mod user_timing;
