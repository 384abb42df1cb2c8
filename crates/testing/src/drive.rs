//! The result of a lane that was driven to its end.

use std::collections::BTreeSet;
use std::rc::Rc;

use playground_core::run::Run;
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::run::request::RequestRecord;
use playground_core::units::RequestIndex;

use crate::scripted_fetch::Log;

/// The run, its events, and the calls of the fetch.
pub struct Driven {
    pub run: Run,
    pub events: Vec<RunEvent>,
    pub fetch: Rc<Log>,
}

impl Driven {
    /// The order in which requests were sent, retries included.
    pub fn order(&self) -> Vec<u32> {
        let dispatches = self.fetch.dispatches();
        dispatches.iter().map(|((index, _), _)| *index).collect()
    }

    /// What happened to this request, and when.
    pub fn steps(&self, of: u32) -> Vec<(f64, Step)> {
        let steps = self.events.iter().filter_map(|event| match event.kind {
            RunEventKind::Request(index, step) if index.0 == of => Some((event.at.ms(), step)),
            _ => None,
        });
        steps.collect()
    }

    /// When each attempt was sent.
    pub fn sent_at(&self, index: u32, attempt: u32) -> Option<f64> {
        let dispatches = self.fetch.dispatches();
        let of = |(key, _): &&(_, _)| *key == (index, attempt);
        dispatches.iter().find(of).map(|(_, at)| at.ms())
    }

    /// The maximum number of these requests in flight at once.
    pub fn most_in_flight(&self, of: impl Fn(RequestIndex) -> bool) -> usize {
        let (mut in_flight, mut most) = (BTreeSet::new(), 0);
        for event in &self.events {
            match event.kind {
                RunEventKind::Request(index, Step::Dispatched) if of(index) => {
                    in_flight.insert(index);
                }
                RunEventKind::Request(
                    index,
                    Step::BackedOff { .. } | Step::Ended(_) | Step::Cancelled(_),
                ) => {
                    in_flight.remove(&index);
                }
                _ => {}
            }
            most = most.max(in_flight.len());
        }
        most
    }

    /// How many were cancelled by this.
    pub fn cancelled_by(&self, by: CancelledBy) -> usize {
        let requests = self.run.requests().iter();
        let outcomes = requests.filter_map(RequestRecord::outcome);
        outcomes
            .filter(|outcome| *outcome == Outcome::Cancelled(by))
            .count()
    }

    /// What happened after the first event of this kind.
    pub fn after(&self, first: impl Fn(&RunEventKind) -> bool) -> Vec<RunEventKind> {
        let kinds = self.events.iter().map(|event| event.kind);
        kinds.skip_while(|kind| !first(kind)).skip(1).collect()
    }
}

pub const fn is_dispatch(kind: &RunEventKind) -> bool {
    matches!(kind, RunEventKind::Request(_, Step::Dispatched))
}

pub const fn is_cancel(kind: &RunEventKind) -> bool {
    matches!(kind, RunEventKind::Request(_, Step::Cancelled(_)))
}
