//! One request of a run: its stage, and when it reached each.

use std::fmt;

use crate::run::browser_times::BrowserTimes;
use crate::run::event::Step;
use crate::run::outcome::{NetworkCause, Outcome};
use crate::units::{AttemptNumber, Span, TimePoint};

/// The stage of a request's life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Planned,
    /// Queued for a permit.
    Waiting,
    /// In flight, without a response yet.
    Dispatched,
    /// In flight, its body coming in.
    Receiving,
    /// In flight, waiting for its thread to compute.
    WaitingForThread,
    /// In flight, being computed.
    Computing,
    /// Between two attempts, without a permit.
    BackingOff,
    Ended,
}

impl Stage {
    /// The stage, in words that follow "a request that is".
    const fn label(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Waiting => "waiting for a permit",
            Self::Dispatched => "waiting for its response",
            Self::Receiving => "receiving",
            Self::WaitingForThread => "waiting for its thread",
            Self::Computing => "computing",
            Self::BackingOff => "backing off",
            Self::Ended => "ended",
        }
    }

    pub const fn is_in_flight(self) -> bool {
        match self {
            Self::Dispatched | Self::Receiving | Self::WaitingForThread | Self::Computing => true,
            Self::Planned | Self::Waiting | Self::BackingOff | Self::Ended => false,
        }
    }
}

/// One attempt at a request, with the point at which it reached each stage; `None` where
/// it never did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Attempt {
    pub queued: Option<TimePoint>,
    pub dispatched: Option<TimePoint>,
    pub responded: Option<TimePoint>,
    /// All of the body was there, and computing could begin.
    pub read: Option<TimePoint>,
    pub computing: Option<TimePoint>,
    pub ended: Option<TimePoint>,
    pub status: Option<u16>,
    /// How long its response asked to wait before another attempt (`Retry-After`).
    pub retry_after: Option<Span>,
    pub bytes: u64,
    /// The result that was computed.
    pub found: Option<u32>,
    pub outcome: Option<Outcome>,
    /// It failed, and the next attempt was due immediately, without a wait.
    pub retried_immediately: bool,
    /// The browser's own times of it, once they are known.
    pub times: Option<BrowserTimes>,
}

impl Attempt {
    /// From dispatch to end.
    pub fn duration(&self) -> Option<Span> {
        Some(self.ended? - self.dispatched?)
    }

    /// Its dispatch, and its end if it has ended; `None` if it was never dispatched.
    pub fn flight(&self) -> Option<(TimePoint, Option<TimePoint>)> {
        let from = self.dispatched?;
        // A worker's clock may put an attempt's end before its start.
        Some((from, self.ended.map(|ended| ended.max(from))))
    }

    /// Whether no usable response came, and the browser does not say why.
    pub const fn is_unexplained(&self) -> bool {
        matches!(
            self.outcome,
            Some(Outcome::NetworkError(
                NetworkCause::Unreachable | NetworkCause::NetworkOrCors
            ))
        )
    }

    /// Whether this cause says more than what is known of it.
    fn is_explained_by(&self, cause: NetworkCause) -> bool {
        match self.outcome {
            Some(Outcome::NetworkError(NetworkCause::NetworkOrCors)) => true,
            // What no lab is asked again about.
            Some(Outcome::NetworkError(NetworkCause::Unreachable)) => {
                cause == NetworkCause::BrowserShortage
            }
            _ => false,
        }
    }

    /// How long it waited for its thread after its body was read.
    pub fn waited_for_thread(&self) -> Span {
        let until = self.computing.or(self.ended);
        let waited = self.read.zip(until).map(|(read, until)| until - read);
        waited.unwrap_or_default()
    }

    /// How long its thread computed.
    pub fn computed_for(&self) -> Span {
        let computed = self.computing.zip(self.ended);
        computed.map(|(from, to)| to - from).unwrap_or_default()
    }
}

/// A step that cannot follow the request's stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IllegalStep {
    pub stage: Stage,
    pub step: Step,
}

impl fmt::Display for IllegalStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stage, step } = self;
        write!(
            f,
            "a request that is {} cannot be {}",
            stage.label(),
            step.label()
        )
    }
}

impl std::error::Error for IllegalStep {}

/// All that is known of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestRecord {
    pub stage: Stage,
    /// The current attempt, or the last one.
    pub attempt: Attempt,
    /// The attempts before it.
    pub earlier: Vec<Attempt>,
}

impl RequestRecord {
    /// The request's one outcome, once it has ended.
    pub fn outcome(&self) -> Option<Outcome> {
        self.attempt.outcome.filter(|_| self.stage == Stage::Ended)
    }

