//! A comparison that is restored from its report.

use std::rc::Rc;

use crate::documents::report::RecordedReport;
use crate::lab::state::RunStats;
use crate::run::at_servers::max_at_servers;
use crate::run::observations::LaneObservations;
use crate::session::comparison::Comparison;
use crate::session::recording::Recording;
use crate::session::request_urls::RequestUrls;
use crate::units::{RunId, TimePoint};

impl Comparison {
    /// The comparison as it was when the report was written. Recorded values are kept, also
    /// where today's program would plan others.
    pub fn from_report(report: &RecordedReport) -> Self {
        let mut runs = (0..).map(RunId);
        let ideals: Vec<_> = report.lanes.iter().map(|lane| lane.ideal).collect();
        let draw_run = || runs.next().unwrap_or_default();
        let mut all = Self::with_ideals(report.experiment.clone(), draw_run, &ideals);
        let urls = RequestUrls::Recorded(Rc::new(Recording {
            environment: report.environment.clone(),
            is_lab: report.experiment.source.is_lab(),
            urls: report.lanes.iter().map(|lane| lane.urls.clone()).collect(),
        }));
        for (lane, recorded) in all.lanes.iter_mut().zip(&report.lanes) {
            lane.run = recorded.run.clone();
            lane.urls = Some(urls.clone());
            if let Some(&(_, limit)) = lane.run.in_flight_over_time().limits().last() {
                lane.limit = limit;
            }
            lane.started = Some(TimePoint::START);
            let LaneObservations {
                max_in_flight_at_source,
                refused_at_source,
                counter_at_source,
                heartbeat,
                was_hidden,
                startup,
                waiting,
                loopback_permission,
            } = recorded.observations.clone();
            lane.at_source = max_in_flight_at_source.map(|max_in_flight| RunStats {
                max_in_flight,
                refused: refused_at_source.unwrap_or(0),
                counter: counter_at_source.unwrap_or(0),
                ..RunStats::default()
            });
            lane.at_server = max_at_servers(&lane.run).filter(|_| urls.is_one_server());
            lane.heartbeat = heartbeat;
            lane.was_hidden = was_hidden;
            lane.startup = startup;
            lane.waiting = waiting;
            lane.count_departures();
            lane.loopback_permission = loopback_permission;
            lane.end_axis();
        }
        all
    }
}
