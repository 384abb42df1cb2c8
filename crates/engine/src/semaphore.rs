//! The semaphore that limits how many requests are in flight: at most `limit` permits
//! are out at any time, handed out first come, first served.

use std::cell::Cell;
use std::future::pending;

use tokio::sync::{Semaphore, SemaphorePermit};

/// A semaphore whose limit can change while permits are out and waiters queue.
///
/// Tokio's semaphore serves waiters in order and passes a dropped waiter's turn on, but
/// it can only forget permits that are not out. The rest of a lowered limit is recorded
/// as a debt, and the next permits to come back pay it, ahead of any waiter; so does a
/// permit that was on its way to a waiter when the limit fell.
///
/// # Examples
/// ```
/// use futures::FutureExt;
/// use playground_engine::semaphore::ResizableSemaphore;
///
/// let semaphore = ResizableSemaphore::new(2);
/// let first = semaphore.acquire().now_or_never();
/// let second = semaphore.acquire().now_or_never();
/// assert!(first.is_some() && second.is_some());
/// assert!(semaphore.acquire().now_or_never().is_none(), "both permits are out");
///
/// semaphore.set_limit(1);
/// drop(first);
/// assert!(semaphore.acquire().now_or_never().is_none(), "one is out, and one is allowed");
/// drop(second);
/// assert!(semaphore.acquire().now_or_never().is_some());
/// ```
#[derive(Debug)]
pub struct ResizableSemaphore {
    /// Never closed: it is private, and nothing here closes it.
    semaphore: Semaphore,
    limit: Cell<u32>,
    debt: Cell<u32>,
}

impl ResizableSemaphore {
    pub fn new(limit: u32) -> Self {
        Self {
            semaphore: Semaphore::new(limit as usize),
            limit: Cell::new(limit),
            debt: Cell::new(0),
        }
    }

    pub const fn limit(&self) -> u32 {
        self.limit.get()
    }

    /// Waits for a permit. Dropping the future leaves the queue.
    pub async fn acquire(&self) -> Permit<'_> {
        loop {
            let Ok(permit) = self.semaphore.acquire().await else {
                // Only a closed semaphore fails, and a closed one has no permits to wait for.
                return pending().await;
            };
            if !self.pays_debt() {
                return Permit {
                    semaphore: self,
                    inner: Some(permit),
                };
            }
            // It was on its way here when the limit fell; queue once more.
            permit.forget();
        }
    }

    /// Whether a permit that comes back is owed since the limit was lowered.
    fn pays_debt(&self) -> bool {
        let debt = self.debt.get();
        self.debt.set(debt.saturating_sub(1));
        debt > 0
    }

    /// Raises or lowers the limit. A lowered one takes effect as permits come back: what
    /// is in flight is not disturbed, and nothing new starts until fewer than the new
    /// limit are out.
    pub fn set_limit(&self, limit: u32) {
        let old = self.limit.replace(limit);
        if limit >= old {
            let raise = limit - old;
            let settled = raise.min(self.debt.get());
            self.debt.set(self.debt.get() - settled);
            self.semaphore.add_permits((raise - settled) as usize);
        } else {
            let lower = old - limit;
            let forgotten = self.semaphore.forget_permits(lower as usize) as u32;
            self.debt.set(self.debt.get() + lower - forgotten);
        }
    }
}

/// The right to be in flight. Dropping it gives it back.
#[derive(Debug)]
pub struct Permit<'a> {
    semaphore: &'a ResizableSemaphore,
    inner: Option<SemaphorePermit<'a>>,
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.semaphore.pays_debt()
            && let Some(permit) = self.inner.take()
        {
            permit.forget();
        }
    }
}
