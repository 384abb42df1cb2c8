//! The figures of a lane's panel: pure functions of the comparison, wired to the views by
//! memos.

use crate::experiment::source::Source;
use crate::experiment::strategy::{Strategy, Waiting};
use crate::experiment::workload::WorkKind;
use crate::run::browser_times::Protocol;
use crate::run::event::Ending;
use crate::run::outcome::{OutcomeCounts, OutcomeKind};
use crate::session::comparison::Comparison;
use crate::session::lane_state::LaneState;
use crate::units::{LaneIndex, Span, TimePoint};

/// How far a lane has come.
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
    /// What each item is.
    pub kind: WorkKind,
    /// How long its workers took to start, before it did.
    pub startup: Option<Span>,
    /// How its threads wait, where they have nothing else to do.
    pub waiting: Option<Waiting>,
    /// The time so far while it runs, the makespan after.
    pub time: Option<Span>,
    pub ideal: Option<Span>,
    /// What it should take is not told yet.
    pub is_secret: bool,
    /// Whether the run may be held against the ideal.
    pub is_comparable: bool,
    pub speedup: Option<f64>,
    pub requests: u32,
    pub counts: OutcomeCounts,
    pub in_flight: usize,
    pub max_in_flight: u32,
    pub max_at_source: Option<u32>,
    /// What the counter shows that all requests have updated.
    pub counter: Option<u64>,
    /// How many a full server turned away.
    pub refused_at_source: u32,
    /// The longest time from frame to frame.
    pub longest_freeze: Option<Span>,
    /// How many tasks kept the page busy for so long, where the browser tells.
    pub long_tasks: Option<u32>,
    /// Where nobody counted: the most at the server at once, by the browser's times.
    pub max_at_server: Option<u32>,
    /// Who answered, in words that follow "the"; empty where nobody did.
    pub answerer: &'static str,
    /// The protocols the answers came by.
    pub protocols: Vec<Protocol>,
    /// Answers came over the network, and no server let the browser tell how.
    pub is_protocol_hidden: bool,
    /// Some of its requests go to hosts that are spared, whatever the limit.
    pub spares_hosts: bool,
    pub limit_changed: bool,
    pub was_hidden: bool,
    pub lab_changed: bool,
    pub lab_is_silent: bool,
    /// Planned work done, from 0 to 1.
    pub progress: f64,
    pub remaining: Option<Span>,
}

impl LaneFigures {
    /// Of every lane; `page_now` by the page's clock.
    pub fn of_all(all: &Comparison, page_now: TimePoint) -> Vec<Self> {
        let lanes = all.lane_indexes();
        lanes
            .filter_map(|lane| Self::new(all, lane, page_now))
            .collect()
    }

    /// `None` where there is no such lane.
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
            ideal: lane.plan.ideal.filter(|_| !lane.keeps_secret()),
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
                    .any(|request| request.attempt.times.is_some()),
            spares_hosts: match &lane.plan.source {
                Source::Urls(list) => list.hosts().iter().any(|host| host.is_third_party),
                _ => false,
            },
            limit_changed: run.limit_changed(),
            was_hidden: lane.was_hidden,
            lab_changed: lane.lab_changed,
            lab_is_silent: lane.lab_is_silent,
            progress: match stage {
                LaneStage::Ended(_) => 1.0,
                _ => lane.progress.fraction(),
            },
            remaining: lane.progress.remaining(elapsed),
        })
    }

    /// The kinds of outcome that occurred, successes first, each with its count.
    pub fn outcomes(&self) -> Vec<(OutcomeKind, u32)> {
        OutcomeKind::ALL
            .into_iter()
            .map(|kind| (kind, self.counts.of(kind)))
            .filter(|&(kind, count)| count > 0 || kind == OutcomeKind::Succeeded)
            .collect()
    }
}

/// Nobody answers what is computed, or stands in for an answer.
fn answerer(all: &Comparison, lane: &LaneState) -> &'static str {
    let simulates_fetch = all.experiment.simulates_fetch(&lane.plan.planned);
    match all.experiment.workload.fetches() && !simulates_fetch {
        true => lane.plan.source.answerer(),
        false => "",
    }
}

fn stage(lane: &LaneState) -> LaneStage {
    match lane.run.ending() {
        Some(ending) => LaneStage::Ended(ending),
        None if lane.started.is_some() => LaneStage::Running,
        None => LaneStage::Pending,
    }
}
