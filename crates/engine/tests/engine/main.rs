//! The engine on a clock that is moved by hand, with scripted responses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so"
)]

mod batches;
mod bursts;
mod busy_page;
mod cancel;
mod computing;
mod computing_fails;
mod expectations;
mod fail_fast;
mod failures;
mod hosts;
mod hosts_end;
mod ideal;
mod ideal_capacity;
mod limit;
mod lock;
mod reported_times;
mod retry;
mod semaphore;
mod strategies;
