//! What a lesson's formulas are asked about: a plan under a patient policy.

use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::lessons::formula::FormulaInputs;

/// Longer than anything is planned to take.
const PATIENT: Policy = Policy {
    timeout_ms: 1_000_000,
    ..Policy::DEFAULT
};

pub fn on(plan: &Plan, strategy: Strategy) -> FormulaInputs<'_> {
    FormulaInputs {
        plan,
        policy: PATIENT,
        strategy,
        cores: 64,
    }
}

pub const fn limit(limit: u32) -> Strategy {
    Strategy::Concurrent { limit }
}
