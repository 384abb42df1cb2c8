//! The makespan a lane would have without any overhead.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::experiment::Policy;
use super::plan::Plan;
use super::units::{AttemptNumber, InOrder, RequestIndex, Span, TimePoint};

/// The ideal makespan of the plan on `slots` slots: first-come list scheduling
/// (Graham 1966) of the planned lengths. Each attempt takes the slot that is
/// free first; an attempt that is planned to fail gives its slot back while it
/// backs off, and queues again behind whoever waits by then. Of those who queue
/// at the same time, the one that failed earlier comes first, as timers do.
pub fn ideal_makespan(plan: &Plan, policy: &Policy, slots: u32) -> Span {
    let occupied = slots.min(plan.workload().requests) as usize;
    let start = InOrder(TimePoint::START);
    let mut free: BinaryHeap<Reverse<InOrder>> = vec![Reverse(start); occupied].into();
    let mut queue: BinaryHeap<Reverse<Queued>> = plan
        .indexes()
        .map(|index| {
            Reverse(Queued {
                ready: start,
                failed: start,
                number: u64::from(index.0),
                index,
                attempt: AttemptNumber::FIRST,
            })
        })
        .collect();
    let mut numbers = queue.len() as u64;
    let mut end = TimePoint::START;

    // Slots are taken in the order in which they fall free, so starts never go
    // back in time and every retry is in the queue before it can be its turn.
    while let Some(Reverse(next)) = queue.pop() {
        let Some(Reverse(slot_free)) = free.pop() else {
            break;
        };
        let length = plan.attempt(next.index, next.attempt).length(policy);
        let finish = slot_free.max(next.ready).0 + length;
        free.push(Reverse(InOrder(finish)));
        end = end.max(finish);
        if let Some(backoff) = plan.backoff_after(next.index, next.attempt, policy) {
            queue.push(Reverse(Queued {
                ready: InOrder(finish + backoff),
                failed: InOrder(finish),
                number: numbers,
                index: next.index,
                attempt: next.attempt.next(),
            }));
            numbers += 1;
        }
    }
    end - TimePoint::START
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
