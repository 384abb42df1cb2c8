//! Runs a lane: a semaphore limits `join_all` over its requests.

use std::cell::Cell;
use std::pin::pin;

use futures::FutureExt;
use futures::future::{Either, join_all, select};

use super::control::{ControlCommand, LaneControl};
use super::host_limits::HostLimits;
use super::ports::{Clock, Fetch, When};
use super::request::RequestTask;
use super::semaphore::ResizableSemaphore;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::CancelledBy;
use playground_core::units::{RequestIndex, Span, TimePoint};

/// One lane to be run. Every strategy on the page's event loop is this, with its own
/// limit: sequential is a limit of 1.
///
/// # Examples
/// A fetch that answers at once, and a clock that stands still:
/// ```
/// use std::cell::Cell;
/// use std::future::pending;
///
/// use futures::FutureExt;
/// use playground_core::experiment::Policy;
/// use playground_core::experiment::plan::Plan;
/// use playground_core::experiment::workload::Workload;
/// use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
/// use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};
/// use playground_engine::control::LaneControl;
/// use playground_engine::host_limits::HostLimits;
/// use playground_engine::lane::Lane;
/// use playground_engine::ports::{
///     Body, BodyBroken, Clock, Computed, Failure, Fetch, FetchResult, FollowUp, Head, Response, When,
/// };
///
/// struct StoppedClock;
/// impl Clock for StoppedClock {
///     fn now(&self) -> TimePoint {
///         TimePoint::START
///     }
///     async fn sleep(&self, _: Span) {
///         pending().await
///     }
/// }
///
/// struct EmptyBody;
/// impl Body for EmptyBody {
///     async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
///         Ok(None)
///     }
/// }
///
/// /// Nothing is computed here, so there is no value of this type.
/// enum NoFollowUp {}
/// impl FollowUp for NoFollowUp {
///     async fn wait_until_idle(&mut self) -> Result<When, Failure> {
///         match *self {}
///     }
///     async fn run(&mut self) -> Result<Computed, Failure> {
///         match *self {}
///     }
/// }
///
/// struct InstantFetch;
/// impl Fetch for InstantFetch {
///     type Body = EmptyBody;
///     type FollowUp = NoFollowUp;
///     async fn fetch(&self, _: RequestIndex, _: AttemptNumber) -> FetchResult<Self> {
///         Ok(Response {
///             head: Some(Head { status: 200, at: When::Now }),
///             retry_after: None,
///             body: EmptyBody,
///             follow_up: None,
///         })
///     }
/// }
///
/// let plan = Plan::new(Workload { requests: 20, ..Workload::default() });
/// let ended = Cell::new(0);
/// let lane = Lane {
///     plan: &plan,
///     policy: Policy::default(),
///     started: TimePoint::START,
///     limit: 5,
///     host_limits: &HostLimits::default(),
///     body_limit_bytes: 1_000_000,
///     fetch: &InstantFetch,
///     clock: &StoppedClock,
///     control: &LaneControl::new(),
///     on_event: |event: RunEvent| {
///         if let RunEventKind::Request(_, Step::Ended(_)) = event.kind {
///             ended.set(ended.get() + 1);
///         }
///     },
/// };
/// assert_eq!(lane.run().now_or_never(), Some(Ending::Completed));
/// assert_eq!(ended.get(), 20);
/// ```
pub struct Lane<'a, F, C, E> {
    pub plan: &'a Plan,
    pub policy: Policy,
    /// When it starts, by the clock; its events count from here.
    pub started: TimePoint,
    /// How many requests may be in flight at first.
    pub limit: u32,
    /// The limits of single hosts, whatever the lane's limit allows.
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
            semaphore: ResizableSemaphore::new(self.limit.min(BURST)),
            limit: Cell::new(self.limit),
            lock: ResizableSemaphore::new(1),
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

/// How many requests start in one task of the page: each takes its thread some 0.3 ms,
/// and from 50 ms on a person notices that a page does not respond.
const BURST: u32 = 128;

/// What the tasks of a lane share.
pub(super) struct Context<'a, F, C, E> {
    pub(super) lane: &'a Lane<'a, F, C, E>,
    pub(super) semaphore: ResizableSemaphore,
    /// Held around what all requests share: a lock is a semaphore of one permit.
    pub(super) lock: ResizableSemaphore,
    /// The lane's limit, which the semaphore's reaches once the first bursts have started.
    limit: Cell<u32>,
    /// For each request, whether its outcome was reported.
    has_outcome: Vec<Cell<bool>>,
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

    fn cancel_unfinished(&self, by: CancelledBy) {
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

    fn emit(&self, kind: RunEventKind) {
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

const fn cancelled_by(ending: Ending) -> Option<CancelledBy> {
    match ending {
        Ending::Completed => None,
        Ending::Stopped => Some(CancelledBy::User),
        Ending::FailedFast => Some(CancelledBy::FailFast),
        Ending::Crashed => Some(CancelledBy::Crash),
        Ending::NoWorkers => Some(CancelledBy::NoWorkers),
    }
}
