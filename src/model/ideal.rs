//! The makespan a lane would have without any overhead.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::experiment::Policy;
use super::plan::Plan;
use super::units::{AttemptNumber, RequestIndex, Span, TimePoint};

/// The ideal makespan of the plan on `slots` slots: first-come list scheduling
/// (Graham 1966) of the planned lengths. Each attempt takes the slot that is
/// free first; an attempt that is planned to fail gives its slot back while it
/// backs off, and queues again behind whoever waits by then.
pub fn ideal_makespan(plan: &Plan, policy: &Policy, slots: u32) -> Span {
    let occupied = slots.min(plan.workload().requests) as usize;
    let mut free: BinaryHeap<Reverse<Key>> = (0..occupied)
        .map(|_| Reverse(Key(TimePoint::START, 0)))
        .collect();
    let mut queue: BinaryHeap<Reverse<Queued>> = plan
        .indexes()
        .map(|index| {
            Reverse(Queued {
                ready: Key(TimePoint::START, u64::from(index.0)),
                index,
                attempt: AttemptNumber::FIRST,
            })
        })
        .collect();
    let mut arrivals = queue.len() as u64;
    let mut end = TimePoint::START;

    // Slots are taken in the order in which they fall free, so starts never go
    // back in time and every retry is in the queue before it can be its turn.
    while let Some(Reverse(next)) = queue.pop() {
        let Some(Reverse(Key(slot_free, _))) = free.pop() else {
            break;
        };
        let start = slot_free.max(next.ready.0);
        let length = plan.attempt(next.index, next.attempt).length(policy);
        let finish = start + length;
        free.push(Reverse(Key(finish, 0)));
        end = end.max(finish);
        if let Some(backoff) = plan.backoff_after(next.index, next.attempt, policy) {
            queue.push(Reverse(Queued {
                ready: Key(finish + backoff, arrivals),
                index: next.index,
                attempt: next.attempt.next(),
            }));
            arrivals += 1;
        }
    }
    end - TimePoint::START
}

/// A point in time, and an arrival number that decides between equal points.
#[derive(Clone, Copy, PartialEq)]
struct Key(TimePoint, u64);

impl Eq for Key {}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let times = self.0.ms().total_cmp(&other.0.ms());
        times.then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An attempt that waits for a slot.
#[derive(Clone, Copy)]
struct Queued {
    ready: Key,
    index: RequestIndex,
    attempt: AttemptNumber,
}

impl Ord for Queued {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ready.cmp(&other.ready)
    }
}

impl PartialOrd for Queued {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Queued {
    fn eq(&self, other: &Self) -> bool {
        self.ready == other.ready
    }
}

impl Eq for Queued {}
