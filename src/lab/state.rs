//! What the lab counts: for each run, the requests that arrived, how many are
//! in flight and how many ever were at once.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::address::LabKey;
use crate::model::units::RunId;

/// Runs whose counters are kept; the oldest is forgotten first.
const RUNS_KEPT: usize = 64;
/// Cancellations remembered that overtook their request; the oldest is
/// forgotten first.
const CANCELLATIONS_KEPT: usize = 2_048;

/// The counters of one run, as `stats` shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStats {
    pub requests: u32,
    pub in_flight: u32,
    pub max_in_flight: u32,
}

/// The lab's memory, shared by all the requests it is answering.
#[derive(Clone, Debug, Default)]
pub struct LabState(Rc<RefCell<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    runs: VecDeque<(RunId, RunStats)>,
    cancelled_early: VecDeque<LabKey>,
}

impl Memory {
    fn run(&mut self, run: RunId) -> &mut RunStats {
        let position = self.runs.iter().position(|(other, _)| *other == run);
        let position = position.unwrap_or_else(|| {
            if self.runs.len() == RUNS_KEPT {
                self.runs.pop_front();
            }
            self.runs.push_back((run, RunStats::default()));
            self.runs.len() - 1
        });
        &mut self.runs[position].1
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
        let stats = memory.run(key.run);
        stats.requests += 1;
        stats.in_flight += 1;
        stats.max_in_flight = stats.max_in_flight.max(stats.in_flight);
        Some(InFlight {
            state: self.clone(),
            run: key.run,
        })
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
        let known = memory.runs.iter().find(|(other, _)| *other == run);
        known.map(|(_, stats)| stats.clone()).unwrap_or_default()
    }
}

/// A request the lab is answering. Dropping it counts the request out, however
/// its answer ended.
#[derive(Debug)]
pub struct InFlight {
    state: LabState,
    run: RunId,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut memory = self.state.0.borrow_mut();
        let stats = memory.runs.iter_mut().find(|(other, _)| *other == self.run);
        if let Some((_, stats)) = stats {
            stats.in_flight -= 1;
        }
    }
}
