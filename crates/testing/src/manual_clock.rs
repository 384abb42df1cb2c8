//! A clock that moves only when a test moves it.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use playground_core::units::{Span, TimePoint};
use playground_engine::ports::Clock;

/// All clones are the same clock.
#[derive(Clone, Default)]
pub struct ManualClock(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    now: TimePoint,
    tickets: u64,
    /// From and to.
    frozen: Option<(TimePoint, TimePoint)>,
    sleepers: BTreeMap<Key, Option<Waker>>,
}

/// A place in the order of sleepers that are due at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

/// Sleepers wake in the order of their due times, then of their tickets, then of their
/// creation.
#[derive(Clone, Copy)]
struct Key {
    due: TimePoint,
    ticket: Ticket,
    created: Ticket,
}

impl ManualClock {
    /// A place behind all tickets given so far; sleeps that use it keep that place.
    pub fn ticket(&self) -> Ticket {
        let mut state = self.0.borrow_mut();
        state.tickets += 1;
        Ticket(state.tickets)
    }

    /// Sleeps until `due`, in the place of `ticket` among the sleepers due then.
    pub fn sleep_until(&self, due: TimePoint, ticket: Ticket) -> Sleep {
        let key = Key {
            due: due.max(self.now()),
            ticket,
            created: self.ticket(),
        };
        self.0.borrow_mut().sleepers.insert(key, None);
        Sleep {
            clock: self.clone(),
            key,
        }
    }

    /// When the next sleeper is due.
    pub fn next_due(&self) -> Option<TimePoint> {
        let state = self.0.borrow();
        state.sleepers.keys().next().map(|key| key.due)
    }

    pub fn sleepers(&self) -> usize {
        self.0.borrow().sleepers.len()
    }

    /// Moves to the next due time and wakes the first sleeper due then; `false` if there
    /// are no sleepers.
    pub fn wake_next(&self) -> bool {
        let first = self.0.borrow_mut().sleepers.pop_first();
        let Some((key, waker)) = first else {
            return false;
        };
        self.0.borrow_mut().wake(key.due);
        waker.into_iter().for_each(Waker::wake);
        true
    }

    /// Moves to the next due time and wakes all sleepers due then, in order.
    pub fn wake_all_next(&self) -> bool {
        let Some(due) = self.next_due() else {
            return false;
        };
        while self.next_due() == Some(due) {
            self.wake_next();
        }
        true
    }

    /// Has the page be busy meanwhile: who is due then wakes at the end, in the same order.
    pub fn freeze(&self, from: TimePoint, to: TimePoint) {
        self.0.borrow_mut().frozen = Some((from, to));
    }

    /// Moves to a time without waking the sleepers due then.
    pub fn set_now(&self, time: TimePoint) {
        self.0.borrow_mut().now = time;
    }

    /// Lets a span pass and wakes the sleepers due within it, in the order of their due
    /// times.
    pub fn advance(&self, span: Span) {
        let until = self.now() + span;
        while self.next_due().is_some_and(|due| due <= until) {
            self.wake_next();
        }
        self.0.borrow_mut().now = until;
    }
}

impl State {
    fn wake(&mut self, due: TimePoint) {
        self.now = match self.frozen {
            Some((from, to)) if (from..to).contains(&due) => to,
            _ => due,
        };
    }
}

impl Clock for ManualClock {
    fn now(&self) -> TimePoint {
        self.0.borrow().now
    }

    fn sleep(&self, span: Span) -> impl Future<Output = ()> {
        self.sleep_until(self.now() + span, self.ticket())
    }
}

/// Resolves when the clock has woken it; forgotten by the clock when dropped.
pub struct Sleep {
    clock: ManualClock,
    key: Key,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.clock.0.borrow_mut().sleepers.get_mut(&self.key) {
            Some(waker) => {
                *waker = Some(context.waker().clone());
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.0.borrow_mut().sleepers.remove(&self.key);
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let due = self.due.ms().total_cmp(&other.due.ms());
        due.then(self.ticket.cmp(&other.ticket))
            .then(self.created.cmp(&other.created))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}
