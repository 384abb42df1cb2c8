//! The gate by itself: turns, permits, and a limit that changes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use playground_engine::gate::{Gate, Permit};

use playground_testing::samples::Dice;

/// Somebody who waits for a permit, has one, or has given up.
struct Guest<'a> {
    wait: Option<Pin<Box<dyn Future<Output = Option<Permit<'a>>> + 'a>>>,
    permit: Option<Permit<'a>>,
}

impl<'a> Guest<'a> {
    /// Joins the queue.
    fn queue(gate: &'a Gate) -> Self {
        let mut guest = Self {
            wait: Some(Box::pin(gate.acquire())),
            permit: None,
        };
        guest.look();
        guest
    }

    /// Asks whether it is its turn; whether it has a permit now.
    fn look(&mut self) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        if let Some(wait) = &mut self.wait
            && let Poll::Ready(permit) = wait.as_mut().poll(&mut context)
        {
            self.permit = permit;
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

fn queue(gate: &Gate, guests: usize) -> Vec<Guest<'_>> {
    (0..guests).map(|_| Guest::queue(gate)).collect()
}

/// Who has a permit after everybody has looked.
fn inside(guests: &mut [Guest<'_>]) -> Vec<usize> {
    let places = 0..guests.len();
    places.filter(|&place| guests[place].look()).collect()
}

#[test]
fn as_many_as_the_limit_get_in_and_the_rest_wait_in_line() {
    let gate = Gate::new(2);
    let mut guests = queue(&gate, 5);
    assert_eq!(inside(&mut guests), [0, 1]);
    guests[1].leave();
    assert_eq!(inside(&mut guests), [0, 2]);
    guests[0].leave();
    assert_eq!(inside(&mut guests), [2, 3]);
    guests[2].leave();
    guests[3].leave();
    assert_eq!(inside(&mut guests), [4]);
}

#[test]
fn nobody_overtakes_who_queued_before() {
    let gate = Gate::new(1);
    let mut guests = queue(&gate, 3);
    guests[0].leave();
    // The permit is on its way to the next in line; a newcomer does not get it.
    guests.push(Guest::queue(&gate));
    assert!(!guests[3].has_permit());
    assert!(!guests[2].look());
    assert!(guests[1].look());
}

#[test]
fn who_gives_up_passes_the_turn_on() {
    let gate = Gate::new(1);
    let mut guests = queue(&gate, 4);
    guests[1].leave();
    guests[0].leave();
    // Now it is number 2's turn; it leaves before it has looked.
    guests[2].leave();
    assert_eq!(inside(&mut guests), [3]);
}

#[test]
fn a_raised_limit_lets_the_next_in_line_in() {
    let gate = Gate::new(1);
    let mut guests = queue(&gate, 5);
    gate.set_limit(3);
    assert_eq!(gate.limit(), 3);
    assert_eq!(inside(&mut guests), [0, 1, 2]);
    guests[0].leave();
    assert_eq!(inside(&mut guests), [1, 2, 3]);
}

#[test]
fn a_lowered_limit_holds_for_those_who_already_queue() {
    let gate = Gate::new(3);
    let mut guests = queue(&gate, 6);
    gate.set_limit(1);
    assert_eq!(inside(&mut guests), [0, 1, 2], "who is in stays in");
    guests[0].leave();
    assert_eq!(inside(&mut guests), [1, 2]);
    guests[1].leave();
    assert_eq!(inside(&mut guests), [2], "two permits were taken back");
    guests[2].leave();
    assert_eq!(inside(&mut guests), [3]);
}

#[test]
fn a_lowered_limit_takes_permits_that_nobody_holds() {
    let gate = Gate::new(5);
    let mut guests = queue(&gate, 1);
    gate.set_limit(2);
    guests.extend(queue(&gate, 3));
    assert_eq!(inside(&mut guests), [0, 1]);
}

#[test]
fn a_limit_raised_again_pays_what_the_lowering_left_owing() {
    let gate = Gate::new(4);
    let mut guests = queue(&gate, 8);
    gate.set_limit(1);
    gate.set_limit(3);
    assert_eq!(inside(&mut guests), [0, 1, 2, 3], "nobody new: four are in");
    guests[0].leave();
    assert_eq!(inside(&mut guests), [1, 2, 3]);
    guests[1].leave();
    assert_eq!(inside(&mut guests), [2, 3, 4]);
    gate.set_limit(4);
    assert_eq!(inside(&mut guests), [2, 3, 4, 5]);
}

#[test]
fn a_limit_of_nothing_lets_nobody_in_until_it_is_raised() {
    let gate = Gate::new(2);
    let mut guests = queue(&gate, 3);
    gate.set_limit(0);
    guests[0].leave();
    guests[1].leave();
    assert!(inside(&mut guests).is_empty());
    gate.set_limit(1);
    assert_eq!(inside(&mut guests), [2]);
}

#[test]
fn a_permit_on_its_way_to_the_next_does_not_slip_through_a_lowered_limit() {
    let gate = Gate::new(2);
    let mut guests = queue(&gate, 4);
    guests[0].leave();
    // Number 2 has not looked yet when the limit falls to what is still inside.
    gate.set_limit(1);
    assert_eq!(inside(&mut guests), [1]);
    guests[1].leave();
    assert_eq!(inside(&mut guests).len(), 1);
}

#[test]
fn two_permits_on_their_way_become_one_under_a_limit_of_one() {
    let gate = Gate::new(2);
    let mut guests = queue(&gate, 4);
    guests[0].leave();
    guests[1].leave();
    gate.set_limit(1);
    for _ in 0..2 {
        let within = inside(&mut guests);
        assert_eq!(within.len(), 1, "one at a time");
        guests[within[0]].leave();
    }
    assert!(inside(&mut guests).is_empty(), "and both came in");
}

#[test]
fn no_order_of_events_lets_in_more_than_the_limit_or_forgets_anybody() {
    let mut dice = Dice::new(101);
    for _ in 0..400 {
        let mut limit = dice.whole(1, 6);
        let gate = Gate::new(limit);
        let mut guests: Vec<Guest<'_>> = Vec::new();
        for _ in 0..120 {
            let place = dice.whole(0, guests.len().max(1) as u32 - 1) as usize;
            let before = guests.iter().filter(|guest| guest.has_permit()).count();
            match dice.whole(0, 9) {
                0..=3 => guests.push(Guest::queue(&gate)),
                4..=6 if !guests.is_empty() => drop(guests.remove(place)),
                7 => {
                    limit = dice.whole(0, 6);
                    gate.set_limit(limit);
                }
                _ if !guests.is_empty() => {
                    guests[place].look();
                }
                _ => {}
            }
            let now = guests.iter().filter(|guest| guest.has_permit()).count();
            assert!(
                now <= before || now <= limit as usize,
                "{now} under {limit}"
            );
        }
        // Once everybody looks often enough, the gate is full or nobody waits.
        for _ in 0..guests.len() {
            inside(&mut guests);
        }
        let within = guests.iter().filter(|guest| guest.has_permit()).count();
        let waiting = guests.iter().any(Guest::waits);
        assert!(
            !waiting || within >= limit as usize,
            "{within} under {limit}"
        );
    }
}
