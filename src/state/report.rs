//! The report of a comparison.

use super::comparison::Comparison;
use crate::export::report::{Environment, LaneReport, to_json};
use crate::model::units::{RequestIndex, RunId};

impl Comparison {
    /// The report document; `url` gives the address of a request of a run.
    pub fn report(
        &self,
        environment: &Environment,
        url: &dyn Fn(RunId, RequestIndex) -> String,
    ) -> serde_json::Value {
        let urls: Vec<_> = self
            .lanes
            .iter()
            .map(|lane| move |index| url(lane.run_id, index))
            .collect();
        let reports: Vec<_> = self
            .lanes
            .iter()
            .zip(&urls)
            .map(|(lane, url)| LaneReport {
                run: &lane.run,
                ideal: lane.ideal,
                max_in_flight_at_source: lane.at_source.as_ref().map(|stats| stats.max_in_flight),
                longest_freeze: lane.heartbeat.longest(),
                long_tasks: lane.heartbeat.long_tasks(),
                freezes: lane.heartbeat.freezes(),
                was_hidden: lane.was_hidden,
                startup: lane.startup,
                waiting: lane.waiting,
                url,
            })
            .collect();
        to_json(&self.experiment, environment, &reports)
    }
}
