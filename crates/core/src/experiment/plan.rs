//! How each attempt of each request will be answered, decided before anything is sent:
//! the experiment plans, the lab answers as it is asked to.

use crate::experiment::policy::{Backoff, Policy};
use crate::experiment::random::{Draw, Purpose};
use crate::experiment::ranges::LATENCY_MS;
use crate::experiment::retry;
use crate::experiment::status::StatusMeaning;
use crate::experiment::workload::{Fault, Latency, Workload};
use crate::units::{AttemptNumber, RequestIndex, Span};

/// How many times longer a *slow* request's latency is.
const SLOW_FACTOR: u32 = 10;
/// The wait that a planned 429 asks for: the shortest that `Retry-After` can express.
const RETRY_AFTER_SECONDS: u32 = 1;

/// A workload with all that is random in it drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    workload: Workload,
    /// The fault of each request's first attempt.
    first_faults: Vec<Option<Fault>>,
}

impl Plan {
    pub fn new(workload: Workload) -> Self {
        Self {
            workload,
            first_faults: deal_first_faults(&workload),
        }
    }

    pub const fn workload(&self) -> &Workload {
        &self.workload
    }

    pub fn indexes(&self) -> impl ExactSizeIterator<Item = RequestIndex> + use<> {
        (0..self.workload.requests).map(RequestIndex)
    }

    /// This attempt as planned; the same for every lane and every machine.
    pub fn attempt(&self, index: RequestIndex, attempt: AttemptNumber) -> PlannedAttempt {
        if !self.workload.fetches() {
            return COMPUTED_ONLY;
        }
        let fault = self.fault(index, attempt);
        let answer = fault.map_or(Answer::Whole { status: 200 }, Answer::to);
        PlannedAttempt {
            delay_ms: self.latency(index, attempt) * fault.map_or(1, slowdown),
            transfer_ms: self.workload.transfer_ms,
            body_bytes: self.workload.body_bytes,
            answer,
            retry_after_seconds: answer.retry_after_seconds(),
            fault,
        }
    }

    /// How long this attempt will compute or update after its exchange; after a failure,
    /// not at all.
    pub fn computing(&self, index: RequestIndex, attempt: AttemptNumber, policy: &Policy) -> Span {
        let follows = self.workload.follows_up() && !self.attempt(index, attempt).fails(policy);
        if follows {
            Span::from_whole_ms(self.workload.compute_ms)
        } else {
            Span::ZERO
        }
    }

    /// How long the request will back off after this attempt; `None` where this
    /// attempt is planned to be its last.
    pub fn backoff_after(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
        policy: &Policy,
    ) -> Option<Span> {
        let planned = self.attempt(index, attempt);
        let again =
            attempt.0 <= policy.retries && planned.fails(policy) && planned.is_retryable(policy);
        if !again {
            return None;
        }
        let asked = planned
            .retry_after_seconds
            .filter(|_| !planned.times_out(policy))
            .map(|seconds| Span::from_whole_ms(seconds * 1_000));
        let backoff = self.backoff(index, attempt, policy.backoff);
        retry::wait_before_retry(backoff, asked)
    }

    /// How long the request will back off after this attempt if it times out because it
    /// was queued at the server; `None` where it is the last attempt.
    pub fn backoff_after_timeout(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
        policy: &Policy,
    ) -> Option<Span> {
        (attempt.0 <= policy.retries).then(|| self.backoff(index, attempt, policy.backoff))
    }

    /// Whether the request is planned to end with a failure of this attempt.
    pub fn ends_failed(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
        policy: &Policy,
    ) -> bool {
        self.attempt(index, attempt).fails(policy)
            && self.backoff_after(index, attempt, policy).is_none()
    }

    /// The backoff after a failed attempt, for whatever reason it failed.
    pub fn backoff(&self, index: RequestIndex, failed: AttemptNumber, backoff: Backoff) -> Span {
        retry::backoff(backoff, self.workload.seed, index, failed)
    }

    /// Time the request is planned to spend in flight, all attempts together.
    pub fn work(&self, index: RequestIndex, policy: &Policy) -> Span {
        let mut work = Span::ZERO;
        let mut attempt = AttemptNumber::FIRST;
        loop {
            work += self.attempt(index, attempt).length(policy);
            work += self.computing(index, attempt, policy);
            if self.backoff_after(index, attempt, policy).is_none() {
                return work;
            }
            attempt = attempt.next();
        }
    }

    fn fault(&self, index: RequestIndex, attempt: AttemptNumber) -> Option<Fault> {
        let first = self.first_faults.get(index.as_usize()).copied().flatten();
        if attempt == AttemptNumber::FIRST || first.is_some_and(stays_on_retries) {
            return first;
        }
        let seed = self.workload.seed;
        let mut left = Draw::for_attempt(seed, Purpose::LaterFault, index, attempt).fraction();
        Fault::ALL.into_iter().find(|&fault| {
            left -= self.workload.faults.fraction(fault);
            left < 0.0
        })
    }

