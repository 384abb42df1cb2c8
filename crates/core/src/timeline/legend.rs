//! Which phases the bars of an experiment's lanes can have, for the legend.

use super::bar::Phase;
use crate::experiment::plan::Answer;
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::policy::{Backoff, Lock};
use crate::experiment::workload::Fault;
use crate::experiment::{Experiment, Policy};
use crate::run::queue::Queue;

/// Whether a bar of this lane can have this phase.
pub fn may_have(phase: Phase, all: &Experiment, lane: &PlannedLane) -> bool {
    let policy = lane.policy(&all.policy);
    let simulates_fetch = all.simulates_fetch(lane);
    let is_answered = all.workload.fetches() && !simulates_fetch;
    let computes = all.workload.computes() || simulates_fetch;
    match phase {
        Phase::WaitingForPermit => queue_of(all, lane) != Queue::Lock,
        Phase::WaitingForConnection | Phase::Connecting => {
            is_answered && lane.source(&all.source).is_on_network()
        }
        Phase::WaitingForResponse | Phase::Receiving => is_answered,
        Phase::WaitingForThread | Phase::Computing => computes,
        Phase::WaitingForLock => {
            all.workload.updates() && policy.lock != Lock::None && lane.strategy.limit() > 1
        }
        Phase::Updating => all.workload.updates(),
        Phase::BackingOff => {
            policy.retries > 0
                && (policy.backoff != Backoff::None || may_send_retry_after(all, lane))
        }
        Phase::WaitingForPage => policy.retries > 0 && policy.backoff == Backoff::None,
    }
}

/// Whether a server may send `Retry-After`; a lab does so only as planned.
fn may_send_retry_after(all: &Experiment, lane: &PlannedLane) -> bool {
    let is_planned = |fault| all.workload.faults.fraction(fault) > 0.0;
    let mut planned = Fault::ALL.into_iter().filter(|fault| is_planned(*fault));
    planned.any(|fault| Answer::to(fault).retry_after_seconds().is_some())
        || !lane.source(&all.source).is_lab()
}

fn queue_of(all: &Experiment, lane: &PlannedLane) -> Queue {
    let Policy { lock, .. } = lane.policy(&all.policy);
    Queue::new(lane.strategy, all.workload.updates(), lock)
}

/// The title and the meaning of a phase. Those of the wait for a permit cover all lanes
/// that have it.
pub fn title_and_meaning(phase: Phase, all: &Experiment) -> (&'static str, &'static str) {
    let has = |queue| all.lanes.iter().any(|lane| queue_of(all, lane) == queue);
    if phase == Phase::WaitingForPermit && has(Queue::Batch) {
        return if has(Queue::Permit) || has(Queue::Worker) {
            (
                "Waiting for a permit, a worker or a batch",
                "It may not start yet: no permit or worker is free, or its batch has not started.",
            )
        } else {
            (
                Queue::Batch.title(),
                "It may not start yet: its batch has not started.",
            )
        };
    }
    match (phase, has(Queue::Permit), has(Queue::Worker)) {
        (Phase::WaitingForPermit, false, true) => (
            Queue::Worker.title(),
            "It may not start yet: every worker is busy with another request.",
        ),
        (Phase::WaitingForPermit, true, true) => (
            "Waiting for a permit or a worker",
            "It may not start yet: as many requests as the limit allows are in flight, or every \
             worker is busy with another request.",
        ),
        _ => (phase.title(), phase.meaning()),
    }
}
