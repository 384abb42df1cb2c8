//! Everybody who sleeps long, on one browser timer. Each request in flight has a
//! timeout that is rarely reached; a timer of its own, set and cleared, would
//! cost more than all else that is done for it here.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use gloo_timers::callback::Timeout;
use litemap::LiteMap;

use super::clock::performance_now;

thread_local! {
    static SLEEPERS: RefCell<Sleepers> = RefCell::default();
}

/// A time on the page's clock and who is to be woken then, in the order of time:
/// positive doubles and their bits have the same order.
type Turn = (u64, u64);

#[derive(Default)]
struct Sleepers {
    waiting: LiteMap<Turn, Waker>,
    /// The one timer, and when it goes off.
    timer: Option<(f64, Timeout)>,
    last_id: u64,
}

impl Sleepers {
    fn next_at(&self) -> Option<f64> {
        let (&(bits, _), _) = self.waiting.first()?;
        Some(f64::from_bits(bits))
    }

    /// Sees to it that the timer goes off in time for the first.
    fn arm(&mut self) {
        let Some(at) = self.next_at() else {
            self.timer = None;
            return;
        };
        if self.timer.as_ref().is_some_and(|(set, _)| *set <= at) {
            return;
        }
        // Timers count whole milliseconds; the fraction is rounded up, so that
        // nobody wakes early. What does not fit is waited for again.
        let ms = libm::ceil(at - performance_now()).clamp(0.0, f64::from(i32::MAX));
        self.timer = Some((at, Timeout::new(ms as u32, wake_due)));
    }

    fn take_due(&mut self, now: f64) -> Vec<Waker> {
        let mut due = Vec::new();
        while self.next_at().is_some_and(|at| at <= now) {
            let first = self.waiting.first().map(|(turn, _)| *turn);
            due.extend(first.and_then(|turn| self.waiting.remove(&turn)));
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
    turn: Option<Turn>,
}

impl Sleep {
    /// `at`: milliseconds on the page's clock.
    pub const fn until(at: f64) -> Self {
        Self { at, turn: None }
    }

    /// Leaves the queue. The waker is dropped when the queue is free again.
    fn leave(&mut self) {
        let Some(turn) = self.turn.take() else {
            return;
        };
        let _waker = SLEEPERS.with_borrow_mut(|sleepers| {
            let waker = sleepers.waiting.remove(&turn);
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
        let (at, turn) = (self.at, self.turn);
        let (turn, _old_waker) = SLEEPERS.with_borrow_mut(|sleepers| {
            let turn = turn.unwrap_or_else(|| {
                sleepers.last_id += 1;
                (at.to_bits(), sleepers.last_id)
            });
            let old = sleepers.waiting.insert(turn, waker);
            sleepers.arm();
            (turn, old)
        });
        self.turn = Some(turn);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.leave();
    }
}
