//! One lane of an experiment, as planned.

use crate::experiment::policy::{Policy, PolicyOverrides};
use crate::experiment::source::Source;
use crate::experiment::strategy::Strategy;

/// A way of running the workload, and what it has different from the rest of the
/// experiment: so that a mistake and its fix run side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedLane {
    pub strategy: Strategy,
    /// Another lab than the experiment's.
    pub source: Option<Source>,
    pub overrides: PolicyOverrides,
}

impl From<Strategy> for PlannedLane {
    fn from(strategy: Strategy) -> Self {
        Self {
            strategy,
            source: None,
            overrides: PolicyOverrides::default(),
        }
    }
}

impl PlannedLane {
    /// Its policy, where the experiment has this one.
    pub fn policy(&self, of_experiment: &Policy) -> Policy {
        self.overrides.apply_to(of_experiment)
    }

    /// Its source, where the experiment has this one.
    pub fn source<'a>(&'a self, of_experiment: &'a Source) -> &'a Source {
        self.source.as_ref().unwrap_or(of_experiment)
    }

    /// What it has different, as it follows the strategy's title; empty for most lanes.
    pub fn differences_label(&self) -> String {
        let source = self.source.as_ref().map(Source::title);
        let labels = source.into_iter().chain(self.overrides.labels());
        labels.map(|label| format!(", {label}")).collect()
    }

    /// The lane's title on screen.
    pub fn title(&self) -> String {
        self.strategy.title() + &self.differences_label()
    }
}