    fn latency(&self, index: RequestIndex, attempt: AttemptNumber) -> u32 {
        let mut draw = Draw::for_attempt(self.workload.seed, Purpose::Latency, index, attempt);
        match self.workload.latency {
            Latency::Constant { value } => value,
            Latency::Uniform { min, max } => draw.whole(min, max),
            Latency::LogNormal { median, sigma } => {
                let latency = f64::from(median) * libm::exp(sigma * draw.normal());
                libm::round(latency.min(LATENCY_MS.max as f64)) as u32
            }
        }
    }
}

/// How the lab will answer one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A response with this status and its whole body.
    Whole { status: u16 },
    /// A response with status 200 whose body breaks off half-way.
    Broken,
    /// Nothing, ever.
    Never,
}

impl Answer {
    /// How a request with this fault is answered.
    pub const fn to(fault: Fault) -> Self {
        match fault {
            Fault::ServerError => Self::Whole { status: 500 },
            Fault::NotFound => Self::Whole { status: 404 },
            Fault::TooManyRequests => Self::Whole { status: 429 },
            Fault::Slow => Self::Whole { status: 200 },
            Fault::Hang => Self::Never,
            Fault::Drop => Self::Broken,
        }
    }

    const fn is_success(self) -> bool {
        match self {
            Self::Whole { status } => StatusMeaning::new(status).is_success(),
            Self::Broken | Self::Never => false,
        }
    }

    /// The `Retry-After` that the lab sends with it, in seconds.
    pub const fn retry_after_seconds(self) -> Option<u32> {
        match self {
            Self::Whole { status: 429 } => Some(RETRY_AFTER_SECONDS),
            Self::Whole { .. } | Self::Broken | Self::Never => None,
        }
    }
}

/// How many times longer the latency of a request with this fault is.
const fn slowdown(fault: Fault) -> u32 {
    match fault {
        Fault::Slow => SLOW_FACTOR,
        Fault::ServerError
        | Fault::NotFound
        | Fault::TooManyRequests
        | Fault::Hang
        | Fault::Drop => 1,
    }
}

/// Whether every later attempt at the request has the fault too; else it is drawn again.
const fn stays_on_retries(fault: Fault) -> bool {
    match fault {
        Fault::NotFound => true,
        Fault::ServerError | Fault::TooManyRequests | Fault::Slow | Fault::Hang | Fault::Drop => {
            false
        }
    }
}

/// One attempt as planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedAttempt {
    /// From dispatch to the response's head.
    pub delay_ms: u32,
    /// From the head to the last byte of a whole body.
    pub transfer_ms: u32,
    pub body_bytes: u64,
    pub answer: Answer,
    /// The value of `Retry-After`, in seconds.
    pub retry_after_seconds: Option<u32>,
    /// The fault that makes it so, if there is one.
    pub fault: Option<Fault>,
}

impl PlannedAttempt {
    /// How long the attempt takes without overhead: until its end or the timeout.
    pub fn length(&self, policy: &Policy) -> Span {
        self.length_until(Span::from_whole_ms(policy.timeout_ms))
    }

    /// How long it takes without overhead and with this timeout.
    pub fn length_until(&self, timeout: Span) -> Span {
        self.unlimited_length()
            .map_or(timeout, |length| length.min(timeout))
    }

    /// Whether this attempt is planned to fail.
    pub fn fails(&self, policy: &Policy) -> bool {
        self.times_out(policy) || !self.answer.is_success()
    }

    /// Whether a failure of this attempt would be worth another attempt.
    fn is_retryable(&self, policy: &Policy) -> bool {
        match self.answer {
            _ if self.times_out(policy) => true,
            Answer::Whole { status } => StatusMeaning::new(status).is_retryable(),
            Answer::Broken | Answer::Never => true,
        }
    }

    fn times_out(&self, policy: &Policy) -> bool {
        self.unlimited_length()
            .is_none_or(|length| length >= Span::from_whole_ms(policy.timeout_ms))
    }

    /// How long the lab works on it, also after a timeout; `None` where it never answers.
    pub(crate) fn unlimited_length(&self) -> Option<Span> {
        let delay = Span::from_whole_ms(self.delay_ms);
        let transfer = Span::from_whole_ms(self.transfer_ms);
        match self.answer {
            Answer::Whole { .. } => Some(delay + transfer),
            Answer::Broken => Some(delay + transfer.times(0.5)),
            Answer::Never => None,
        }
    }
}

/// The attempt at an item that is computed, without a request.
const COMPUTED_ONLY: PlannedAttempt = PlannedAttempt {
    delay_ms: 0,
    transfer_ms: 0,
    body_bytes: 0,
    answer: Answer::Whole { status: 200 },
    retry_after_seconds: None,
    fault: None,
};

/// Deals each fault to exactly round(fraction × n) requests, by seeded shuffle.
/// Where rounding up hands out more than there are requests (six faults of a
/// sixth each among three), the last kinds get what is left.
fn deal_first_faults(workload: &Workload) -> Vec<Option<Fault>> {
    let requests = workload.requests as usize;
    let mut dealt: Vec<Option<Fault>> = Vec::with_capacity(requests);
    for fault in Fault::ALL {
        let share = libm::round(workload.faults.fraction(fault) * requests as f64) as usize;
        dealt.resize((dealt.len() + share).min(requests), Some(fault));
    }
    if !dealt.is_empty() {
        dealt.resize(requests, None);
        Draw::new(workload.seed, Purpose::FirstFault).shuffle(&mut dealt);
    }
    dealt
}
