//! The answer to a lesson: predicted and measured values, side by side.

use super::formula::FormulaInputs;
use super::lesson::{Check, Lesson};
use super::measure::{Measure, Observed};
use super::question::{Guess, Question, Verdict};
use crate::experiment::Experiment;
use crate::experiment::plan::Plan;
use crate::wording::numbers::format_percent;

/// The lane that one is compared with, in a sentence.
const ANOTHER_LANE: &str = "another lane";

/// One check: what was predicted and what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerRow {
    /// The title of the lane it is about; empty if it is about all of them.
    pub lane: String,
    pub measure: Measure,
    /// The formula with its numbers; empty if it is a constant.
    pub formula: String,
    pub predicted: String,
    /// The tolerance; empty if the values must be equal.
    pub within: String,
    pub measured: String,
    /// Whether the two agree within the lesson's tolerance, or why they are not compared.
    pub holds: Result<bool, String>,
}

/// The checks of this step and of those before it; those whose measure is not available
/// are left out.
pub fn answer_rows(
    lesson: &Lesson,
    step: usize,
    lanes: &[Observed<'_>],
    cores: u32,
) -> Vec<AnswerRow> {
    let experiment = lesson.experiment(step);
    let plan = Plan::new(experiment.workload);
    checks(lesson, step)
        .filter_map(|check| row(check, &experiment, &plan, lanes, cores))
        .collect()
}

/// The verdict on a guess; `None` if what the question asks for is not available.
pub fn verdict(
    lesson: &Lesson,
    step: usize,
    lanes: &[Observed<'_>],
    cores: u32,
    guess: Option<Guess>,
) -> Option<Verdict> {
    let Question { lane, measure, .. } = lesson.question;
    if let Some(reason) = measure.no_comparison(lanes, lane) {
        let reason = reason.label(ANOTHER_LANE);
        return Some(Verdict {
            is_right: None,
            text: format!("This run gives no answer ({reason}). Run it again."),
        });
    }
    let measured = measure.value(lanes, lane)?;
    let mut verdict = lesson.question.judge(guess, measured);
    let experiment = lesson.experiment(step);
    let plan = Plan::new(experiment.workload);
    let is_off = checks(lesson, step)
        .filter(|check| check.lane == lane && check.measure == measure)
        .filter_map(|check| row(check, &experiment, &plan, lanes, cores))
        .any(|row| row.holds == Ok(false));
    if measure.is_time() && is_off {
        // A guess must not be wrong only because the machine was busy, or the browser slow.
        verdict.is_right = None;
        verdict.text += " That is outside this lesson's tolerance: another program keeps this \
                         machine busy, or this browser is slower than the lesson allows for. Run \
                         it again, or in another browser.";
    }
    Some(verdict)
}

/// The value that answers the question, in ms or as a count; `None` if nothing does.
pub fn measured(question: &Question, lanes: &[Observed<'_>]) -> Option<f64> {
    let Question { lane, measure, .. } = *question;
    let value = measure.value(lanes, lane);
    value.filter(|_| measure.no_comparison(lanes, lane).is_none())
}

/// The checks of this step and of those before it.
fn checks(lesson: &Lesson, step: usize) -> impl Iterator<Item = &Check> {
    let steps = lesson.steps.iter().take(step + 1);
    steps.flat_map(|step| &step.checks)
}

fn row(
    check: &Check,
    experiment: &Experiment,
    plan: &Plan,
    lanes: &[Observed<'_>],
    cores: u32,
) -> Option<AnswerRow> {
    let lane = experiment.lanes.get(check.lane)?;
    let inputs = FormulaInputs {
        plan,
        policy: lane.policy(&experiment.policy),
        strategy: lane.strategy,
        cores,
    };
    let predicted = check.formula.value(&inputs);
    let measured = check.measure.value(lanes, check.lane)?;
    let is_about_all = check.measure == Measure::BestLimit;
    Some(AnswerRow {
        lane: if is_about_all {
            String::new()
        } else {
            lane.title()
        },
        measure: check.measure,
        formula: check.formula.label(&inputs),
        predicted: format!(
            "{}{}",
            check.relation.label(),
            check.measure.label(predicted)
        ),
        within: if check.within > 0.0 {
            format!(" ± {}", format_percent(check.within * 100.0))
        } else {
            String::new()
        },
        measured: check.measure.label(measured),
        holds: match check.measure.no_comparison(lanes, check.lane) {
            Some(reason) => Err(reason.label(ANOTHER_LANE)),
            None => Ok(check.holds(predicted, measured)),
        },
    })
}
