//! Lanes by their kind, and what they should take.

use fetch_playground::model::experiment::Policy;
use fetch_playground::model::ideal::ideal_makespan;
use fetch_playground::model::plan::Plan;
use fetch_playground::model::strategy::Strategy;
use fetch_playground::model::workload::Workload;

pub fn ideal_ms(workload: Workload, policy: &Policy, strategy: Strategy) -> f64 {
    ideal_makespan(&Plan::new(workload), policy, strategy).ms()
}

/// A lane on the page's one thread.
pub const fn page(limit: u32) -> Strategy {
    Strategy::Concurrent { limit }
}

pub const fn threads(workers: u32) -> Strategy {
    Strategy::Threads { workers }
}
