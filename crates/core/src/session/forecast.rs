//! The expected time of each lane, before the experiment runs.

use crate::analysis::ideal::ideal_makespan;
use crate::experiment::Experiment;
use crate::experiment::plan::Plan;
use crate::experiment::planned_lane::PlannedLane;
use crate::units::Span;

/// The ideal makespan of each lane; `None` for a lane without a plan.
pub fn forecast(experiment: &Experiment) -> Vec<Option<Span>> {
    let plan = Plan::new(experiment.workload);
    let ideal = |lane: &PlannedLane| {
        let has_ideal = experiment.has_ideal(lane);
        has_ideal.then(|| ideal_makespan(&plan, &lane.policy(&experiment.policy), lane.strategy))
    };
    experiment.lanes.iter().map(ideal).collect()
}
