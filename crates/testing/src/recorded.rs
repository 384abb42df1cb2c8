//! Reports that are written, read back, and written again.

use playground_core::documents::document_error::DocumentError;
use playground_core::documents::report::{LaneReport, to_json};
use playground_core::documents::report::{RecordedReport, read};
use playground_core::experiment::plan::Plan;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::experiment::{Experiment, OnError, Policy};
use playground_core::run::Run;
use playground_core::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use playground_core::run::event::{RunEvent, RunEventKind};
use playground_core::units::{AttemptNumber, RequestIndex, TimePoint};
use serde_json::Value;

use crate::lane_driver::LaneDriver;
use crate::samples::Dice;
use crate::urls::StandardUrls;

pub fn read_back(report: &Value) -> Result<RecordedReport, DocumentError> {
    read(report.clone(), &StandardUrls::default())
}

/// The message with which a report is refused.
#[track_caller]
pub fn refusal_of(report: &Value) -> String {
    match read_back(report) {
        Ok(_) => panic!("it was accepted"),
        Err(refusal) => refusal.to_string(),
    }
}

/// A report that was read, as its document.
pub fn write_again(report: &RecordedReport) -> Value {
    let url_of = |lane: usize| {
        let urls = report.lanes[lane].urls.clone();
        move |index: RequestIndex| urls[index.as_usize()].clone()
    };
    let urls: Vec<_> = (0..report.lanes.len()).map(url_of).collect();
    let lanes = report
        .lanes
        .iter()
        .zip(&urls)
        .map(|(lane, url)| LaneReport {
            run: &lane.run,
            ideal: lane.ideal,
            source: &report.experiment.source,
            observations: lane.observations.clone(),
            url,
        });
    to_json(
        &report.experiment,
        &report.environment,
        &lanes.collect::<Vec<_>>(),
    )
}

impl Dice {
    /// An experiment and its only lane, run by the engine, with random faults, retries and
    /// computations; sometimes it is stopped or its limit changes.
    pub fn driven(&mut self, max_requests: u32) -> (Experiment, Run) {
        let mut workload = self.workload_of_any_kind(max_requests);
        workload.compute_ms = self.whole(1, 40);
        workload.capacity = self.chance(3).then(|| self.capacity(8));
        let on_error = if self.chance(2) {
            OnError::FailFast
        } else {
            OnError::Collect
        };
        let policy = Policy {
            on_error,
            ..self.policy()
        };
        let limit = self.whole(1, 12);
        let mut lane = LaneDriver::planned(Plan::new(workload), limit).policy(policy);
        if self.chance(4) && !workload.updates() {
            lane = lane.on_threads();
        }
        if self.chance(3) {
            let at = f64::from(self.whole(0, 900));
            lane = lane.at(at, |control| control.stop());
        }
        for _ in 0..self.whole(0, 2) {
            let (at, limit) = (f64::from(self.whole(0, 300)), self.whole(1, 20));
            lane = lane.at(at, move |control| control.set_limit(limit));
        }
        let mut run = lane.run().run;
        self.add_browser_times(&mut run);
        let lanes = vec![run.strategy().into()];
        let experiment = Experiment {
            workload,
            policy,
            lanes,
            ..Experiment::default()
        };
        (experiment, run)
    }

    /// Adds the browser's times of most attempts.
    fn add_browser_times(&mut self, run: &mut Run) {
        let requests = run.requests().to_vec();
        for (index, request) in (0..).map(RequestIndex).zip(&requests) {
            for (number, attempt) in (1..).map(AttemptNumber).zip(request.attempts()) {
                let Some((from, to)) = attempt.dispatched.zip(attempt.ended) else {
                    continue;
                };
                let length = attempt.read.unwrap_or(to) - from;
                // Clocks and reports have a resolution of a microsecond.
                let share = |eighths: u32| {
                    let ms = (from.ms() + length.ms() * f64::from(eighths) / 8.0) * 1_000.0;
                    TimePoint::from_ms(ms.round() / 1_000.0)
                };
                let points = ExchangePoints {
                    redirects_end: self.chance(2).then(|| share(1)),
                    lookup_start: share(2),
                    lookup_end: share(3),
                    connect_start: share(3),
                    secure_start: self.chance(5).then(|| share(4)),
                    connect_end: share(5),
                    request_start: share(5),
                    response_start: share(7),
                };
                let times = BrowserTimes {
                    protocol: Protocol::ALL.get(self.whole(0, 2) as usize).copied(),
                    points: self.chance(7).then_some(points),
                };
                if self.chance(7) {
                    let kind = RunEventKind::Timed(index, number, times);
                    let at = TimePoint::START;
                    run.apply(RunEvent { at, kind }).expect("it was sent");
                }
            }
        }
    }
}

/// An experiment with the number of requests and the strategies of these runs.
pub fn experiment_of(runs: &[&Run]) -> Experiment {
    Experiment {
        workload: Workload {
            requests: runs[0].requests().len() as u32,
            kind: WorkKind::Fetch,
            ..Workload::default()
        },
        lanes: runs.iter().map(|run| run.strategy().into()).collect(),
        policy: Policy {
            retries: 3,
            ..Policy::default()
        },
        ..Experiment::default()
    }
}
