//! The queue of a server with a limited capacity.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::units::{InOrder, Span, TimePoint};

/// A server's slots and the queue before them, first come, first served. Since each
/// request's length is planned, its wait is known when it arrives. A cancelled request keeps
/// its slot: a server often learns late, or never, that its client has left.
#[derive(Clone, Debug, Default)]
pub struct ServerQueue {
    /// When each slot that was ever taken becomes free again.
    free_at: BinaryHeap<Reverse<InOrder>>,
}

impl ServerQueue {
    /// Adds a request that arrives at this point and occupies one of `slots` for `length`.
    /// Returns how long it waits in the queue.
    pub fn add(&mut self, at: TimePoint, length: Span, slots: u32) -> Span {
        let mut begin = at;
        while self.free_at.len() >= slots.max(1) as usize {
            let Some(Reverse(free)) = self.free_at.pop() else {
                break;
            };
            begin = begin.max(free.0);
        }
        self.free_at.push(Reverse(InOrder(begin + length)));
        begin - at
    }
}
