//! What to run, complete and repeatable.

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::policy::Policy;
use crate::experiment::ranges::SettingError;
use crate::experiment::source::Source;
use crate::experiment::strategy::StrategyKind;
use crate::experiment::workload::{WorkKind, Workload};
use crate::named::Named;

/// What to run: where, which requests, in which ways, under which policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    pub source: Source,
    pub workload: Workload,
    pub lanes: Vec<PlannedLane>,
    pub policy: Policy,
}

impl Experiment {
    /// Whether all that will happen is planned. What third-party servers will do is not.
    pub const fn is_planned(&self) -> bool {
        self.source.is_lab() || !self.workload.fetches()
    }

    /// Whether this lane computes instead of waiting for answers: a page cannot block on
    /// the built-in lab in every browser.
    pub fn simulates_fetch(&self, lane: &PlannedLane) -> bool {
        lane.strategy.kind().blocks_page() && !lane.source(&self.source).is_on_network()
    }

    /// Whether this lane's ideal follows from the plan. A simulated answer never fails,
    /// whatever is planned, and which requests a full server refuses is random.
    pub fn has_ideal(&self, lane: &PlannedLane) -> bool {
        let in_flight = lane.strategy.limit().min(self.workload.requests);
        self.is_planned()
            && !(self.simulates_fetch(lane) && self.workload.faults.sum() > 0.0)
            && !self.workload.is_refused(in_flight)
    }

    /// Whether one of its lanes blocks the page.
    pub fn blocks(&self) -> bool {
        let mut lanes = self.lanes.iter();
        lanes.any(|lane| lane.strategy.kind().blocks_page())
    }

    /// Whether each lane can run this. A page that blocks on third-party servers might
    /// never respond again, and a shared counter is updated by the page. `field`: what a
    /// lane's strategy is called.
    ///
    /// # Errors
    /// One cannot.
    pub fn check_lanes(&self, field: &str) -> Result<(), SettingError> {
        let lane_of = |fits: fn(&StrategyKind) -> bool| {
            let mut kinds = self.lanes.iter().map(|lane| lane.strategy.kind());
            kinds.find(fits)
        };
        if !self.is_planned()
            && let Some(kind) = lane_of(|kind| kind.blocks_page())
        {
            let others = StrategyKind::expected_of(|kind| !kind.blocks_page());
            let expected =
                format!("{others}: only a lab is sure to answer a page that blocks on it");
            return Err(SettingError::new(field, kind.name(), expected));
        }
        if self.workload.updates() && !self.source.is_lab() {
            let able = WorkKind::expected_of(|kind| kind != WorkKind::Update);
            let expected = format!("{able}, or the source a lab: the shared counter is there");
            let given = self.workload.kind.name();
            return Err(SettingError::new("The work", given, expected));
        }
        if self.workload.updates()
            && let Some(kind) = lane_of(|kind| !kind.runs_on_event_loop())
        {
            let able = StrategyKind::expected_of(StrategyKind::runs_on_event_loop);
            let expected =
                format!("{able}: the shared counter is updated on the page's own event loop");
            return Err(SettingError::new(field, kind.name(), expected));
        }
        Ok(())
    }

    /// Takes the number of requests from the list of addresses, where there is one.
    /// `field`: what the list is called.
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
            lanes: [StrategyKind::Sequential, StrategyKind::Concurrent]
                .map(|kind| kind.usual().into())
                .to_vec(),
            policy: Policy::default(),
        }
    }
}
