//! Which attempts held each slot of a lane. No run records its slots, so they are found by
//! first-fit: in the order of dispatch, each attempt takes the lowest slot that is free.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::window::TimeWindow;
use crate::run::Run;
use crate::units::{AttemptNumber, InOrder, RequestIndex, TimePoint};

/// The slots of a run, from the first. There are as many as attempts were in flight at once
/// at most; those that end at the time of another's dispatch are not counted with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slots(Vec<Vec<SlotAttempt>>);

/// An attempt in its slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlotAttempt {
    pub request: RequestIndex,
    pub attempt: AttemptNumber,
    /// Its dispatch.
    pub from: TimePoint,
    /// Its end; `None` while it is in flight, which keeps its slot.
    pub to: Option<TimePoint>,
}

impl Slots {
    /// The slots of a run so far.
    pub fn new(run: &Run) -> Self {
        // A heap, as `RowOrder` has one: the standard sort's code is ten times as large.
        let mut dispatched = BinaryHeap::new();
        for (index, record) in (0..).map(RequestIndex).zip(run.requests()) {
            for (number, attempt) in (1..).map(AttemptNumber).zip(record.attempts()) {
                if let Some((from, to)) = attempt.flight() {
                    // Of those at one moment, the ones without a length come first: they
                    // leave their slot to the others, as they did in the run.
                    let has_length = to != Some(from);
                    dispatched.push(Reverse((InOrder(from), has_length, index, number)));
                }
            }
        }
        let mut slots = Self::default();
        let mut free = BinaryHeap::new();
        let mut taken = BinaryHeap::new();
        while let Some(Reverse((InOrder(from), _, request, attempt))) = dispatched.pop() {
            let record = run.request(request);
            let flight = record.and_then(|record| record.attempt_at(attempt)?.flight());
            let to = flight.and_then(|(_, to)| to);
            while let Some(&Reverse((ends, slot))) = taken.peek()
                && ends <= InOrder(from)
            {
                taken.pop();
                free.push(Reverse(slot));
            }
            let slot = free.pop().map_or(slots.0.len(), |Reverse(slot)| slot);
            if let Some(ends) = to {
                taken.push(Reverse((InOrder(ends), slot)));
            }
            let held = SlotAttempt {
                request,
                attempt,
                from,
                to,
            };
            match slots.0.get_mut(slot) {
                Some(held_before) => held_before.push(held),
                None => slots.0.push(vec![held]),
            }
        }
        slots
    }

    /// The number of slots.
    pub const fn len(&self) -> u32 {
        self.0.len() as u32
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attempts that held a slot, in the order of time; none if there is no such slot.
    pub fn attempts(&self, slot: u32) -> &[SlotAttempt] {
        self.0.get(slot as usize).map_or(&[], Vec::as_slice)
    }

    /// Of these, the ones that held it at some time of a window.
    pub fn attempts_in(&self, slot: u32, window: TimeWindow) -> impl Iterator<Item = &SlotAttempt> {
        let held = self.attempts(slot);
        let first = held.partition_point(|held| held.to.is_some_and(|to| to < window.from()));
        let from_first = held.get(first..).unwrap_or_default().iter();
        from_first.take_while(move |held| held.from <= window.to())
    }

    /// The slots that a request's attempts held, each with the attempt, in the order of slots.
    pub fn attempts_of(&self, request: RequestIndex) -> impl Iterator<Item = (u32, SlotAttempt)> {
        let slots = (0..).zip(&self.0);
        slots.flat_map(move |(slot, all)| {
            let of_request = all.iter().filter(move |held| held.request == request);
            of_request.map(move |held| (slot, *held))
        })
    }
}
