//! Inputs for a lesson's formulas: a plan under a policy with a long timeout.

use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::lessons::formula::FormulaInputs;

/// The timeout is longer than any planned request.
const LONG_TIMEOUT: Policy = Policy {
    timeout_ms: 1_000_000,
    ..Policy::DEFAULT
};

pub fn inputs(plan: &Plan, strategy: Strategy) -> FormulaInputs<'_> {
    FormulaInputs {
        plan,
        policy: LONG_TIMEOUT,
        strategy,
        cores: 64,
    }
}

pub const fn limit(limit: u32) -> Strategy {
    Strategy::Concurrent { limit }
}
