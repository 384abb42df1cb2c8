//! A lesson, as its document tells it.

use super::formula::Formula;
use super::glossary::Word;
use super::measure::Measure;
use super::question::Question;
use crate::experiment::Experiment;
use crate::experiment::planned_lane::PlannedLane;
use crate::named::Named;

/// What is claimed, asked, run and checked. All text is as it stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Its name in links.
    pub id: String,
    pub title: String,
    /// What the lesson claims, in one sentence.
    pub claim: String,
    /// What there is to know before a guess, two to four sentences.
    pub text: Vec<String>,
    /// The program in question, if it says more than words.
    pub code: String,
    /// Where the text makes things simpler than they are.
    pub simplified: String,
    /// Words that are explained beside it.
    pub words: Vec<Word>,
    /// Whether a lab server must run beside the page.
    pub needs_server: bool,
    /// What was published about the same, if the lesson is about that.
    pub table: Option<Table>,
    pub question: Question,
    /// The first is the lesson's run; each of the others is one more press.
    pub steps: Vec<Step>,
    /// Without its lanes, which come step by step.
    pub(super) base: Experiment,
}

/// One press: its lanes are run beside those before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What the button says; the first step's says that it runs.
    pub press: String,
    /// The program as it is now, if that says more than words.
    pub code: String,
    pub lanes: Vec<PlannedLane>,
    pub checks: Vec<Check>,
    /// What was seen and why, after the run.
    pub why: Vec<String>,
}

/// Something measured, held against what foretells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Counted from 0 over all steps.
    pub lane: usize,
    pub measure: Measure,
    pub relation: Relation,
    pub formula: Formula,
    /// So far the two may differ, as a share of what is foretold.
    pub within: f64,
}

/// How what is measured stands to what is foretold.
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

    /// In words before a number.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::AtLeast => "at least ",
            Self::AtMost => "at most ",
        }
    }
}

impl Check {
    /// Whether what was measured is as foretold. A clock's own grain never decides.
    pub fn holds(&self, foretold: f64, measured: f64) -> bool {
        const GRAIN: f64 = 1e-6;
        let slack = foretold * self.within + GRAIN;
        let is_enough = measured >= foretold - slack;
        let is_no_more = measured <= foretold + slack;
        match self.relation {
            Relation::Equal => is_enough && is_no_more,
            Relation::AtLeast => is_enough,
            Relation::AtMost => is_no_more,
        }
    }
}

/// Figures that others have published.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Lesson {
    /// What has been run once this step is: its lanes beside those before it.
    pub fn experiment(&self, step: usize) -> Experiment {
        let steps = self.steps.iter().take(step + 1);
        Experiment {
            lanes: steps.flat_map(|step| step.lanes.clone()).collect(),
            ..self.base.clone()
        }
    }

    /// The last step whose lanes are those of an experiment; `None` where the experiment
    /// is not the lesson's.
    pub fn step_of(&self, experiment: &Experiment) -> Option<usize> {
        (0..self.steps.len()).find(|step| self.experiment(*step) == *experiment)
    }
}
