//! The semaphore that keeps the source alive: at most `limit` permits are out
//! at any time, handed out first come, first served.

use std::cell::Cell;

use tokio::sync::{Semaphore, SemaphorePermit};

/// A semaphore whose limit can change while permits are out and waiters queue.
///
/// Tokio's serves waiters in order and passes a dropped waiter's turn on, but
/// can only forget permits that nobody holds. The rest of a lowered limit is a
/// debt here, and the next permits to come back pay it, ahead of any waiter;
/// so does a permit that was on its way to a waiter when the limit fell.
#[derive(Debug)]
pub struct Gate {
    semaphore: Semaphore,
    limit: Cell<u32>,
    debt: Cell<u32>,
}

impl Gate {
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

    /// Waits for its turn. `None` only if the semaphore was closed, which the
    /// gate never does.
    pub async fn acquire(&self) -> Option<Permit<'_>> {
        loop {
            let permit = self.semaphore.acquire().await.ok()?;
            if !self.pays_debt() {
                return Some(Permit {
                    gate: self,
                    inner: Some(permit),
                });
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

    /// Raises or lowers the limit. A lowered one takes effect as permits come
    /// back: what is in flight is not disturbed, and nothing new starts until
    /// fewer than the new limit are out.
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
    gate: &'a Gate,
    inner: Option<SemaphorePermit<'a>>,
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.gate.pays_debt()
            && let Some(permit) = self.inner.take()
        {
            permit.forget();
        }
    }
}
