//! The report of a comparison.

use super::comparison::Comparison;
use super::lane_state::LaneState;
use crate::browser::environment::environment;
use crate::browser::target::Target;
use playground_core::documents::report::{LaneReport, to_json};
use playground_core::lab::address::LabKey;
use playground_core::units::{AttemptNumber, RequestIndex};

impl Comparison {
    /// The address to which a request was first sent in a lane.
    pub fn url_of(&self, place: usize, request: RequestIndex) -> String {
        let url = |lane: &LaneState| {
            let key = LabKey {
                run: lane.run_id,
                request,
                attempt: AttemptNumber::FIRST,
            };
            Some(lane.target.as_ref()?.url(key, &self.plan))
        };
        let lane = self.lanes.get(place);
        lane.and_then(url).unwrap_or_default()
    }

    /// The report document. One that was read back says where it was made, not where it
    /// is looked at.
    pub fn report(&self) -> serde_json::Value {
        let environment = match self.lanes.first().and_then(|lane| lane.target.as_ref()) {
            Some(Target::Recorded(recording)) => recording.environment.clone(),
            _ => environment(),
        };
        let urls: Vec<_> = (0..self.lanes.len())
            .map(|place| move |index| self.url_of(place, index))
            .collect();
        let reports: Vec<_> = self
            .lanes
            .iter()
            .zip(&urls)
            .map(|(lane, url)| LaneReport {
                run: &lane.run,
                ideal: lane.plan.ideal,
                source: &lane.plan.source,
                max_in_flight_at_source: lane.at_source.as_ref().map(|stats| stats.max_in_flight),
                refused_at_source: lane.at_source.as_ref().map(|stats| stats.refused),
                counter_at_source: lane
                    .at_source
                    .as_ref()
                    .filter(|_| self.experiment.workload.updates())
                    .map(|stats| stats.counter),
                longest_freeze: lane.heartbeat.longest(),
                long_tasks: lane.heartbeat.long_tasks(),
                long_task_spans: lane.heartbeat.long_task_spans(),
                freezes: lane.heartbeat.freezes(),
                was_hidden: lane.was_hidden,
                startup: lane.startup,
                waiting: lane.waiting,
                url,
            })
            .collect();
        to_json(&self.experiment, &environment, &reports)
    }
}
