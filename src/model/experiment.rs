//! What to run, complete and repeatable.

use super::ranges::SettingError;
use super::source::Source;
use super::strategy::Strategy;
use super::workload::Workload;

/// What the first failure does to the rest of the lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnError {
    /// Each failure is a value; the rest go on.
    #[default]
    Collect,
    /// The first failure cancels the rest, and nothing starts after it.
    FailFast,
}

/// How a lane treats requests that are late or fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How long one attempt may take, from dispatch to its last byte.
    pub timeout_ms: u32,
    /// How many more attempts a failed request gets.
    pub retries: u32,
    pub on_error: OnError,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            timeout_ms: 5_000,
            retries: 0,
            on_error: OnError::Collect,
        }
    }
}

/// What to run: where, which requests, in which ways, under which policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    pub source: Source,
    pub workload: Workload,
    pub lanes: Vec<Strategy>,
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
    pub fn stands_in(&self, lane: Strategy) -> bool {
        lane == Strategy::Blocking && !self.source.is_on_network()
    }

    /// Whether this lane's ideal follows from the plan. What stands in for an answer
    /// never fails, whatever is planned, and which requests a full server refuses is chance.
    pub fn has_ideal(&self, lane: Strategy) -> bool {
        let in_flight = lane.slots().min(self.workload.requests);
        self.is_planned()
            && !(self.stands_in(lane) && self.workload.faults.sum() > 0.0)
            && !self.workload.is_refused(in_flight)
    }

    /// A page that blocks on other people's servers might never be free again.
    ///
    /// # Errors
    /// It would.
    pub fn check_blocking(&self, field: &str) -> Result<(), SettingError> {
        let blocks = self.lanes.contains(&Strategy::Blocking) && !self.is_planned();
        match blocks {
            true => Err(SettingError::new(
                field,
                Strategy::Blocking.name(),
                "another: only a lab is sure to let a page go that blocks on it",
            )),
            false => Ok(()),
        }
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
            lanes: vec![Strategy::Sequential, Strategy::Concurrent { limit: 10 }],
            policy: Policy::default(),
        }
    }
}
