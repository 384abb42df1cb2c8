//! How long a request waits at a server that works on only so many at once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::units::{InOrder, Span, TimePoint};

/// A server's slots and the queue before them, first come first served. Nothing waits
/// in it: as each request's length is planned, its turn is known when it arrives. A
/// request that is given up keeps its turn, as a server often learns too late, or
/// never, that its client has left.
#[derive(Clone, Debug, Default)]
pub struct ServerQueue {
    /// When each slot that was ever taken is free again.
    free_at: BinaryHeap<Reverse<InOrder>>,
}

impl ServerQueue {
    /// Takes a request that arrives at this point and will be worked on for so long by
    /// one of `slots`. Returns how long it waits for its turn.
    pub fn take(&mut self, at: TimePoint, length: Span, slots: u32) -> Span {
        let mut turn = at;
        while self.free_at.len() >= slots.max(1) as usize {
            let Some(Reverse(free)) = self.free_at.pop() else {
                break;
            };
            turn = turn.max(free.0);
        }
        self.free_at.push(Reverse(InOrder(turn + length)));
        turn - at
    }
}
