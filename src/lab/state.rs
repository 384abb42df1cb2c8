//! What the lab counts: for each run, the requests that arrived, how many are
//! in flight and how many ever were at once.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use serde_json::Value;

use super::address::LabKey;
use crate::model::units::RunId;

/// Runs whose counters are kept; the oldest is forgotten first.
const RUNS_KEPT: usize = 64;
/// Cancellations remembered that overtook their request; the oldest is
/// forgotten first.
const CANCELLATIONS_KEPT: usize = 2_048;

/// The counters of one run, as `stats` shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunStats {
    pub requests: u32,
    pub in_flight: u32,
    pub max_in_flight: u32,
}

impl RunStats {
    /// Reads what is written by its `Display`; `None` for anything else.
    pub fn read(document: &Value) -> Option<Self> {
        let number = |name: &str| u32::try_from(document.get(name)?.as_u64()?).ok();
        Some(Self {
            requests: number("requests")?,
            in_flight: number("inFlight")?,
            max_in_flight: number("maxInFlight")?,
        })
    }
}

/// As a JSON document.
impl fmt::Display for RunStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            requests,
            in_flight,
            max_in_flight,
        } = self;
        write!(
            f,
            r#"{{"requests":{requests},"inFlight":{in_flight},"maxInFlight":{max_in_flight}}}"#
        )
    }
}

/// The lab's memory, shared by all the requests it is answering.
#[derive(Clone, Debug, Default)]
pub struct LabState(Rc<RefCell<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    runs: VecDeque<(RunId, Rc<RefCell<RunStats>>)>,
    cancelled_early: VecDeque<LabKey>,
}

impl Memory {
    fn known(&self, run: RunId) -> Option<&Rc<RefCell<RunStats>>> {
        let known = self.runs.iter().find(|(other, _)| *other == run);
        known.map(|(_, stats)| stats)
    }

    fn run(&mut self, run: RunId) -> Rc<RefCell<RunStats>> {
        if let Some(stats) = self.known(run) {
            return Rc::clone(stats);
        }
        if self.runs.len() == RUNS_KEPT {
            self.runs.pop_front();
        }
        let stats = Rc::<RefCell<RunStats>>::default();
        self.runs.push_back((run, Rc::clone(&stats)));
        stats
    }
}

impl LabState {
    /// Counts a request in; it is in flight until the guard is dropped.
    /// `None` where it was cancelled before it arrived.
    pub fn arrive(&self, key: LabKey) -> Option<InFlight> {
        let mut memory = self.0.borrow_mut();
        let early = memory
            .cancelled_early
            .iter()
            .position(|&early| early == key);
        if let Some(position) = early {
            memory.cancelled_early.remove(position);
            return None;
        }
        let run = memory.run(key.run);
        let mut stats = run.borrow_mut();
        stats.requests += 1;
        stats.in_flight += 1;
        stats.max_in_flight = stats.max_in_flight.max(stats.in_flight);
        drop(stats);
        Some(InFlight(run))
    }

    /// Remembers that a request which has not arrived yet is not wanted.
    pub fn cancel_early(&self, key: LabKey) {
        let cancelled = &mut self.0.borrow_mut().cancelled_early;
        if cancelled.len() == CANCELLATIONS_KEPT {
            cancelled.pop_front();
        }
        cancelled.push_back(key);
    }

    pub fn stats(&self, run: RunId) -> RunStats {
        let memory = self.0.borrow();
        let known = memory.known(run);
        known
            .map(|stats| stats.borrow().clone())
            .unwrap_or_default()
    }
}

/// A request the lab is answering. Dropping it counts the request out, however
/// its answer ended; the counters are its run's own, forgotten by then or not.
#[derive(Debug)]
pub struct InFlight(Rc<RefCell<RunStats>>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.borrow_mut().in_flight -= 1;
    }
}
