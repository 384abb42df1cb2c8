//! What a lane's panel says, as plain values: pure functions of the comparison,
//! wired to the views by memos.

use super::comparison::{Comparison, LaneState};
use crate::browser::clock::BrowserClock;
use crate::engine::ports::Clock;
use crate::model::browser_times::Protocol;
use crate::model::decimal::format_short;
use crate::model::event::Ending;
use crate::model::outcome::{OutcomeCounts, OutcomeKind};
use crate::model::source::Source;
use crate::model::strategy::Strategy;
use crate::model::units::{Span, TimePoint};
use crate::model::url_list::MOST_IN_FLIGHT_ABROAD;

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
    pub stage: LaneStage,
    /// The time so far while it runs, the makespan after.
    pub time: Option<Span>,
    pub ideal: Option<Span>,
    /// Whether the run may be held against the ideal.
    pub is_comparable: bool,
    pub speedup: Option<f64>,
    pub requests: u32,
    pub counts: OutcomeCounts,
    pub in_flight: usize,
    pub max_in_flight: u32,
    pub max_at_source: Option<u32>,
    /// The longest time from frame to frame.
    pub longest_freeze: Option<Span>,
    /// Where nobody counted: the most at the server at once, by the browser's times.
    pub max_at_server: Option<u32>,
    /// Who answered, in words that follow "the".
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
    /// Of every lane, now.
    pub fn of_all(all: &Comparison) -> Vec<Self> {
        let now = BrowserClock.now();
        let lanes = 0..all.lanes.len();
        lanes
            .filter_map(|place| Self::of(all, place, now))
            .collect()
    }

    pub fn of(all: &Comparison, place: usize, page_now: TimePoint) -> Option<Self> {
        let lane = all.lanes.get(place)?;
        let run = &lane.run;
        let stage = stage(lane);
        let elapsed = lane.elapsed(page_now);
        Some(Self {
            strategy: lane.strategy_in_force(),
            stage,
            time: match stage {
                LaneStage::Pending => None,
                LaneStage::Running => Some(elapsed),
                LaneStage::Ended(_) => run.makespan(),
            },
            ideal: lane.ideal,
            is_comparable: run.is_comparable(),
            speedup: all
                .speedup(place)
                .filter(|_| run.strategy() != Strategy::Sequential),
            requests: run.requests().len() as u32,
            counts: *run.counts(),
            in_flight: run.in_flight().len(),
            max_in_flight: run.max_in_flight(),
            max_at_source: lane.at_source.as_ref().map(|stats| stats.max_in_flight),
            longest_freeze: lane.heartbeat.longest(),
            max_at_server: lane.at_server,
            answerer: all.experiment.source.answerer(),
            protocols: run.protocols().to_vec(),
            is_protocol_hidden: run.protocols().is_empty()
                && run
                    .requests()
                    .iter()
                    .any(|request| request.attempt.times.is_some()),
            spares_hosts: match &all.experiment.source {
                Source::Urls(list) => list.hosts().iter().any(|host| host.is_abroad),
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

    /// What makes this run not quite what it seems, in words.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        match self.stage {
            LaneStage::Ended(Ending::Stopped) => {
                remarks.push("Stopped before its end, so there is no ideal to compare with.");
            }
            LaneStage::Ended(Ending::FailedFast) => remarks.push(
                "Failed fast: the first failure cancelled the rest, so there is no ideal to \
                 compare with.",
            ),
            LaneStage::Ended(Ending::Crashed) => remarks.push("The page's program crashed."),
            _ => {}
        }
        if self.limit_changed {
            remarks.push("The limit was changed while it ran, so there is no ideal.");
        }
        if self.was_hidden {
            remarks.push("The tab was hidden for a while: browsers slow hidden pages down.");
        }
        if self.lab_changed {
            remarks.push(
                "The lab was started anew during the run, so its own count is missing. Run again.",
            );
        }
        if self.lab_is_silent {
            remarks.push("The lab did not answer after the run, so its own count is missing.");
        }
        if self.spares_hosts && self.strategy.slots() > MOST_IN_FLIGHT_ABROAD {
            remarks.push(
                "Hosts that are neither this page's nor a lab's get 10 requests at a time, \
                 whatever the limit.",
            );
        }
        if self.max_at_source > Some(self.max_in_flight) {
            remarks.push(
                "The lab counted more than were in flight: word of a timeout reaches it a moment \
                 after the next request.",
            );
        }
        let mut remarks: Vec<_> = remarks.into_iter().map(str::to_owned).collect();
        // Where the browser held requests back, that is where the time went.
        remarks.extend(self.held_back().or_else(|| self.cost_of_requests()));
        remarks
    }

    /// Why a lane of short requests is far from its ideal: not the waiting but
    /// the requests themselves take the time.
    fn cost_of_requests(&self) -> Option<String> {
        /// So far above the ideal, somebody will ask why.
        const NOTABLE: f64 = 1.5;
        let time = self.time.filter(|_| self.is_comparable)?;
        if time <= self.ideal?.times(NOTABLE) {
            return None;
        }
        let each = format_short(time.ms() / f64::from(self.requests), 1);
        Some(format!(
            "Far above the ideal: sending a request and taking its answer cost this browser \
             {each} ms each, whatever the limit, and that is most of the time here."
        ))
    }

    /// Whether the browser, not the limit, kept requests from being in flight.
    fn held_back(&self) -> Option<String> {
        /// So many does a browser open to one origin by HTTP/1.1.
        const CONNECTIONS: u32 = 6;
        let allowed = self.strategy.slots().min(self.requests);
        let seen = self.max_at_source.or(self.max_at_server)?;
        // The lab may miss one or two at the very start and still be full.
        let is_full = f64::from(seen) >= f64::from(allowed) * 0.9;
        if is_full || !self.is_comparable || self.max_in_flight < allowed {
            return None;
        }
        match self.protocols[..] {
            [Protocol::Http1] if allowed > CONNECTIONS && seen == CONNECTIONS => Some(format!(
                "You allowed {allowed}; the browser ran {seen} at a time: HTTP/1.1 gives \
                 {CONNECTIONS} connections per origin. Try HTTP/2."
            )),
            // What a server was busy with, only a server that counts knows.
            _ if self.max_at_source.is_none() => None,
            _ => Some(format!(
                "You allowed {allowed} at once; the {} never had more than {seen}: the browser \
                 needs time to send each request, and the first are over before the last are sent.",
                self.answerer
            )),
        }
    }
}

fn stage(lane: &LaneState) -> LaneStage {
    match lane.run.ending() {
        Some(ending) => LaneStage::Ended(ending),
        None if lane.started.is_some() => LaneStage::Running,
        None => LaneStage::Pending,
    }
}
