//! One execution of one lane, folded from its events.

use crate::experiment::policy::Lock;
use crate::experiment::strategy::Strategy;
use crate::experiment::workload::Workload;
use crate::run::browser_times::{BrowserTimes, Protocol};
use crate::run::event::{Ending, RunEvent, RunEventKind, Step};
use crate::run::illegal_event::IllegalEvent;
use crate::run::in_flight::InFlightOverTime;
use crate::run::outcome::{NetworkCause, OutcomeCounts, OutcomeKind};
use crate::run::queue::Queue;
use crate::run::request::{Attempt, RequestRecord, Stage};
use crate::units::{AttemptNumber, RequestIndex, Span, TimePoint, remove_sorted};

/// The state of a run so far. The only way to change it is [`Run::apply`].
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    strategy: Strategy,
    queue: Queue,
    updates: bool,
    requests: Vec<RequestRecord>,
    counts: OutcomeCounts,
    in_flight: Vec<RequestIndex>,
    max_in_flight: u32,
    in_flight_over_time: InFlightOverTime,
    first_undispatched: u32,
    overtaken: Vec<RequestIndex>,
    between_attempts: Vec<RequestIndex>,
    first_dispatch: Option<TimePoint>,
    last_end: Option<TimePoint>,
    limit_changed: bool,
    protocols: Vec<Protocol>,
    explained: u32,
    ending: Option<Ending>,
}

impl Run {
    /// A run of which nothing has happened yet.
    pub fn new(strategy: Strategy, requests: u32) -> Self {
        Self {
            strategy,
            queue: Queue::new(strategy, false, Lock::None),
            updates: false,
            requests: vec![RequestRecord::default(); requests as usize],
            counts: OutcomeCounts::default(),
            in_flight: Vec::new(),
            max_in_flight: 0,
            in_flight_over_time: InFlightOverTime::new(strategy.limit()),
            first_undispatched: 0,
            overtaken: Vec::new(),
            between_attempts: Vec::new(),
            first_dispatch: None,
            last_end: None,
            limit_changed: false,
            protocols: Vec::new(),
            explained: 0,
            ending: None,
        }
    }

    /// A run to be rebuilt from its recorded attempts. They do not say in which order
    /// things happened at one moment, so the peak in flight is taken from the record too.
    pub fn recorded(strategy: Strategy, requests: u32, max_in_flight: u32) -> Self {
        Self {
            max_in_flight,
            ..Self::new(strategy, requests)
        }
    }

    /// The same run, of this workload and with this lock.
    #[must_use]
    pub fn sharing(mut self, workload: &Workload, lock: Lock) -> Self {
        self.updates = workload.updates();
        self.queue = Queue::new(self.strategy, self.updates, lock);
        self
    }

    /// Folds one event in.
    ///
    /// # Errors
    /// The event contradicts what is known; the run is as it was.
    pub fn apply(&mut self, event: RunEvent) -> Result<(), IllegalEvent> {
        match event.kind {
            // These two may come after the end.
            RunEventKind::Timed(index, attempt, times) => self.take_times(index, attempt, times),
            RunEventKind::Explained(index, cause) => self.explain(index, cause),
            _ if self.ending.is_some() => Err(IllegalEvent::AfterTheEnd),
            RunEventKind::Request(index, step) => self.apply_step(index, event.at, step),
            RunEventKind::LimitChanged(limit) => {
                self.limit_changed = true;
                self.in_flight_over_time.set_limit(event.at, limit);
                Ok(())
            }
            RunEventKind::Finished(ending) => match self.unfinished() {
                0 => {
                    self.ending = Some(ending);
                    Ok(())
                }
                unfinished => Err(IllegalEvent::Unfinished(unfinished)),
            },
        }
    }

    fn apply_step(
        &mut self,
        index: RequestIndex,
        at: TimePoint,
        step: Step,
    ) -> Result<(), IllegalEvent> {
        let record = self
            .requests
            .get_mut(index.as_usize())
            .ok_or(IllegalEvent::UnknownRequest(index))?;
        let was = record.stage;
        record
            .apply(at, step)
            .map_err(|illegal| IllegalEvent::Step(index, illegal))?;
        let is = record.stage;

        if !was.is_in_flight() && is.is_in_flight() {
            self.in_flight.push(index);
            self.max_in_flight = self.max_in_flight.max(self.in_flight.len() as u32);
            self.in_flight_over_time.dispatch(at);
            if index.0 >= self.first_undispatched {
                let skipped = (self.first_undispatched..index.0).map(RequestIndex);
                self.overtaken.extend(skipped);
                self.first_undispatched = index.0 + 1;
            } else {
                remove_sorted(&mut self.overtaken, index);
            }
            self.first_dispatch.get_or_insert(at);
        } else if was.is_in_flight() && !is.is_in_flight() {
            self.in_flight.retain(|&other| other != index);
            // A worker's clock may put an attempt's end before its start.
            let ended = record.attempt.dispatched.map_or(at, |begun| at.max(begun));
            self.in_flight_over_time.end(ended);
            // A worker may report an end after another worker's later one.
            self.last_end = Some(self.last_end.map_or(at, |last| last.max(at)));
        }
        if is == Stage::BackingOff {
            self.between_attempts.push(index);
        } else if matches!(was, Stage::BackingOff | Stage::Waiting) && is != Stage::Waiting {
            self.between_attempts.retain(|&other| other != index);
        }
        if is == Stage::Ended
            && let Some(outcome) = record.outcome()
        {
            self.counts.add(outcome.kind());
            remove_sorted(&mut self.overtaken, index);
        }
        Ok(())
    }

