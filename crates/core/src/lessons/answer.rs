//! The answer to a lesson: what was foretold and what was measured, side by side.

use super::formula::FormulaInputs;
use super::lesson::{Check, Lesson};
use super::measure::Observed;
use crate::experiment::Experiment;
use crate::experiment::plan::Plan;
use crate::wording::decimal::format_short;

/// One thing that was foretold and measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The lane it is about; empty where it is about all of them.
    pub lane: String,
    pub measure: &'static str,
    /// With its numbers put in; empty where it is a number by itself.
    pub formula: String,
    pub foretold: String,
    /// How far off it may be; empty where not at all.
    pub within: String,
    pub measured: String,
    /// Whether the two agree, as nearly as the lesson promises.
    pub holds: bool,
}

/// All that this step and those before it can be checked by; what was not measured is
/// left out.
pub fn rows(lesson: &Lesson, step: usize, lanes: &[Observed<'_>], cores: u32) -> Vec<Row> {
    let experiment = lesson.experiment(step);
    let plan = Plan::new(experiment.workload);
    let steps = lesson.steps.iter().take(step + 1);
    steps
        .flat_map(|step| &step.checks)
        .filter_map(|check| row(check, &experiment, &plan, lanes, cores))
        .collect()
}

fn row(
    check: &Check,
    experiment: &Experiment,
    plan: &Plan,
    lanes: &[Observed<'_>],
    cores: u32,
) -> Option<Row> {
    let lane = experiment.lanes.get(check.lane)?;
    let ground = FormulaInputs {
        plan,
        policy: lane.policy(&experiment.policy),
        strategy: lane.strategy,
        cores,
    };
    let foretold = check.formula.value(&ground);
    let measured = check.measure.of(lanes, check.lane)?;
    let is_about_all = check.measure == super::measure::Measure::BestLimit;
    Some(Row {
        lane: match is_about_all {
            true => String::new(),
            false => lane.title(),
        },
        measure: check.measure.title(),
        formula: check.formula.words(&ground),
        foretold: format!(
            "{}{}",
            check.relation.words(),
            check.measure.words(foretold)
        ),
        within: match check.within > 0.0 {
            true => format!(" ± {} %", format_short(check.within * 100.0, 0)),
            false => String::new(),
        },
        measured: check.measure.words(measured),
        holds: check.holds(foretold, measured),
    })
}
