//! The schedule a lane would have without any overhead, and its makespan.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::analysis::server_queue::ServerQueue;
use crate::experiment::plan::{Plan, PlannedAttempt};
use crate::experiment::policy::{Lock, Policy};
use crate::experiment::strategy::Strategy;
use crate::units::{AttemptNumber, InOrder, RequestIndex, Span, TimePoint};

/// The ideal makespan of the plan: first-come list scheduling (Graham 1966) of the
/// planned lengths on the lane's slots. Each attempt takes the slot that is free
/// first; an attempt that is planned to fail gives its slot back while it backs off,
/// and queues again behind whoever waits by then. Of those who queue at the same
/// time, the one that failed earlier comes first, as timers do. What is computed
/// keeps its slot; on the page all slots share one thread, which computes one after
/// the other, and a pool of workers has a thread for each. Updates under a lock are one
/// after the other, too, and under a lock around everything so is all else. Where the
/// server lets requests wait for their turn, that counts as time in flight, and towards
/// the timeout.
pub fn ideal_makespan(plan: &Plan, policy: &Policy, strategy: Strategy) -> Span {
    // While somebody types, room for the spans would be made in vain.
    Schedule::new(plan, policy, strategy).run()
}

/// The whole schedule of which [`ideal_makespan`] is the end.
pub fn ideal_schedule(plan: &Plan, policy: &Policy, strategy: Strategy) -> IdealSchedule {
    let mut schedule = Schedule::new(plan, policy, strategy);
    schedule.spans = vec![Default::default(); plan.indexes().len()];
    let makespan = schedule.run();
    IdealSchedule {
        spans: schedule.spans,
        makespan,
    }
}

/// When each request would begin and end without any overhead.
#[derive(Clone, Debug, PartialEq)]
pub struct IdealSchedule {
    /// Of each request, by its index, the points at which its first attempt begins and
    /// its last one ends; what it backs off between them is within.
    pub spans: Vec<(TimePoint, TimePoint)>,
    /// From the start to the latest of the ends.
    pub makespan: Span,
}

/// A schedule in the making.
struct Schedule<'a> {
    plan: &'a Plan,
    policy: &'a Policy,
    now: TimePoint,
    /// Slots that nobody holds.
    free: u32,
    /// Until when the page's one thread computes, or the lock is held; `None` where no
    /// slot has to wait for another.
    alone_until: Option<TimePoint>,
    /// On how many the server works at once, where the others wait.
    server_slots: Option<u32>,
    server: ServerQueue,
    queue: BinaryHeap<Reverse<Queued>>,
    events: BinaryHeap<Reverse<Event>>,
    numbers: u64,
    /// What is learnt of each request; empty where only the makespan matters.
    spans: Vec<(TimePoint, TimePoint)>,
}

/// An attempt that waits for a slot; its place in the queue is decided by its
/// fields in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Queued {
    ready: InOrder,
    /// When the attempt before it failed.
    failed: InOrder,
    number: u64,
    index: RequestIndex,
    attempt: AttemptNumber,
}

/// An attempt's exchange is over, or all of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: InOrder,
    number: u64,
    is_end: bool,
    /// It waited at the server for so long that it timed out.
    is_late: bool,
    index: RequestIndex,
    attempt: AttemptNumber,
}

impl<'a> Schedule<'a> {
    fn new(plan: &'a Plan, policy: &'a Policy, strategy: Strategy) -> Self {
        let has_turns = match plan.workload().updates() {
            true => policy.lock != Lock::None,
            false => !strategy.kind().has_threads(),
        };
        let mut schedule = Self {
            plan,
            policy,
            now: TimePoint::START,
            free: match policy.lock {
                Lock::Request if plan.workload().updates() => 1,
                _ => strategy.limit().min(plan.workload().requests),
            },
            alone_until: has_turns.then_some(TimePoint::START),
            // A page that blocks never leaves a request, so that none is ahead of it.
            server_slots: plan
                .workload()
                .queueing_capacity()
                .filter(|_| !strategy.kind().blocks_page()),
            server: ServerQueue::default(),
            queue: BinaryHeap::new(),
            events: BinaryHeap::new(),
            numbers: 0,
            spans: Vec::new(),
        };
        for index in plan.indexes() {
            let start = InOrder(TimePoint::START);
            schedule.queue(start, start, index, AttemptNumber::FIRST);
        }
        schedule
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

    /// How long an attempt that is sent now takes, and whether only its wait at the
    /// server makes it time out.
    fn exchange(&mut self, planned: &PlannedAttempt) -> (Span, bool) {
        let length = planned.length(self.policy);
        let (Some(slots), Some(work)) = (self.server_slots, planned.unlimited_length()) else {
            return (length, false);
        };
        let wait = self.server.take(self.now, work, slots);
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
            let begin = self.alone_until.map_or(self.now, |free| free.max(self.now));
            let end = begin + computing;
            self.alone_until = self.alone_until.map(|_| end);
            self.schedule(end, true, false, index, attempt);
            return;
        }
        self.free += 1;
        if let Some(span) = self.spans.get_mut(index.as_usize()) {
            span.1 = self.now;
        }
        let backoff = match is_late {
            true => self.plan.backoff_after_timeout(index, attempt, self.policy),
            false => self.plan.backoff_after(index, attempt, self.policy),
        };
        if let Some(backoff) = backoff {
            let ready = InOrder(self.now + backoff);
            self.queue(ready, InOrder(self.now), index, attempt.next());
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
        self.numbers += 1;
        self.numbers
    }
}
