//! The semaphore by itself: its queue, its permits, and a limit that changes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use playground_engine::semaphore::{Permit, ResizableSemaphore};

use playground_testing::samples::Dice;

/// One that waits for a permit, has one, or has left.
struct Waiter<'a> {
    wait: Option<Pin<Box<dyn Future<Output = Permit<'a>> + 'a>>>,
    permit: Option<Permit<'a>>,
}

impl<'a> Waiter<'a> {
    /// Joins the queue.
    fn queue(semaphore: &'a ResizableSemaphore) -> Self {
        let mut waiter = Self {
            wait: Some(Box::pin(semaphore.acquire())),
            permit: None,
        };
        waiter.poll();
        waiter
    }

    /// Polls once; whether it has a permit now.
    fn poll(&mut self) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        if let Some(wait) = &mut self.wait
            && let Poll::Ready(permit) = wait.as_mut().poll(&mut context)
        {
            self.permit = Some(permit);
            self.wait = None;
        }
        self.has_permit()
    }

    const fn has_permit(&self) -> bool {
        self.permit.is_some()
    }

    const fn waits(&self) -> bool {
        self.wait.is_some()
    }

    /// Leaves, with or without a permit.
    fn leave(&mut self) {
        self.wait = None;
        self.permit = None;
    }
}

fn queue(semaphore: &ResizableSemaphore, waiters: usize) -> Vec<Waiter<'_>> {
    (0..waiters).map(|_| Waiter::queue(semaphore)).collect()
}

