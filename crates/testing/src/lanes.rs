//! Strategies by thread, and their ideal makespans.

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::Workload;

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