    fn take_times(
        &mut self,
        index: RequestIndex,
        attempt: AttemptNumber,
        times: BrowserTimes,
    ) -> Result<(), IllegalEvent> {
        let record = self.requests.get_mut(index.as_usize());
        let record = record.ok_or(IllegalEvent::UnknownRequest(index))?;
        if !record.take_times(attempt, times) {
            return Err(IllegalEvent::UnknownAttempt(index, attempt));
        }
        if let Some(protocol) = times.protocol
            && !self.protocols.contains(&protocol)
        {
            self.protocols.push(protocol);
        }
        Ok(())
    }

    fn explain(&mut self, index: RequestIndex, cause: NetworkCause) -> Result<(), IllegalEvent> {
        let record = self.requests.get_mut(index.as_usize());
        let record = record.ok_or(IllegalEvent::UnknownRequest(index))?;
        if !record.explain(cause) {
            return Err(IllegalEvent::NothingToExplain(index));
        }
        self.explained += 1;
        Ok(())
    }

    pub const fn strategy(&self) -> Strategy {
        self.strategy
    }

    /// The queue its requests wait in before they are sent.
    pub const fn queue(&self) -> Queue {
        self.queue
    }

    /// Whether its requests update what they share.
    pub const fn updates(&self) -> bool {
        self.updates
    }

    pub fn requests(&self) -> &[RequestRecord] {
        &self.requests
    }

    pub fn request(&self, index: RequestIndex) -> Option<&RequestRecord> {
        self.requests.get(index.as_usize())
    }

    /// Ended requests, by outcome.
    pub const fn counts(&self) -> &OutcomeCounts {
        &self.counts
    }

    /// The number of requests without an outcome so far.
    pub fn unfinished(&self) -> u32 {
        self.requests.len() as u32 - self.counts.total()
    }

    /// The requests between dispatch and end.
    pub fn in_flight(&self) -> &[RequestIndex] {
        &self.in_flight
    }

    /// The most requests that were in flight at once, as the page saw it: it learns of a
    /// worker's end a little late.
    pub const fn max_in_flight(&self) -> u32 {
        self.max_in_flight
    }

    /// The number of requests in flight over time, and their limit.
    pub const fn in_flight_over_time(&self) -> &InFlightOverTime {
        &self.in_flight_over_time
    }

    /// Requests from this index on were never dispatched: permits are handed out
    /// first come, first served, so first attempts start in the order of indexes,
    /// except for those that were overtaken.
    pub const fn first_undispatched(&self) -> RequestIndex {
        RequestIndex(self.first_undispatched)
    }

    /// Requests that still wait while later ones have begun: their host has as many as
    /// it may have, or a lowered limit took their permit back.
    pub fn overtaken(&self) -> &[RequestIndex] {
        &self.overtaken
    }

    /// Requests that back off, or wait for a permit after that.
    pub fn between_attempts(&self) -> &[RequestIndex] {
        &self.between_attempts
    }

    /// From the first dispatch to the last end, so far.
    pub fn makespan(&self) -> Option<Span> {
        Some(self.last_end? - self.first_dispatch?)
    }

    pub const fn first_dispatch(&self) -> Option<TimePoint> {
        self.first_dispatch
    }

    /// The latest point at which an attempt ended.
    pub const fn last_end(&self) -> Option<TimePoint> {
        self.last_end
    }

    pub const fn ending(&self) -> Option<Ending> {
        self.ending
    }

    pub const fn limit_changed(&self) -> bool {
        self.limit_changed
    }

    /// The protocols the answers came by, as far as the browser has told.
    pub fn protocols(&self) -> &[Protocol] {
        &self.protocols
    }

    /// How many failures were explained after they had happened.
    pub const fn explained(&self) -> u32 {
        self.explained
    }

    /// Whether the browser's times have come for every attempt whose response was read to
    /// its end.
    pub fn is_timed(&self) -> bool {
        let attempts = self.requests.iter().flat_map(RequestRecord::attempts);
        // It may never tell of one that was cancelled while its body came.
        let whole = |attempt: &&Attempt| {
            let outcome = attempt.outcome.map(|outcome| outcome.kind());
            let read = [Some(OutcomeKind::Succeeded), Some(OutcomeKind::HttpError)];
            attempt.responded.is_some() && read.contains(&outcome)
        };
        let mut answered = attempts.filter(whole);
        answered.all(|attempt| attempt.times.is_some())
    }

    /// Whether the run went as planned from start to end, so that its makespan can be
    /// compared with its ideal.
    pub fn is_comparable(&self) -> bool {
        self.ending == Some(Ending::Completed) && !self.limit_changed
    }
}
