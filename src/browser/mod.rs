//! The browser's edge: the only home of web-sys, js-sys and gloo. Whatever
//! JavaScript hands over becomes a typed value here, or a typed problem.

pub mod abort;
pub mod answers;
mod blocking;
pub mod body;
pub mod canvas;
pub mod clock;
pub mod computing;
pub mod crash_screen;
pub mod documents;
pub mod environment;
pub mod errors;
pub mod fetch;
pub mod fetch_worker;
pub mod file_drop;
pub mod files;
pub mod frames;
pub mod keys;
pub mod lab_client;
pub mod lab_worker;
pub mod page;
pub mod performance_entries;
pub mod pointer;
pub mod probe;
pub mod resource_timing;
pub mod service_worker;
mod sleepers;
pub mod source;
pub mod storage;
pub mod target;
mod updating;
pub mod urls;
pub mod user_timing;
pub mod worker_fetch;
pub mod worker_message;
pub mod worker_pool;
