//! Runs a lane: a semaphore limits `join_all` over its requests.

use std::cell::Cell;
use std::pin::pin;

use futures::FutureExt;
use futures::future::{Either, join_all, select};

use super::batches::Batches;
use super::context::Context;
use super::control::ControlCommand;
use super::lane::Lane;
use super::ports::{Clock, Fetch};
use super::request::RequestTask;
use super::semaphore::ResizableSemaphore;
use playground_core::run::event::{Ending, RunEvent, RunEventKind};
use playground_core::run::outcome::CancelledBy;
use playground_core::units::Span;

/// How many requests start in one task of the page: each takes its thread some 0.3 ms,
/// and from 50 ms on a person notices that a page does not respond.
pub(super) const BURST: u32 = 128;

impl<F: Fetch, C: Clock, E: Fn(RunEvent)> Lane<'_, F, C, E> {
    /// Runs the lane to its end. Whatever happens, every request gets exactly
    /// one outcome, and the last event is [`RunEventKind::Finished`].
    pub async fn run(self) -> Ending {
        let context = Context {
            semaphore: ResizableSemaphore::new(self.limit.min(BURST)),
            limit: Cell::new(self.limit),
            lock: ResizableSemaphore::new(1),
            batches: Batches::new(self.batch_size, self.plan.indexes().len() as u32),
            has_outcome: self.plan.indexes().map(|_| Cell::new(false)).collect(),
            lane: &self,
        };
        let ending = context.run_requests().await;
        // The tasks are gone and with them every fetch that was in flight.
        if let Some(by) = cancelled_by(ending) {
            context.cancel_unfinished(by);
        }
        context.emit(RunEventKind::Finished(ending));
        ending
    }
}

impl<F: Fetch, C: Clock, E: Fn(RunEvent)> Context<'_, F, C, E> {
    async fn run_requests(&self) -> Ending {
        let tasks = join_all(
            self.lane
                .plan
                .indexes()
                .map(|index| RequestTask::new(self, index).run()),
        );
        let mut tasks = pin!(tasks);
        let mut ramp_up = pin!(self.ramp_up().fuse());
        loop {
            let command = pin!(self.lane.control.next_command());
            // The command is polled first: a stop takes effect before anything starts.
            match select(command, select(&mut tasks, &mut ramp_up)).await {
                Either::Left((ControlCommand::Stop, _)) => return Ending::Stopped,
                Either::Left((ControlCommand::FailFast, _)) => return Ending::FailedFast,
                Either::Left((ControlCommand::Limit(limit), _)) => {
                    self.limit.set(limit);
                    self.semaphore
                        .set_limit(limit.min(self.semaphore.limit() + BURST));
                    ramp_up.set(self.ramp_up().fuse());
                    self.emit(RunEventKind::LimitChanged(limit));
                }
                Either::Right((Either::Right(_), _)) => {}
                // The command came while the last request ended.
                Either::Right(_) if self.lane.control.is_stopped() => return Ending::Stopped,
                Either::Right(_) if self.lane.control.is_ending() => return Ending::FailedFast,
                Either::Right(_) => return Ending::Completed,
            }
        }
    }

    /// Raises the limit in bursts, with time for a frame between them.
    async fn ramp_up(&self) {
        let requests = self.lane.plan.indexes().len() as u32;
        while self.semaphore.limit() < self.limit.get().min(requests) {
            self.lane.clock.sleep(Span::ZERO).await;
            let raised = self.semaphore.limit() + BURST;
            self.semaphore.set_limit(raised.min(self.limit.get()));
        }
        self.semaphore.set_limit(self.limit.get());
    }
}

const fn cancelled_by(ending: Ending) -> Option<CancelledBy> {
    match ending {
        Ending::Completed => None,
        Ending::Stopped => Some(CancelledBy::User),
        Ending::FailedFast => Some(CancelledBy::FailFast),
        Ending::Crashed => Some(CancelledBy::Crash),
        Ending::NoWorkers => Some(CancelledBy::NoWorkers),
    }
}
