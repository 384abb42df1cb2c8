//! A lesson, as read from its document.

use super::formula::Formula;
use super::glossary::Term;
use super::measure::Measure;
use super::question::Question;
use crate::experiment::Experiment;
use crate::experiment::planned_lane::PlannedLane;
use crate::named::Named;

/// A claim, a question, an experiment in steps, and checks. All text is shown as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The name in links.
    pub id: String,
    pub title: String,
    /// The claim, in one sentence.
    pub claim: String,
    /// What a student must know before guessing, in two to four sentences.
    pub text: Vec<String>,
    /// The program that the lesson is about; may be empty.
    pub code: String,
    /// What the lesson simplifies; may be empty.
    pub simplified: String,
    /// Terms that are explained beside the lesson.
    pub terms: Vec<Term>,
    /// Whether a lab server must run beside the page.
    pub needs_server: bool,
    /// Published figures, if the lesson is about them.
    pub table: Option<Table>,
    pub question: Question,
    /// The first step is the lesson's run; each other step is one more press.
    pub steps: Vec<Step>,
    /// The experiment without its lanes, which the steps add.
    pub(super) base: Experiment,
}

/// One press: it runs its lanes beside those of the steps before.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The button's text; empty for the first step.
    pub press: String,
    /// The changed program; may be empty.
    pub code: String,
    pub lanes: Vec<PlannedLane>,
    pub checks: Vec<Check>,
    /// The explanation after the run.
    pub why: Vec<String>,
}

/// A measured quantity compared with the formula that predicts it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// The lane's index over all steps.
    pub lane: usize,
    pub measure: Measure,
    pub relation: Relation,
    pub formula: Formula,
    /// The tolerance, as a share of the predicted value.
    pub within: f64,
}

/// How the measured value must relate to the predicted one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    #[default]
    Equal,
    AtLeast,
    AtMost,
}

impl Named for Relation {
    const ALL: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        self.name()
    }
}

impl Relation {
    pub const ALL: [Self; 3] = [Self::Equal, Self::AtLeast, Self::AtMost];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::AtLeast => "atLeast",
            Self::AtMost => "atMost",
        }
    }

    /// Text to print before the predicted value.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::AtLeast => "at least ",
            Self::AtMost => "at most ",
        }
    }
}

impl Check {
    /// Whether the measured value agrees with the predicted one. Rounding errors of sums
    /// never decide.
    pub fn holds(&self, predicted: f64, measured: f64) -> bool {
        const EPSILON: f64 = 1e-6;
        let slack = predicted * self.within + EPSILON;
        let is_enough = measured >= predicted - slack;
        let is_no_more = measured <= predicted + slack;
        match self.relation {
            Relation::Equal => is_enough && is_no_more,
            Relation::AtLeast => is_enough,
            Relation::AtMost => is_no_more,
        }
    }
}

/// Published figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Lesson {
    /// The experiment up to this step: its lanes beside those of the steps before.
    pub fn experiment(&self, step: usize) -> Experiment {
        let steps = self.steps.iter().take(step + 1);
        Experiment {
            lanes: steps.flat_map(|step| step.lanes.clone()).collect(),
            ..self.base.clone()
        }
    }

    /// The step whose experiment this is; `None` if the experiment is not the lesson's.
    pub fn step_of(&self, experiment: &Experiment) -> Option<usize> {
        (0..self.steps.len()).find(|step| self.experiment(*step) == *experiment)
    }
}
