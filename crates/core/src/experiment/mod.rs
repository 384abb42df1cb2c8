//! What to run, complete and repeatable: the workload, the policy, the strategies of its
//! lanes, and the plan that the seed makes of them. May import `units` and `wording`.

pub mod computation;
mod definition;
pub mod origin;
pub mod plan;
pub mod planned_lane;
pub mod policy;
pub mod presets;
pub mod random;
pub mod ranges;
pub mod refused_line;
pub mod refused_port;
pub mod retry;
pub mod retry_after;
pub mod source;
pub mod status;
pub mod strategy;
pub mod url;
pub mod url_line;
pub mod url_list;
pub mod workload;

pub use definition::Experiment;
pub use policy::{Backoff, Lock, OnError, Policy, PolicyOverrides};
