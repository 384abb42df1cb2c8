//! What to run, complete and repeatable.

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::policy::Policy;
use crate::experiment::ranges::SettingError;
use crate::experiment::source::Source;
use crate::experiment::strategy::Strategy;
use crate::experiment::workload::Workload;

/// What to run: where, which requests, in which ways, under which policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    pub source: Source,
    pub workload: Workload,
    pub lanes: Vec<PlannedLane>,
    pub policy: Policy,
}

impl Experiment {
    /// Whether all that will happen is planned: nobody knows what other people's
    /// servers will do.
    pub const fn is_planned(&self) -> bool {
        self.source.is_lab() || !self.workload.fetches()
    }

    /// Whether this lane computes in the place of answers: a page cannot block on the
    /// built-in lab in every browser.
    pub fn simulates_fetch(&self, lane: &PlannedLane) -> bool {
        lane.strategy == Strategy::Blocking && !lane.source(self).is_on_network()
    }

    /// Whether this lane's ideal follows from the plan. What stands in for an answer
    /// never fails, whatever is planned, and which requests a full server refuses is chance.
    pub fn has_ideal(&self, lane: &PlannedLane) -> bool {
        let in_flight = lane.strategy.slots().min(self.workload.requests);
        self.is_planned()
            && !(self.simulates_fetch(lane) && self.workload.faults.sum() > 0.0)
            && !self.workload.is_refused(in_flight)
    }

    /// Whether one of its lanes blocks the page.
    pub fn blocks(&self) -> bool {
        let mut lanes = self.lanes.iter();
        lanes.any(|lane| lane.strategy == Strategy::Blocking)
    }

    /// Whether each lane can run this. A page that blocks on other people's servers might
    /// never be free again, and a shared counter is the page's to update.
    ///
    /// # Errors
    /// One cannot.
    pub fn check_lanes(&self, field: &str) -> Result<(), SettingError> {
        let refuse = |strategy: Strategy, expected: &str| {
            Err(SettingError::new(field, strategy.name(), expected))
        };
        if self.blocks() && !self.is_planned() {
            return refuse(
                Strategy::Blocking,
                "another: only a lab is sure to let a page go that blocks on it",
            );
        }
        let elsewhere = |lane: &&PlannedLane| {
            let strategy = lane.strategy;
            strategy.has_threads() || strategy == Strategy::Blocking
        };
        if self.workload.updates() && !self.source.is_lab() {
            let expected = "fetch or mixed, or the source a lab: the shared counter is there";
            return Err(SettingError::new("The work", "update", expected));
        }
        if self.workload.updates()
            && let Some(lane) = self.lanes.iter().find(elsewhere)
        {
            return refuse(
                lane.strategy,
                "sequential or concurrent: the shared counter is updated on the page's own \
                 event loop",
            );
        }
        Ok(())
    }

    /// Lets a list of addresses decide how many requests there are. `field`: what
    /// the list is called in words.
    ///
    /// # Errors
    /// The list cannot be run.
    pub fn count_urls(&mut self, field: &str) -> Result<(), SettingError> {
        if let Source::Urls(list) = &self.source
            && self.workload.fetches()
        {
            list.check(field, self.workload.requests)?;
            self.workload.requests = list.requests(self.workload.requests);
        }
        Ok(())
    }
}

impl Default for Experiment {
    fn default() -> Self {
        Self {
            source: Source::default(),
            workload: Workload::default(),
            lanes: [Strategy::Sequential, Strategy::Concurrent { limit: 10 }]
                .map(PlannedLane::from)
                .to_vec(),
            policy: Policy::default(),
        }
    }
}
