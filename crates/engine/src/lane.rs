//! Runs a lane: a gate bounds `join_all` over its requests.

use std::cell::Cell;
use std::pin::pin;

use futures::FutureExt;
use futures::future::{Either, join_all, select};

use super::control::{ControlCommand, LaneControl};
use super::gate::Gate;
use super::host_limits::HostLimits;
use super::ports::{Clock, Fetch, When};
use super::request::RequestTask;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::CancelledBy;
use playground_core::units::{RequestIndex, Span, TimePoint};

/// One lane to be run. Every strategy on the page's event loop is this, with
/// its own number of slots: sequential is a limit of 1.
pub struct Lane<'a, F, C, E> {
    pub plan: &'a Plan,
    pub policy: Policy,
    /// When it starts, by the clock; its events count from here.
    pub started: TimePoint,
    /// How many requests may be in flight at first.
    pub limit: u32,
    /// What some hosts bear, whatever the limit allows.
    pub host_limits: &'a HostLimits,
    /// The longest body that is read to its end.
    pub body_limit_bytes: u64,
    pub fetch: &'a F,
    pub clock: &'a C,
    pub control: &'a LaneControl,
    /// Takes each event as it happens. It must not run the lane's own future.
    pub on_event: E,
}

impl<F: Fetch, C: Clock, E: Fn(RunEvent)> Lane<'_, F, C, E> {
    /// Runs the lane to its end. Whatever happens, every request gets exactly
    /// one outcome, and the last event is [`RunEventKind::Finished`].
    pub async fn run(self) -> Ending {
        let context = Context {
            gate: Gate::new(self.limit.min(BURST)),
            limit: Cell::new(self.limit),
            lock: Gate::new(1),
            open: self.plan.indexes().map(|_| Cell::new(true)).collect(),
            lane: &self,
        };
        let ending = context.run_requests().await;
        // The tasks are gone and with them every fetch that was in flight.
        if let Some(by) = cancelled_by(ending) {
            context.cancel_open(by);
        }
        context.emit(RunEventKind::Finished(ending));
        ending
    }
}

/// So many start in one task of the page's: each takes its thread some 0.3 ms, and from
/// 50 ms on a person notices that a page does not answer.
const BURST: u32 = 128;

/// What the tasks of a lane share.
pub(super) struct Context<'a, F, C, E> {
    pub(super) lane: &'a Lane<'a, F, C, E>,
    pub(super) gate: Gate,
    /// Held around what all requests share: a lock is a gate of one.
    pub(super) lock: Gate,
    /// What the gate's limit comes to, as soon as the first have started.
    limit: Cell<u32>,
    /// Which requests have no outcome yet.
    open: Vec<Cell<bool>>,
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
        let mut opening = pin!(self.open_up().fuse());
        loop {
            let wish = pin!(self.lane.control.next_command());
            // The wish is polled first: a stop is obeyed before anything starts.
            match select(wish, select(&mut tasks, &mut opening)).await {
                Either::Left((ControlCommand::Stop, _)) => return Ending::Stopped,
                Either::Left((ControlCommand::FailFast, _)) => return Ending::FailedFast,
                Either::Left((ControlCommand::Limit(limit), _)) => {
                    self.limit.set(limit);
                    self.gate.set_limit(limit.min(self.gate.limit() + BURST));
                    opening.set(self.open_up().fuse());
                    self.emit(RunEventKind::LimitChanged(limit));
                }
                Either::Right((Either::Right(_), _)) => {}
                // The wish came while the last request ended.
                Either::Right(_) if self.lane.control.is_stopped() => return Ending::Stopped,
                Either::Right(_) if self.lane.control.is_ending() => return Ending::FailedFast,
                Either::Right(_) => return Ending::Completed,
            }
        }
    }

    /// Lets the first requests start in bursts, with time for a frame between them.
    async fn open_up(&self) {
        let requests = self.lane.plan.indexes().len() as u32;
        while self.gate.limit() < self.limit.get().min(requests) {
            self.lane.clock.sleep(Span::ZERO).await;
            let raised = self.gate.limit() + BURST;
            self.gate.set_limit(raised.min(self.limit.get()));
        }
        self.gate.set_limit(self.limit.get());
    }

    fn cancel_open(&self, by: CancelledBy) {
        for index in self.lane.plan.indexes() {
            if self.open.get(index.as_usize()).is_some_and(Cell::get) {
                self.emit_step(index, Step::Cancelled(by), When::Now);
            }
        }
    }

    pub(super) fn emit_step(&self, index: RequestIndex, step: Step, when: When) {
        if let (Step::Ended(_), Some(open)) = (step, self.open.get(index.as_usize())) {
            open.set(false);
        }
        self.emit_at(RunEventKind::Request(index, step), when);
    }

    fn emit(&self, kind: RunEventKind) {
        self.emit_at(kind, When::Now);
    }

    fn emit_at(&self, kind: RunEventKind, when: When) {
        let point = match when {
            When::At(point) => point,
            When::Now | When::Unknown => self.lane.clock.now(),
        };
        // What is shown is what a report tells, to the last digit.
        let at = TimePoint::START + (point - self.lane.started).rounded();
        (self.lane.on_event)(RunEvent { at, kind });
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
