//! The loop that polls a lane by hand and moves the clock.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use playground_core::run::event::Ending;
use playground_core::units::TimePoint;
use playground_engine::control::LaneControl;
use playground_engine::ports::Clock;

use crate::manual_clock::ManualClock;

/// How the clock wakes sleepers that are due at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// It wakes them all, and the lane finds them ready in one poll.
    #[default]
    Together,
    /// It wakes one, and the lane settles before the next.
    OneByOne,
}

/// An action on the lane at a certain time.
pub struct Act {
    pub at: TimePoint,
    /// Whether the sleepers due then wake first, and the lane is polled once for both.
    pub along: bool,
    pub act: Box<dyn FnOnce(&LaneControl)>,
}

/// Polls a lane to its end and moves the clock whenever it has settled.
pub fn drive(
    lane: impl Future<Output = Ending>,
    clock: &ManualClock,
    pace: Pace,
    acts: Vec<Act>,
    control: &LaneControl,
    check_settled: impl Fn(),
) -> Ending {
    /// More polls than this without time passing is a lane that spins.
    const MAX_POLLS: usize = 1_000_000;
    let woken = Arc::new(Woken(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut lane = pin!(lane);
    let mut acts = acts.into_iter().peekable();
    while let Some(first) = acts.next_if(|next| next.at <= clock.now()) {
        (first.act)(control);
    }
    loop {
        let mut polls = 0;
        while woken.0.swap(false, Ordering::Relaxed) {
            if let Poll::Ready(ending) = lane.as_mut().poll(&mut Context::from_waker(&waker)) {
                return ending;
            }
            polls += 1;
            assert!(polls < MAX_POLLS, "the lane spins");
        }
        check_settled();
        let due = clock.next_due();
        let is_next =
            |next: &Act| due.is_none_or(|due| next.at < due || next.at == due && !next.along);
        if let Some(next) = acts.next_if(is_next) {
            clock.set_now(next.at);
            (next.act)(control);
            continue;
        }
        let moved = match pace {
            Pace::Together => clock.wake_all_next(),
            Pace::OneByOne => clock.wake_next(),
        };
        while let Some(next) = acts.next_if(|next| next.along && next.at == clock.now()) {
            (next.act)(control);
        }
        assert!(moved, "the lane waits for something that never happens");
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
