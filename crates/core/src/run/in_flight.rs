//! The number of requests in flight at each moment of a run, and their limit.

use crate::units::TimePoint;

/// A point, and the count that holds from then on.
pub type CountFrom = (TimePoint, u32);

/// Requests in flight and their limit over time, as steps: each count holds from its
/// point to the next. It is updated event by event, so that drawing it never has to go
/// through all requests.
#[derive(Clone, Debug, PartialEq)]
pub struct InFlightOverTime {
    steps: Vec<CountFrom>,
    limits: Vec<CountFrom>,
}

impl InFlightOverTime {
    /// Nothing in flight, under this limit.
    pub fn new(limit: u32) -> Self {
        Self {
            steps: Vec::new(),
            limits: vec![(TimePoint::START, limit)],
        }
    }

    /// Counts a request that was dispatched.
    pub fn dispatch(&mut self, at: TimePoint) {
        self.change(at, 1);
    }

    /// Counts the end of a request that was in flight.
    pub fn end(&mut self, at: TimePoint) {
        self.change(at, -1);
    }

    /// Sets the limit from this point on.
    pub fn set_limit(&mut self, at: TimePoint, limit: u32) {
        match self.limits.last_mut() {
            Some(last) if last.0 >= at => last.1 = limit,
            _ => self.limits.push((at, limit)),
        }
    }

    /// The steps in the order of time; before the first, nothing is in flight. What
    /// happens at one moment is one step. Only if more were in flight within that moment
    /// than before and after it, there are two, the first with the most: a request that
    /// took no time by the clock was in flight all the same.
    pub fn steps(&self) -> &[CountFrom] {
        &self.steps
    }

    /// The limits in the order of time; the first holds from the lane's start.
    pub fn limits(&self) -> &[CountFrom] {
        &self.limits
    }

    /// The number in flight after all that happened up to this point.
    pub fn at(&self, point: TimePoint) -> u32 {
        let until = self.steps.partition_point(|step| step.0 <= point);
        count_after(self.steps.get(..until))
    }

    /// The most that were in flight at once between two points, both included.
    pub fn max_in(&self, from: TimePoint, to: TimePoint) -> u32 {
        let first = self.steps.partition_point(|step| step.0 < from);
        let steps = self.steps.iter().skip(first);
        let between = steps.take_while(|step| step.0 <= to);
        between.fold(self.at(from), |max, step| max.max(step.1))
    }

    fn change(&mut self, at: TimePoint, by: i32) {
        match self.steps.last() {
            Some(last) if at < last.0 => self.insert(at, by),
            _ => self.append(at, by),
        }
    }

    fn append(&mut self, at: TimePoint, by: i32) {
        let count = count_after(Some(&self.steps)).saturating_add_signed(by);
        let mut max = count;
        while let Some(step) = self.steps.pop_if(|step| step.0 == at) {
            max = max.max(step.1);
        }
        let before = count_after(Some(&self.steps));
        if max > before.max(count) {
            self.steps.push((at, max));
        }
        if count != count_after(Some(&self.steps)) {
            self.steps.push((at, count));
        }
    }

    /// Counts a change that was earlier than the last one: a worker may report an end
    /// after others' later ones. Only those are gone through, and they are few: as many as
    /// happen while a message is on its way.
    fn insert(&mut self, at: TimePoint, by: i32) {
        let later = self.steps.iter().rev().take_while(|step| step.0 >= at);
        let place = self.steps.len() - later.count();
        let before = count_after(self.steps.get(..place));
        let mut is_there = false;
        for step in self.steps.iter_mut().skip(place) {
            step.1 = step.1.saturating_add_signed(by);
            is_there |= step.0 == at;
        }
        if !is_there {
            let count = before.saturating_add_signed(by);
            self.steps.insert(place, (at, count));
        }
    }
}

/// The number in flight after these steps.
fn count_after(steps: Option<&[CountFrom]>) -> u32 {
    steps.and_then(<[CountFrom]>::last).map_or(0, |step| step.1)
}
