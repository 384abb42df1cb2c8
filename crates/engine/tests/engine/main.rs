//! The engine on a clock that is moved by hand, with scripted responses.

mod bursts;
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
