//! One lane of an experiment, as planned.

use crate::experiment::Experiment;
use crate::experiment::policy::{Policy, PolicyOverrides};
use crate::experiment::source::Source;
use crate::experiment::strategy::Strategy;

/// A way of running the workload, and what is other for it than for the rest of the
/// experiment: so that a mistake and its mending stand side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedLane {
    pub strategy: Strategy,
    /// Another lab than the experiment's.
    pub source: Option<Source>,
    pub own: PolicyOverrides,
}

impl From<Strategy> for PlannedLane {
    fn from(strategy: Strategy) -> Self {
        Self {
            strategy,
            source: None,
            own: PolicyOverrides::default(),
        }
    }
}

impl PlannedLane {
    pub fn policy(&self, all: &Experiment) -> Policy {
        self.own.over(&all.policy)
    }

    pub fn source<'a>(&'a self, all: &'a Experiment) -> &'a Source {
        self.source.as_ref().unwrap_or(&all.source)
    }

    /// What is other for it, in words that follow the strategy's title; empty for most.
    pub fn own_words(&self) -> String {
        let source = self.source.as_ref().map(Source::title);
        let words = source.into_iter().chain(self.own.words());
        words.map(|words| format!(", {words}")).collect()
    }

    /// The lane's title on screen.
    pub fn title(&self) -> String {
        self.strategy.title() + &self.own_words()
    }
}
