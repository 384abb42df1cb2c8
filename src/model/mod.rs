//! What an experiment is and what became of it: plain values and pure
//! functions. Nothing here awaits, and nothing here knows a browser, so all of
//! it is tested natively and gives the same answer on every machine.

pub mod browser_times;
pub mod checkpoint;
pub mod computation;
pub mod debug_log;
pub mod decimal;
pub mod event;
pub mod experiment;
pub mod explain;
pub mod figure;
pub mod heartbeat;
pub mod histogram;
pub mod ideal;
pub mod in_flight;
pub mod inquiry;
pub mod outcome;
pub mod plan;
pub mod planned_lane;
pub mod policy;
pub mod presets;
pub mod progress;
pub mod queue;
pub mod random;
pub mod ranges;
pub mod replay;
pub mod request;
pub mod retry;
pub mod run;
pub mod server_queue;
pub mod source;
pub mod stats;
pub mod strategy;
pub mod typed;
pub mod units;
pub mod url;
pub mod url_list;
pub mod user_timing;
pub mod workload;
