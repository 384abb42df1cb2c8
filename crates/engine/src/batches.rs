//! Batches of requests: the next one starts when all requests of the one before have ended.

use std::cell::Cell;

use tokio::sync::Semaphore;

/// Lets requests begin in batches, in the order in which they queue.
#[derive(Debug)]
pub(super) struct Batches {
    /// `None`: all begin at once.
    size: Option<u32>,
    requests: u32,
    ended: Cell<u32>,
    /// A permit for each request that may begin, which it never gives back.
    turns: Semaphore,
}

impl Batches {
    /// `size`: how many requests are in a batch; `None` if they are not in batches.
    pub(super) fn new(size: Option<u32>, requests: u32) -> Self {
        Self {
            size,
            requests,
            ended: Cell::new(0),
            turns: Semaphore::new(size.unwrap_or(0) as usize),
        }
    }

    /// Waits until the request's batch begins.
    pub(super) async fn wait(&self) {
        if self.size.is_some()
            && let Ok(turn) = self.turns.acquire().await
        {
            turn.forget();
        }
    }

    /// Notes that a request has ended for good. Returns how many may begin now: after the last of
    /// a batch those of the next, else 0.
    pub(super) fn end_one(&self) -> u32 {
        let ended = self.ended.get() + 1;
        self.ended.set(ended);
        match self.size {
            Some(size) if ended.is_multiple_of(size) => size.min(self.requests - ended),
            _ => 0,
        }
    }

    /// Lets this many more requests begin.
    pub(super) fn begin(&self, requests: u32) {
        self.turns.add_permits(requests as usize);
    }
}
