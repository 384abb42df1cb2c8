//! The figures of a lane's panel, computed from the comparison.

use crate::analysis::speedup::{NoComparison, WorkDone};
use crate::experiment::source::Source;
use crate::experiment::strategy::{Strategy, Waiting};
use crate::experiment::workload::WorkKind;
use crate::run::browser_times::Protocol;
use crate::run::event::Ending;
use crate::run::outcome::{OutcomeCounts, OutcomeKind};
use crate::session::comparison::Comparison;
use crate::session::lane_state::LaneState;
use crate::units::{LaneIndex, Span, TimePoint};

/// Whether a lane has started, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneStage {
    Pending,
    Running,
    Ended(Ending),
}

/// A lane's figures at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneFigures {
    pub strategy: Strategy,
    pub title: String,
    pub stage: LaneStage,
    /// What each request does.
    pub kind: WorkKind,
    /// The time its workers took to start, before the lane's own start.
    pub startup: Option<Span>,
    /// How its threads wait for responses, where each thread waits for one at a time.
    pub waiting: Option<Waiting>,
    /// The time so far while it runs, the makespan after.
    pub time: Option<Span>,
    pub ideal: Option<Span>,
    /// Whether the expected time is still hidden.
    pub is_secret: bool,
    /// Whether the run can be compared with its ideal.
    pub is_comparable: bool,
    /// How many times faster than the sequential lane, or why that is not said.
    pub speedup: Option<Result<f64, NoComparison>>,
    pub requests: u32,
    pub counts: OutcomeCounts,
    pub in_flight: usize,
    pub max_in_flight: u32,
    /// The peak number of requests at the lab, by its own count.
    pub max_at_source: Option<u32>,
    /// The value of the counter that all requests update.
    pub counter: Option<u64>,
    /// The number of requests that a full server rejected.
    pub refused_at_source: u32,
    /// The longest gap between two frames.
    pub longest_freeze: Option<Span>,
    /// The number of long tasks (50 ms or more); `None` if the browser does not report them.
    pub long_tasks: Option<u32>,
    /// The peak number of requests at the server, by the browser's times.
    pub max_at_server: Option<u32>,
    /// Who responded, to follow "the" in a sentence; empty if no server did.
    pub answerer: &'static str,
    /// The protocols of the responses.
    pub protocols: Vec<Protocol>,
    /// Whether responses came over the network and every server hides their protocol.
    pub is_protocol_hidden: bool,
    /// Whether it sends requests to third-party servers, which have a lower limit.
    pub spares_hosts: bool,
    pub limit_changed: bool,
    /// How many requests failed against the plan, in a lane whose ideal follows from it.
    pub departures: u32,
    pub was_hidden: bool,
    pub lab_changed: bool,
    pub lab_is_silent: bool,
    /// The share of planned work that is done, from 0 to 1.
    pub progress: f64,
    pub remaining: Option<Span>,
}

impl LaneFigures {
    /// The figures of every lane; `page_now` by the page's clock.
    pub fn all_lanes(all: &Comparison, page_now: TimePoint) -> Vec<Self> {
        let lanes = all.lane_indexes();
        lanes
            .filter_map(|lane| Self::new(all, lane, page_now))
            .collect()
    }

    /// The figures of one lane; `None` if there is no such lane.
    pub fn new(all: &Comparison, index: LaneIndex, page_now: TimePoint) -> Option<Self> {
        let lane = all.lane(index)?;
        let run = &lane.run;
        let stage = stage(lane);
        let elapsed = lane.elapsed(page_now);
        Some(Self {
            strategy: lane.strategy_in_force(),
            title: lane.title(),
            stage,
            kind: all.experiment.workload.kind,
            startup: lane.startup,
            waiting: lane.waiting,
            time: match stage {
                LaneStage::Pending => None,
                LaneStage::Running => Some(elapsed),
                LaneStage::Ended(_) => run.makespan(),
            },
            ideal: lane.ideal_in_force(),
            is_secret: lane.keeps_secret(),
            is_comparable: run.is_comparable(),
            speedup: all
                .speedup(index)
                .filter(|_| run.strategy() != Strategy::Sequential),
            requests: run.requests().len() as u32,
            counts: *run.counts(),
            in_flight: run.in_flight().len(),
            max_in_flight: run.max_in_flight(),
            max_at_source: lane.at_source.as_ref().map(|stats| stats.max_in_flight),
            counter: lane
                .at_source
                .as_ref()
                .filter(|_| run.updates())
                .map(|stats| stats.counter),
            refused_at_source: lane.at_source.as_ref().map_or(0, |stats| stats.refused),
            longest_freeze: lane.heartbeat.longest(),
            long_tasks: lane.heartbeat.long_tasks(),
            max_at_server: lane.at_server,
            answerer: answerer(all, lane),
            protocols: run.protocols().to_vec(),
            is_protocol_hidden: run.protocols().is_empty()
                && run
                    .requests()
                    .iter()
                    .flat_map(|request| request.attempts())
                    .any(|attempt| attempt.times.is_some() && attempt.responded.is_some()),
            spares_hosts: match &lane.plan.source {
                Source::Urls(list) => list.hosts().iter().any(|host| host.is_third_party),
                _ => false,
            },
            limit_changed: run.limit_changed(),
            departures: lane.plan.ideal.map_or(0, |_| lane.departures),
            was_hidden: lane.was_hidden == Some(true),
            lab_changed: lane.lab_changed,
            lab_is_silent: lane.lab_is_silent,
            progress: match stage {
                LaneStage::Ended(_) => 1.0,
                _ => lane.progress.fraction(),
            },
            remaining: lane.progress.remaining(elapsed),
        })
    }

    /// What it did; `None` until it has ended.
    pub fn work_done(&self) -> Option<WorkDone> {
        let LaneStage::Ended(ending) = self.stage else {
            return None;
        };
        Some(WorkDone {
            ending,
            succeeded: self.counts.of(OutcomeKind::Succeeded),
            requests: self.requests,
        })
    }

    /// The outcome kinds that occurred with their counts, successes always and first.
    pub fn outcomes(&self) -> Vec<(OutcomeKind, u32)> {
        OutcomeKind::ALL
            .into_iter()
            .map(|kind| (kind, self.counts.of(kind)))
            .filter(|&(kind, count)| count > 0 || kind == OutcomeKind::Succeeded)
            .collect()
    }
}

/// Empty for requests that are only computed, or computed in place of a fetch.
fn answerer(all: &Comparison, lane: &LaneState) -> &'static str {
    let simulates_fetch = all.experiment.simulates_fetch(&lane.plan.planned);
    if all.experiment.workload.fetches() && !simulates_fetch {
        lane.plan.source.answerer()
    } else {
        ""
    }
}

fn stage(lane: &LaneState) -> LaneStage {
    match lane.run.ending() {
        Some(ending) => LaneStage::Ended(ending),
        None if lane.started.is_some() => LaneStage::Running,
        None => LaneStage::Pending,
    }
}
