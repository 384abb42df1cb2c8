//! The ideal schedule: what a lane would do without any overhead, and its makespan.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::analysis::server_queue::ServerQueue;
use crate::experiment::plan::{Plan, PlannedAttempt};
use crate::experiment::policy::{Lock, Policy};
use crate::experiment::strategy::Strategy;
use crate::units::{AttemptNumber, InOrder, RequestIndex, Span, TimePoint};

/// The ideal makespan of the plan: first-come list scheduling of the planned lengths on the
/// lane's slots (R. L. Graham, *Bounds for certain multiprocessing anomalies*, 1966).
///
/// - Each attempt takes the first slot that becomes free.
/// - In batches, the next requests queue when all of the batch before have ended for good.
/// - An attempt that is planned to fail releases its slot while it backs off, then queues
///   behind the requests that wait by then. Among attempts that queue at the same time, the
///   one that failed earlier comes first, in the order of their timers.
/// - A computation keeps its slot. On the page all slots share one thread, which computes
///   one at a time; each worker of a pool has its own thread.
/// - Updates under a lock run one at a time; under a lock around the whole request, so do
///   the requests.
/// - Time in a server's queue counts as time in flight, and towards the timeout.
pub fn ideal_makespan(plan: &Plan, policy: &Policy, strategy: Strategy) -> Span {
    // Without the spans: this runs while the user types, and needs only the end.
    Simulation::new(plan, policy, strategy).run()
}

/// The whole schedule whose end is [`ideal_makespan`].
pub fn ideal_schedule(plan: &Plan, policy: &Policy, strategy: Strategy) -> IdealSchedule {
    let mut simulation = Simulation::new(plan, policy, strategy);
    simulation.spans = vec![Default::default(); plan.indexes().len()];
    let makespan = simulation.run();
    IdealSchedule {
        spans: simulation.spans,
        makespan,
    }
}

/// When each request would begin and end without overhead.
#[derive(Clone, Debug, PartialEq)]
pub struct IdealSchedule {
    /// By request index: the begin of its first attempt and the end of its last one,
    /// backoffs included.
    pub spans: Vec<(TimePoint, TimePoint)>,
    /// From the start to the latest end.
    pub makespan: Span,
}

/// The simulation of a schedule, event by event.
struct Simulation<'a> {
    plan: &'a Plan,
    policy: &'a Policy,
    now: TimePoint,
    /// The number of free slots.
    free: u32,
    /// When the page's thread, or the lock, is free again; `None` if computations or updates
    /// do not wait for each other.
    exclusive_until: Option<TimePoint>,
    /// How many requests the server works on at once; `None` if it has no queue.
    server_slots: Option<u32>,
    server: ServerQueue,
    queue: BinaryHeap<Reverse<Queued>>,
    events: BinaryHeap<Reverse<Event>>,
    /// How many requests queue together; all of them, if not in batches.
    batch: u32,
    /// How many have queued so far: those with the lowest indexes.
    begun: u32,
    /// How many of those have not ended for good.
    open: u32,
    /// The last number given to an event or a queued attempt, which orders equals.
    last_number: u64,
    /// Begin and end of each request; empty if only the makespan is needed.
    spans: Vec<(TimePoint, TimePoint)>,
}

/// An attempt that waits for a slot. The queue is ordered by the fields, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Queued {
    ready: InOrder,
    /// When the previous attempt failed.
    failed: InOrder,
    number: u64,
    index: RequestIndex,
    attempt: AttemptNumber,
}

/// The end of an attempt's exchange, or of the whole attempt.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: InOrder,
    number: u64,
    /// Whether the whole attempt ends, its computation included.
    is_end: bool,
    /// Whether it timed out because of its wait in the server's queue.
    is_late: bool,
    index: RequestIndex,
    attempt: AttemptNumber,
}

impl<'a> Simulation<'a> {
    fn new(plan: &'a Plan, policy: &'a Policy, strategy: Strategy) -> Self {
        let is_exclusive = if plan.workload().updates() {
            policy.lock != Lock::None
        } else {
            !strategy.kind().has_threads()
        };
        let mut simulation = Self {
            plan,
            policy,
            now: TimePoint::START,
            free: match policy.lock {
                Lock::Request if plan.workload().updates() => 1,
                _ => strategy.limit().min(plan.workload().requests),
            },
            exclusive_until: is_exclusive.then_some(TimePoint::START),
            // A page that blocks sends one request at a time, so the queue stays empty.
            server_slots: plan
                .workload()
                .queueing_capacity()
                .filter(|_| !strategy.kind().blocks_page()),
            server: ServerQueue::default(),
            queue: BinaryHeap::new(),
            events: BinaryHeap::new(),
            batch: strategy.batch_size().unwrap_or(u32::MAX),
            begun: 0,
            open: 0,
            last_number: 0,
            spans: Vec::new(),
        };
        simulation.queue_batch();
        simulation
    }

