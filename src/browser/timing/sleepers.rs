//! All long sleeps, on one browser timer. Each request in flight has a
//! timeout that is rarely reached; a timer of its own, set and cleared, would
//! cost more than all else that is done for it here.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use gloo_timers::callback::Timeout;
use litemap::LiteMap;

use super::performance::performance_now;

thread_local! {
    static SLEEPERS: RefCell<Sleepers> = RefCell::default();
}

/// A time on the page's clock as the bits of its double, and a number of the sleeper:
/// positive doubles and their bits have the same order.
type WakeKey = (u64, u64);

#[derive(Default)]
struct Sleepers {
    waiting: LiteMap<WakeKey, Waker>,
    /// The one timer, and when it goes off.
    timer: Option<(f64, Timeout)>,
    last_id: u64,
}

impl Sleepers {
    fn next_at(&self) -> Option<f64> {
        let (&(bits, _), _) = self.waiting.first()?;
        Some(f64::from_bits(bits))
    }

    /// Sets the timer for the first sleeper.
    fn arm(&mut self) {
        let Some(at) = self.next_at() else {
            self.timer = None;
            return;
        };
        if self.timer.as_ref().is_some_and(|(set, _)| *set <= at) {
            return;
        }
        // Timers count whole milliseconds; the fraction is rounded up, so that
        // none wakes early. A wait that does not fit is set again.
        let ms = libm::ceil(at - performance_now()).clamp(0.0, f64::from(i32::MAX));
        self.timer = Some((at, Timeout::new(ms as u32, wake_due)));
    }

    fn take_due(&mut self, now: f64) -> Vec<Waker> {
        let mut due = Vec::new();
        while self.next_at().is_some_and(|at| at <= now) {
            let first = self.waiting.first().map(|(key, _)| *key);
            due.extend(first.and_then(|key| self.waiting.remove(&key)));
        }
        due
    }
}

/// Called by the timer.
fn wake_due() {
    let due = SLEEPERS.with_borrow_mut(|sleepers| {
        sleepers.timer = None;
        let due = sleepers.take_due(performance_now());
        sleepers.arm();
        due
    });
    due.into_iter().for_each(Waker::wake);
}

/// Resolves no earlier than a time on the page's clock. Dropped, it is forgotten.
pub struct Sleep {
    at: f64,
    key: Option<WakeKey>,
}

impl Sleep {
    /// `at`: milliseconds on the page's clock.
    pub const fn until(at: f64) -> Self {
        Self { at, key: None }
    }

    /// Leaves the queue. The waker is dropped when the queue is free again.
    fn leave(&mut self) {
        let Some(key) = self.key.take() else {
            return;
        };
        let _waker = SLEEPERS.with_borrow_mut(|sleepers| {
            let waker = sleepers.waiting.remove(&key);
            if sleepers.waiting.is_empty() {
                sleepers.timer = None;
            }
            waker
        });
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if performance_now() >= self.at {
            self.leave();
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        let (at, key) = (self.at, self.key);
        let (key, _old_waker) = SLEEPERS.with_borrow_mut(|sleepers| {
            let key = key.unwrap_or_else(|| {
                sleepers.last_id += 1;
                (at.to_bits(), sleepers.last_id)
            });
            let old = sleepers.waiting.insert(key, waker);
            sleepers.arm();
            (key, old)
        });
        self.key = Some(key);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.leave();
    }
}
