//! What the tasks of a lane share.

use std::cell::Cell;

use super::batches::Batches;
use super::lane::Lane;
use super::ports::{Clock, Fetch, When};
use super::semaphore::ResizableSemaphore;
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::run::outcome::CancelledBy;
use playground_core::units::{RequestIndex, TimePoint};

/// What the tasks of a lane share.
pub(super) struct Context<'a, F, C, E> {
    pub(super) lane: &'a Lane<'a, F, C, E>,
    pub(super) semaphore: ResizableSemaphore,
    /// Held around what all requests share: a lock is a semaphore of one permit.
    pub(super) lock: ResizableSemaphore,
    pub(super) batches: Batches,
    /// The lane's limit, which the semaphore's reaches once the first bursts have started.
    pub(super) limit: Cell<u32>,
    /// For each request, whether its outcome was reported.
    pub(super) has_outcome: Vec<Cell<bool>>,
}

impl<F: Fetch, C: Clock, E: Fn(RunEvent)> Context<'_, F, C, E> {
    pub(super) fn cancel_unfinished(&self, by: CancelledBy) {
        for (index, has_outcome) in self.lane.plan.indexes().zip(&self.has_outcome) {
            if !has_outcome.get() {
                self.emit_step(index, Step::Cancelled(by), When::Now);
            }
        }
    }

    pub(super) fn emit_step(&self, index: RequestIndex, step: Step, when: When) {
        if let (Step::Ended(_), Some(has_outcome)) = (step, self.has_outcome.get(index.as_usize()))
        {
            has_outcome.set(true);
        }
        self.emit_at(RunEventKind::Request(index, step), when);
    }

    pub(super) fn emit(&self, kind: RunEventKind) {
        self.emit_at(kind, When::Now);
    }

    fn emit_at(&self, kind: RunEventKind, when: When) {
        let point = match when {
            When::At(point) => point,
            When::Now | When::Unknown => self.lane.clock.now(),
        };
        // Rounded as in a report, so that the page and the report show the same digits.
        let at = TimePoint::START + (point - self.lane.started).rounded();
        (self.lane.on_event)(RunEvent { at, kind });
    }
}
