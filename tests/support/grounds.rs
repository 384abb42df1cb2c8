//! What a lesson's formulas are asked about: a plan under a patient policy.

use fetch_playground::lessons::formula::Ground;
use fetch_playground::model::experiment::Policy;
use fetch_playground::model::plan::Plan;
use fetch_playground::model::strategy::Strategy;

/// Longer than anything is planned to take.
const PATIENT: Policy = Policy {
    timeout_ms: 1_000_000,
    ..Policy::DEFAULT
};

pub fn on(plan: &Plan, strategy: Strategy) -> Ground<'_> {
    Ground {
        plan,
        policy: PATIENT,
        strategy,
        cores: 64,
    }
}

pub const fn limit(limit: u32) -> Strategy {
    Strategy::Concurrent { limit }
}
