//! The report of a comparison.

use super::comparison::Comparison;
use crate::browser::environment::environment;
use crate::browser::target::Target;
use crate::export::report::{LaneReport, to_json};
use crate::lab::address::LabKey;
use crate::model::units::{AttemptNumber, RequestIndex, RunId};

impl Comparison {
    /// The report document. One that was read back says where it was made, not where it
    /// is looked at.
    pub fn report(&self) -> serde_json::Value {
        let environment = match &self.target {
            Some(Target::Recorded(recording)) => recording.environment.clone(),
            _ => environment(),
        };
        let url = |run: RunId, request: RequestIndex| {
            let attempt = AttemptNumber::FIRST;
            let key = LabKey {
                run,
                request,
                attempt,
            };
            let target = self.target.as_ref();
            target.map_or_else(String::new, |target| target.url(key, &self.plan))
        };
        let urls: Vec<_> = self
            .lanes
            .iter()
            .map(|lane| {
                let url = &url;
                move |index| url(lane.run_id, index)
            })
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
        to_json(&self.experiment, &environment, &reports)
    }
}