/// The places of those that have a permit after each was polled.
fn holders(waiters: &mut [Waiter<'_>]) -> Vec<usize> {
    (0..waiters.len())
        .filter(|&place| waiters[place].poll())
        .collect()
}

#[test]
fn the_limit_is_granted_and_the_rest_is_served_in_order() {
    let semaphore = ResizableSemaphore::new(2);
    let mut waiters = queue(&semaphore, 5);
    assert_eq!(holders(&mut waiters), [0, 1]);
    waiters[1].leave();
    assert_eq!(holders(&mut waiters), [0, 2]);
    waiters[0].leave();
    assert_eq!(holders(&mut waiters), [2, 3]);
    waiters[2].leave();
    waiters[3].leave();
    assert_eq!(holders(&mut waiters), [4]);
}

#[test]
fn a_newcomer_does_not_overtake_the_queue() {
    let semaphore = ResizableSemaphore::new(1);
    let mut waiters = queue(&semaphore, 3);
    waiters[0].leave();
    // The permit is assigned to the next in the queue; a newcomer does not get it.
    waiters.push(Waiter::queue(&semaphore));
    assert!(!waiters[3].has_permit());
    assert!(!waiters[2].poll());
    assert!(waiters[1].poll());
}

#[test]
fn a_dropped_waiter_passes_its_permit_on() {
    let semaphore = ResizableSemaphore::new(1);
    let mut waiters = queue(&semaphore, 4);
    waiters[1].leave();
    waiters[0].leave();
    // The permit is assigned to number 2, which leaves before it is polled.
    waiters[2].leave();
    assert_eq!(holders(&mut waiters), [3]);
}

#[test]
fn a_raised_limit_grants_permits_to_the_queue() {
    let semaphore = ResizableSemaphore::new(1);
    let mut waiters = queue(&semaphore, 5);
    semaphore.set_limit(3);
    assert_eq!(semaphore.limit(), 3);
    assert_eq!(holders(&mut waiters), [0, 1, 2]);
    waiters[0].leave();
    assert_eq!(holders(&mut waiters), [1, 2, 3]);
}

#[test]
fn a_lowered_limit_holds_for_waiters_already_queued() {
    let semaphore = ResizableSemaphore::new(3);
    let mut waiters = queue(&semaphore, 6);
    semaphore.set_limit(1);
    assert_eq!(
        holders(&mut waiters),
        [0, 1, 2],
        "permits that are out stay out"
    );
    waiters[0].leave();
    assert_eq!(holders(&mut waiters), [1, 2]);
    waiters[1].leave();
    assert_eq!(holders(&mut waiters), [2], "two permits were taken back");
    waiters[2].leave();
    assert_eq!(holders(&mut waiters), [3]);
}

#[test]
fn a_lowered_limit_takes_free_permits() {
    let semaphore = ResizableSemaphore::new(5);
    let mut waiters = queue(&semaphore, 1);
    semaphore.set_limit(2);
    waiters.extend(queue(&semaphore, 3));
    assert_eq!(holders(&mut waiters), [0, 1]);
}

#[test]
fn a_limit_raised_again_first_pays_the_debt() {
    let semaphore = ResizableSemaphore::new(4);
    let mut waiters = queue(&semaphore, 8);
    semaphore.set_limit(1);
    semaphore.set_limit(3);
    assert_eq!(
        holders(&mut waiters),
        [0, 1, 2, 3],
        "none is new: four are out"
    );
    waiters[0].leave();
    assert_eq!(holders(&mut waiters), [1, 2, 3]);
    waiters[1].leave();
    assert_eq!(holders(&mut waiters), [2, 3, 4]);
    semaphore.set_limit(4);
    assert_eq!(holders(&mut waiters), [2, 3, 4, 5]);
}

#[test]
fn a_limit_of_zero_grants_nothing_until_it_is_raised() {
    let semaphore = ResizableSemaphore::new(2);
    let mut waiters = queue(&semaphore, 3);
    semaphore.set_limit(0);
    waiters[0].leave();
    waiters[1].leave();
    assert!(holders(&mut waiters).is_empty());
    semaphore.set_limit(1);
    assert_eq!(holders(&mut waiters), [2]);
}

#[test]
fn a_lowered_limit_takes_back_a_permit_assigned_but_not_yet_received() {
    let semaphore = ResizableSemaphore::new(2);
    let mut waiters = queue(&semaphore, 4);
    waiters[0].leave();
    // Number 2 was not polled yet when the limit falls to what is still out.
    semaphore.set_limit(1);
    assert_eq!(holders(&mut waiters), [1]);
    waiters[1].leave();
    assert_eq!(holders(&mut waiters).len(), 1);
}

#[test]
fn two_assigned_permits_become_one_under_a_limit_of_one() {
    let semaphore = ResizableSemaphore::new(2);
    let mut waiters = queue(&semaphore, 4);
    waiters[0].leave();
    waiters[1].leave();
    semaphore.set_limit(1);
    for _ in 0..2 {
        let out = holders(&mut waiters);
        assert_eq!(out.len(), 1, "one at a time");
        waiters[out[0]].leave();
    }
    assert!(
        holders(&mut waiters).is_empty(),
        "and each of the two had a permit"
    );
}

#[test]
fn no_sequence_of_events_exceeds_the_limit_or_loses_a_waiter() {
    let mut dice = Dice::new(101);
    for _ in 0..400 {
        let mut limit = dice.whole(1, 6);
        let semaphore = ResizableSemaphore::new(limit);
        let mut waiters: Vec<Waiter<'_>> = Vec::new();
        for _ in 0..120 {
            let place = dice.whole(0, waiters.len().max(1) as u32 - 1) as usize;
            let before = waiters.iter().filter(|waiter| waiter.has_permit()).count();
            match dice.whole(0, 9) {
                0..=3 => waiters.push(Waiter::queue(&semaphore)),
                4..=6 if !waiters.is_empty() => drop(waiters.remove(place)),
                7 => {
                    limit = dice.whole(0, 6);
                    semaphore.set_limit(limit);
                }
                _ if !waiters.is_empty() => {
                    waiters[place].poll();
                }
                _ => {}
            }
            let now = waiters.iter().filter(|waiter| waiter.has_permit()).count();
            assert!(
                now <= before || now <= limit as usize,
                "{now} under {limit}"
            );
        }
        // Once all are polled often enough, all permits are out or none waits.
        for _ in 0..waiters.len() {
            holders(&mut waiters);
        }
        let out = waiters.iter().filter(|waiter| waiter.has_permit()).count();
        let waiting = waiters.iter().any(Waiter::waits);
        assert!(!waiting || out >= limit as usize, "{out} under {limit}");
    }
}
