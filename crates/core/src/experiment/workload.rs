//! The requests of an experiment, as a person sets them.

use crate::experiment::ranges::SettingError;
use crate::named::named_enum;
use crate::wording::numbers::group_digits;

/// The requests of an experiment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Workload {
    pub kind: WorkKind,
    pub requests: u32,
    pub latency: Latency,
    /// Length of each response's body.
    pub body_bytes: u64,
    /// Time from the first to the last byte of a body.
    pub transfer_ms: u32,
    pub faults: Faults,
    /// `None` where the server works on as many as come.
    pub capacity: Option<Capacity>,
    /// How long one computation takes, where there is one, or one update.
    ///
    /// Half of an update is its read, and half its write.
    pub compute_ms: u32,
    /// The same seed gives the same plan on every machine.
    pub seed: u64,
}

impl Default for Workload {
    fn default() -> Self {
        Self {
            kind: WorkKind::Fetch,
            requests: 100,
            latency: Latency::Uniform { min: 40, max: 120 },
            body_bytes: 2_048,
            transfer_ms: 20,
            faults: Faults::NONE,
            capacity: None,
            compute_ms: 100,
            seed: 42,
        }
    }
}

impl Workload {
    /// Whether there is anything to compute.
    pub const fn computes(&self) -> bool {
        matches!(self.kind, WorkKind::Compute | WorkKind::Mixed)
    }

    /// Whether something shared is updated after each answer.
    pub const fn updates(&self) -> bool {
        matches!(self.kind, WorkKind::Update)
    }

    /// Whether something is done after each answer: computing, or updating.
    pub const fn follows_up(&self) -> bool {
        !matches!(self.kind, WorkKind::Fetch)
    }

    /// Whether requests are sent.
    pub const fn fetches(&self) -> bool {
        !matches!(self.kind, WorkKind::Compute)
    }

    /// Whether the server refuses some of this many requests in flight; which of them is
    /// not planned.
    pub fn is_refused(&self, in_flight: u32) -> bool {
        let refusing = |capacity: &Capacity| capacity.beyond != OverflowPolicy::Wait;
        let capacity = self.capacity.filter(refusing);
        self.fetches() && capacity.is_some_and(|capacity| in_flight > capacity.requests)
    }

    /// On how many requests the server works at once while the others are queued; `None`
    /// where it queues none.
    pub fn queueing_capacity(&self) -> Option<u32> {
        let waiting = |capacity: &Capacity| capacity.beyond == OverflowPolicy::Wait;
        let capacity = self.capacity.filter(waiting);
        capacity
            .filter(|_| self.fetches())
            .map(|capacity| capacity.requests)
    }
}

/// How long a request's response takes to begin, in whole milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Latency {
    Constant {
        value: u32,
    },
    /// Every whole number from `min` to `max` is equally likely.
    Uniform {
        min: u32,
        max: u32,
    },
    /// `median · e^(sigma · z)` with a standard normal `z`: most answers are
    /// near the median and a few are very late, as on real networks.
    LogNormal {
        median: u32,
        sigma: f64,
    },
}

named_enum! {
    /// How the latencies of requests are distributed.
    pub enum Distribution {
        Constant { name: "constant", title: "all the same" }
        Uniform { name: "uniform", title: "from – to" }
        LogNormal { name: "logNormal", title: "long tail" }
    }
}

impl Latency {
    pub const fn distribution(&self) -> Distribution {
        match self {
            Self::Constant { .. } => Distribution::Constant,
            Self::Uniform { .. } => Distribution::Uniform,
            Self::LogNormal { .. } => Distribution::LogNormal,
        }
    }

    /// Whether the shortest latency is not above the longest. `field`: what the shortest
    /// is called.
    ///
    /// # Errors
    /// It is.
    pub fn check(&self, field: &str) -> Result<(), SettingError> {
        match *self {
            Self::Uniform { min, max } if min > max => {
                let expected = format!("at most the longest latency, {}", group_digits(max.into()));
                Err(SettingError::new(field, &min.to_string(), expected))
            }
            Self::Constant { .. } | Self::Uniform { .. } | Self::LogNormal { .. } => Ok(()),
        }
    }
}

named_enum! {
    /// What may be wrong with a request's first attempt, in the order in which the plan
    /// hands them out.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum Fault {
        /// Answered with 500.
        ServerError { name: "serverError", title: "Server error" }
        /// Answered with 404, on every attempt.
        NotFound { name: "notFound", title: "Not found" }
        /// Answered with 429 and a `Retry-After`.
        TooManyRequests { name: "tooManyRequests", title: "Too many requests" }
        /// Ten times the latency.
        Slow { name: "slow", title: "Slow" }
        /// Never answered.
        Hang { name: "hang", title: "Hang" }
        /// The body breaks off half-way.
        Drop { name: "drop", title: "Drop" }
    }
}

/// Which fraction of the requests gets each fault; no request gets two.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Faults([f64; Fault::ALL.len()]);

impl Faults {
    pub const NONE: Self = Self([0.0; Fault::ALL.len()]);

    pub const fn fraction(&self, fault: Fault) -> f64 {
        self.0[fault as usize]
    }

    #[must_use]
    pub const fn with(mut self, fault: Fault, fraction: f64) -> Self {
        self.0[fault as usize] = fraction;
        self
    }

    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    /// Whether they sum to 1 at most: the fractions share the requests out.
    pub fn fit(&self) -> bool {
        /// Ten tenths sum to a little over 1 in binary fractions.
        const ROUNDING: f64 = 1e-9;
        self.sum() <= 1.0 + ROUNDING
    }
}

named_enum! {
    /// What a server does with the requests beyond those it can work on.
    #[derive(Default)]
    pub enum OverflowPolicy {
        /// Lets them wait, first come, first served.
        #[default]
        Wait { name: "wait", title: "wait in a queue" }
        /// Refuses them with 429.
        TooManyRequests { name: "tooManyRequests", title: "refused with 429" }
        /// Refuses them with 503.
        Unavailable { name: "unavailable", title: "refused with 503" }
    }
}

impl OverflowPolicy {
    /// The status of a refusal; `None` where nothing is refused.
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Wait => None,
            Self::TooManyRequests => Some(429),
            Self::Unavailable => Some(503),
        }
    }
}

/// How many requests of a run the server can work on at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    pub requests: u32,
    /// What happens to those that arrive meanwhile.
    pub beyond: OverflowPolicy,
}

named_enum! {
    /// What each item of a workload is.
    #[derive(Default)]
    pub enum WorkKind {
        /// A request.
        #[default]
        Fetch { name: "fetch", title: "requests" }
        /// A computation, and no request.
        Compute { name: "compute", title: "computations" }
        /// A request, and then a computation, as in scraping and parsing.
        Mixed { name: "mixed", title: "requests + CPU work" }
        /// A request, and then an update of a counter that all share: one reads it, adds
        /// one and writes it back.
        Update { name: "update", title: "requests + shared counter" }
    }
}