    /// Every attempt, in order.
    pub fn attempts(&self) -> impl Iterator<Item = &Attempt> {
        self.earlier.iter().chain(std::iter::once(&self.attempt))
    }

    /// The attempt with this number.
    pub fn attempt_at(&self, number: AttemptNumber) -> Option<&Attempt> {
        let place = number.0.checked_sub(1)? as usize;
        let is_last = place == self.earlier.len();
        self.earlier
            .get(place)
            .or_else(|| is_last.then_some(&self.attempt))
    }

    /// When its first attempt was dispatched.
    pub fn first_dispatch(&self) -> Option<TimePoint> {
        self.earlier.first().unwrap_or(&self.attempt).dispatched
    }

    /// Keeps the browser's times of an attempt; `false` where there was no such attempt.
    pub fn take_times(&mut self, number: AttemptNumber, times: BrowserTimes) -> bool {
        let place = number.0 as usize;
        let attempt = match place.checked_sub(1) {
            Some(earlier) if earlier < self.earlier.len() => self.earlier.get_mut(earlier),
            Some(current) if current == self.earlier.len() => Some(&mut self.attempt),
            _ => None,
        };
        let attempt = attempt.filter(|attempt| attempt.dispatched.is_some());
        attempt.map(|attempt| attempt.times = Some(times)).is_some()
    }

    /// Records why its attempts failed; `false` where none did, or the cause was known.
    pub fn explain(&mut self, cause: NetworkCause) -> bool {
        let all = self.earlier.iter_mut().chain([&mut self.attempt]);
        let mut explained = false;
        for attempt in all.filter(|attempt| attempt.is_explained_by(cause)) {
            attempt.outcome = Some(Outcome::NetworkError(cause));
            explained = true;
        }
        explained
    }

    /// Goes one step on.
    ///
    /// # Errors
    /// The step cannot follow; the record is as it was.
    pub fn apply(&mut self, at: TimePoint, step: Step) -> Result<(), IllegalStep> {
        self.stage = self.next_stage(step)?;
        let attempt = &mut self.attempt;
        match step {
            Step::Queued => {
                if attempt.ended.is_some() {
                    self.earlier.push(std::mem::take(attempt));
                }
                attempt.queued = Some(at);
            }
            Step::Dispatched => attempt.dispatched = Some(at),
            Step::Responded { status } => {
                attempt.responded = Some(at);
                attempt.status = Some(status);
            }
            Step::Answered { status } => attempt.status = Some(status),
            Step::AskedToWait { wait } => attempt.retry_after = Some(wait),
            Step::Received { total_bytes } => attempt.bytes = total_bytes,
            Step::Read => attempt.read = Some(at),
            Step::Computing => attempt.computing = Some(at),
            Step::Computed { found } => attempt.found = Some(found),
            Step::BackedOff { outcome, wait } => {
                attempt.ended = Some(at);
                attempt.outcome = Some(outcome);
                attempt.retried_immediately = wait == Span::ZERO;
            }
            Step::Ended(outcome) => {
                attempt.ended = Some(at);
                attempt.outcome = Some(outcome);
            }
            Step::Cancelled(by) => {
                if attempt.ended.is_some() {
                    // It was backing off: the attempt that failed stays as it was.
                    self.earlier.push(std::mem::take(attempt));
                }
                attempt.ended = Some(at);
                attempt.outcome = Some(Outcome::Cancelled(by));
            }
        }
        Ok(())
    }

    const fn next_stage(&self, step: Step) -> Result<Stage, IllegalStep> {
        let stage = self.stage;
        match (stage, step) {
            (Stage::Planned | Stage::BackingOff, Step::Queued) => Ok(Stage::Waiting),
            (Stage::Waiting, Step::Dispatched) => Ok(Stage::Dispatched),
            (Stage::Dispatched, Step::Responded { .. } | Step::Answered { .. })
            | (Stage::Receiving, Step::AskedToWait { .. } | Step::Received { .. }) => {
                Ok(Stage::Receiving)
            }
            (Stage::Dispatched | Stage::Receiving, Step::Read) => Ok(Stage::WaitingForThread),
            (Stage::WaitingForThread, Step::Computing)
            | (Stage::Computing, Step::Computed { .. }) => Ok(Stage::Computing),
            (_, Step::BackedOff { .. }) if stage.is_in_flight() => Ok(Stage::BackingOff),
            (_, Step::Ended(_)) if stage.is_in_flight() => Ok(Stage::Ended),
            (_, Step::Cancelled(_)) if !matches!(stage, Stage::Ended) => Ok(Stage::Ended),
            _ => Err(IllegalStep { stage, step }),
        }
    }
}
