//! The report document of a comparison.

use crate::documents::report::{Environment, LaneReport, ReportPieces, to_json};
use crate::lab::address::LabKey;
use crate::run::observations::LaneObservations;
use crate::run::run_evidence::RunEvidence;
use crate::session::comparison::Comparison;
use crate::session::lane_state::LaneState;
use crate::session::request_urls::RequestUrls;
use crate::units::{AttemptNumber, LaneIndex, RequestIndex};

impl Comparison {
    /// The URL of a request's first attempt in a lane.
    pub fn url_of(&self, lane: LaneIndex, request: RequestIndex) -> String {
        let lane = self.lane(lane);
        lane.map_or_else(String::new, |lane| self.url_in(lane, request))
    }

    pub(super) fn url_in(&self, lane: &LaneState, request: RequestIndex) -> String {
        let key = LabKey {
            run: lane.run_id,
            request,
            attempt: AttemptNumber::FIRST,
        };
        let urls = lane.urls.as_ref();
        urls.map_or_else(String::new, |urls| urls.url(key, &self.plan))
    }

    /// What is known of the servers that a lane's requests went to.
    pub(super) fn evidence(&self, lane: &LaneState) -> RunEvidence {
        RunEvidence::new(&lane.run, lane.loopback_permission, |request| {
            self.url_in(lane, request)
        })
    }

    /// The report document. A recorded comparison keeps the environment it was made in; any
    /// other was made `here`.
    pub fn report(&self, here: &Environment) -> serde_json::Value {
        self.with_lanes(|lanes| to_json(&self.experiment, self.environment(here), lanes))
    }

    /// The next piece of the report's text, of about a megabyte, and how much of the whole is
    /// written then, from 0 to 1; `None` at the end. Between two pieces the comparison must not
    /// change.
    pub fn next_piece(
        &self,
        pieces: &mut ReportPieces,
        here: &Environment,
    ) -> Option<(String, f64)> {
        const PIECE_BYTES: usize = 1_000_000;
        self.with_lanes(|lanes| {
            let environment = self.environment(here);
            let text = pieces.next(&self.experiment, environment, lanes, PIECE_BYTES)?;
            Some((text, pieces.share(lanes)))
        })
    }

    fn environment<'a>(&'a self, here: &'a Environment) -> &'a Environment {
        match self.lanes.first().and_then(|lane| lane.urls.as_ref()) {
            Some(RequestUrls::Recorded(recording)) => &recording.environment,
            _ => here,
        }
    }

    fn with_lanes<T>(&self, write: impl FnOnce(&[LaneReport<'_>]) -> T) -> T {
        let urls: Vec<_> = self
            .lane_indexes()
            .map(|lane| move |request| self.url_of(lane, request))
            .collect();
        let reports: Vec<_> = self
            .lanes
            .iter()
            .zip(&urls)
            .map(|(lane, url)| LaneReport {
                run: &lane.run,
                ideal: lane.ideal_in_force(),
                source: &lane.plan.source,
                observations: self.observations(lane),
                url,
            })
            .collect();
        write(&reports)
    }

    fn observations(&self, lane: &LaneState) -> LaneObservations {
        let stats = lane.at_source.as_ref();
        let counted = stats.filter(|_| self.experiment.workload.updates());
        LaneObservations {
            max_in_flight_at_source: stats.map(|stats| stats.max_in_flight),
            refused_at_source: stats.map(|stats| stats.refused),
            counter_at_source: counted.map(|stats| stats.counter),
            heartbeat: lane.heartbeat.clone(),
            was_hidden: lane.was_hidden,
            startup: lane.startup,
            waiting: lane.waiting,
            loopback_permission: lane.loopback_permission,
        }
    }
}
