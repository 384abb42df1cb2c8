//! The counters of the lab: for each run, the requests that arrived, the number in
//! flight, its maximum, and the number refused. Also the queue of a server with a limited
//! capacity.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use serde_json::Value;

use super::address::{LabKey, LabRequest};
use super::answer::ResponsePlan;
use super::counter::CounterCall;
use crate::analysis::server_queue::ServerQueue;
use crate::experiment::workload::Capacity;
use crate::units::{RunId, TimePoint};

/// Runs whose counters are kept; the oldest is forgotten first.
const RUNS_KEPT: usize = 64;
/// Cancellations kept that arrived before their request; the oldest is forgotten first.
const CANCELLATIONS_KEPT: usize = 2_048;

/// The body of a refusal.
pub const REFUSAL: &str = "The server is working on as many requests as it can.";

/// The counters of one run, as `stats` shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunStats {
    /// All that arrived, refused or not.
    pub requests: u32,
    /// Worked on, or queued.
    pub in_flight: u32,
    pub max_in_flight: u32,
    /// Refused because the server was at its capacity.
    pub refused: u32,
    /// The number that its requests share.
    pub counter: u64,
}

impl RunStats {
    /// Reads what is written by its `Display`; `None` for anything else.
    pub fn read(document: &Value) -> Option<Self> {
        let number = |name: &str| u32::try_from(document.get(name)?.as_u64()?).ok();
        // A lab of an earlier version does not send these fields.
        let refused = match document.get("refused") {
            Some(_) => number("refused")?,
            None => 0,
        };
        let counter = match document.get("counter") {
            Some(counter) => counter.as_u64()?,
            None => 0,
        };
        Some(Self {
            requests: number("requests")?,
            in_flight: number("inFlight")?,
            max_in_flight: number("maxInFlight")?,
            refused,
            counter,
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
            refused,
            counter,
        } = self;
        write!(f, r#"{{"requests":{requests},"inFlight":{in_flight},"#)?;
        write!(f, r#""maxInFlight":{max_in_flight},"refused":{refused},"#)?;
        write!(f, r#""counter":{counter}}}"#)
    }
}

/// The lab's memory, shared by all the requests it is answering.
#[derive(Clone, Debug, Default)]
pub struct LabState(Rc<RefCell<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    runs: VecDeque<(RunId, Rc<RefCell<Run>>)>,
    cancelled_early: VecDeque<LabKey>,
}

/// The counters and the queue of a run.
#[derive(Debug, Default)]
struct Run {
    stats: RunStats,
    queue: ServerQueue,
}

impl Memory {
    fn known(&self, run: RunId) -> Option<&Rc<RefCell<Run>>> {
        let known = self.runs.iter().find(|(other, _)| *other == run);
        known.map(|(_, run)| run)
    }

    fn run(&mut self, id: RunId) -> Rc<RefCell<Run>> {
        if let Some(run) = self.known(id) {
            return Rc::clone(run);
        }
        if self.runs.len() == RUNS_KEPT {
            self.runs.pop_front();
        }
        let run = Rc::<RefCell<Run>>::default();
        self.runs.push_back((id, Rc::clone(&run)));
        run
    }

    /// Whether the request was cancelled before it arrived; its cancellation is then forgotten.
    fn take_cancelled(&mut self, key: LabKey) -> bool {
        let early = &mut self.cancelled_early;
        let position = early.iter().position(|&cancelled| cancelled == key);
        position.is_some_and(|position| early.remove(position).is_some())
    }
}

/// How the lab treats a request that arrives.
#[derive(Debug)]
pub enum Arrival {
    /// It is in flight until the guard is dropped.
    Taken {
        in_flight: InFlight,
        /// The answer and its times, including the wait in the queue; `None` if it is
        /// never answered.
        answer: Option<ResponsePlan>,
    },
    /// It is refused immediately, with this status and [`REFUSAL`].
    Refused { status: u16 },
    /// It was cancelled before it arrived.
    Unwanted,
}

impl LabState {
    /// Counts a request that arrives at this time, by a clock that is the same for all
    /// requests. If its run has as many in flight as the request's capacity, it is refused
    /// or queued until those before it are done as planned, even if they are cancelled
    /// meanwhile. A request that is never answered is in flight, but neither waits nor
    /// takes a slot.
    pub fn arrive(&self, request: &LabRequest, at: TimePoint) -> Arrival {
        let mut memory = self.0.borrow_mut();
        if memory.take_cancelled(request.key) {
            return Arrival::Unwanted;
        }
        let run = memory.run(request.key.run);
        let mut known = run.borrow_mut();
        let Run { stats, queue } = &mut *known;
        stats.requests += 1;
        let mut answer = ResponsePlan::for_request(request);
        if let Some(Capacity { requests, beyond }) = request.capacity {
            match (beyond.status(), &mut answer) {
                (Some(status), _) if stats.in_flight >= requests => {
                    stats.refused += 1;
                    return Arrival::Refused { status };
                }
                (None, Some(answer)) => {
                    *answer = answer.after(queue.add(at, answer.end_at(), requests));
                }
                _ => {}
            }
        }
        stats.in_flight += 1;
        stats.max_in_flight = stats.max_in_flight.max(stats.in_flight);
        drop(known);
        Arrival::Taken {
            in_flight: InFlight(run),
            answer,
        }
    }

    /// Keeps the cancellation of a request that has not arrived yet.
    pub fn cancel_early(&self, key: LabKey) {
        let cancelled = &mut self.0.borrow_mut().cancelled_early;
        if cancelled.len() == CANCELLATIONS_KEPT {
            cancelled.pop_front();
        }
        cancelled.push_back(key);
    }

    /// Reads or writes the number that a run's requests share, and returns its value at
    /// that time, which the answer contains after its delay.
    pub fn count(&self, call: &CounterCall) -> u64 {
        let Some(value) = call.write else {
            return self.stats(call.run).counter;
        };
        let run = self.0.borrow_mut().run(call.run);
        run.borrow_mut().stats.counter = value;
        value
    }

    pub fn stats(&self, run: RunId) -> RunStats {
        let memory = self.0.borrow();
        let known = memory.known(run);
        known
            .map(|run| run.borrow().stats.clone())
            .unwrap_or_default()
    }
}

/// A request that the lab is answering. Dropping it ends its time in flight, however its
/// answer ended; it counts in its own run, even if that is forgotten by then.
#[derive(Debug)]
pub struct InFlight(Rc<RefCell<Run>>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.borrow_mut().stats.in_flight -= 1;
    }
}
