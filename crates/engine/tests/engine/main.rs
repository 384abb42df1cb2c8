//! The engine on a clock that is moved by hand, with scripted responses.

mod bursts;
mod cancel;
mod computing;
mod computing_fails;
mod expectations;
mod fail_fast;
mod failures;
mod gate;
mod hosts;
mod hosts_end;
mod ideal;
mod ideal_capacity;
mod limit;
mod lock;
mod retry;
mod strategies;
mod told_times;