    /// Queues the first attempts of the next batch, if there is one.
    fn queue_batch(&mut self) {
        let left = self.plan.workload().requests - self.begun;
        self.open = left.min(self.batch);
        let now = InOrder(self.now);
        for index in self.begun..self.begun + self.open {
            self.queue(now, now, RequestIndex(index), AttemptNumber::FIRST);
        }
        self.begun += self.open;
    }

    fn run(&mut self) -> Span {
        loop {
            self.start_ready();
            let done = self.events.peek().map(|event| event.0.at);
            let ready = self.queue.peek().map(|queued| queued.0.ready);
            let ready = ready.filter(|_| self.free > 0);
            let Some(next) = [done, ready].into_iter().flatten().min() else {
                return self.now - TimePoint::START;
            };
            debug_assert!(next.0 >= self.now, "time never goes back");
            self.now = next.0;
            while let Some(Reverse(event)) = self.events.peek().copied()
                && event.at == next
            {
                self.events.pop();
                self.process(event);
            }
        }
    }

    fn start_ready(&mut self) {
        while self.free > 0
            && let Some(Reverse(next)) = self.queue.peek().copied()
            && next.ready.0 <= self.now
        {
            self.queue.pop();
            self.free -= 1;
            if next.attempt == AttemptNumber::FIRST
                && let Some(span) = self.spans.get_mut(next.index.as_usize())
            {
                span.0 = self.now;
            }
            let planned = self.plan.attempt(next.index, next.attempt);
            let (length, is_late) = self.exchange(&planned);
            let at = self.now + length;
            self.schedule(at, false, is_late, next.index, next.attempt);
        }
    }

    /// How long an attempt takes that is sent now, and whether it times out only because of
    /// its wait at the server.
    fn exchange(&mut self, planned: &PlannedAttempt) -> (Span, bool) {
        let length = planned.length(self.policy);
        let (Some(slots), Some(work)) = (self.server_slots, planned.unlimited_length()) else {
            return (length, false);
        };
        let wait = self.server.add(self.now, work, slots);
        let timeout = Span::from_whole_ms(self.policy.timeout_ms);
        let is_late = length < timeout && wait + work >= timeout;
        ((wait + work).min(timeout), is_late)
    }

    fn process(&mut self, event: Event) {
        let Event {
            index,
            attempt,
            is_late,
            ..
        } = event;
        let computing = self.plan.computing(index, attempt, self.policy);
        if !event.is_end && !is_late && computing > Span::ZERO {
            let begin = self
                .exclusive_until
                .map_or(self.now, |free| free.max(self.now));
            let end = begin + computing;
            self.exclusive_until = self.exclusive_until.map(|_| end);
            self.schedule(end, true, false, index, attempt);
            return;
        }
        self.free += 1;
        if let Some(span) = self.spans.get_mut(index.as_usize()) {
            span.1 = self.now;
        }
        let backoff = if is_late {
            self.plan.backoff_after_timeout(index, attempt, self.policy)
        } else {
            self.plan.backoff_after(index, attempt, self.policy)
        };
        if let Some(backoff) = backoff {
            let ready = InOrder(self.now + backoff);
            self.queue(ready, InOrder(self.now), index, attempt.next());
            return;
        }
        self.open -= 1;
        if self.open == 0 {
            self.queue_batch();
        }
    }

    fn schedule(
        &mut self,
        at: TimePoint,
        is_end: bool,
        is_late: bool,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) {
        let number = self.next_number();
        self.events.push(Reverse(Event {
            at: InOrder(at),
            number,
            is_end,
            is_late,
            index,
            attempt,
        }));
    }

    fn queue(
        &mut self,
        ready: InOrder,
        failed: InOrder,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) {
        let number = self.next_number();
        self.queue.push(Reverse(Queued {
            ready,
            failed,
            number,
            index,
            attempt,
        }));
    }

    const fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }
}
