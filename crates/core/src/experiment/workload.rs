//! The requests of an experiment, as a person sets them.

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

/// What may be wrong with a request's first attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Answered with 500.
    ServerError,
    /// Answered with 404, on every attempt.
    NotFound,
    /// Answered with 429 and a `Retry-After`.
    TooManyRequests,
    /// Ten times the latency.
    Slow,
    /// Never answered.
    Hang,
    /// The body breaks off half-way.
    Drop,
}

impl Fault {
    /// Every kind, in the order in which the plan hands them out.
    pub const ALL: [Self; 6] = [
        Self::ServerError,
        Self::NotFound,
        Self::TooManyRequests,
        Self::Slow,
        Self::Hang,
        Self::Drop,
    ];

    /// The fault's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServerError => "serverError",
            Self::NotFound => "notFound",
            Self::TooManyRequests => "tooManyRequests",
            Self::Slow => "slow",
            Self::Hang => "hang",
            Self::Drop => "drop",
        }
    }

    /// The fault's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ServerError => "Server error",
            Self::NotFound => "Not found",
            Self::TooManyRequests => "Too many requests",
            Self::Slow => "Slow",
            Self::Hang => "Hang",
            Self::Drop => "Drop",
        }
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
}

/// What a server does with the requests beyond those it can work on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OverflowPolicy {
    /// Refuses them with 429.
    TooManyRequests,
    /// Refuses them with 503.
    Unavailable,
    /// Lets them wait for their turn, first come first served.
    #[default]
    Wait,
}

impl OverflowPolicy {
    pub const ALL: [Self; 3] = [Self::Wait, Self::TooManyRequests, Self::Unavailable];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooManyRequests => "tooManyRequests",
            Self::Unavailable => "unavailable",
            Self::Wait => "wait",
        }
    }

    /// Its name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::TooManyRequests => "refused with 429",
            Self::Unavailable => "refused with 503",
            Self::Wait => "wait for their turn",
        }
    }

    /// The status of a refusal; `None` where nothing is refused.
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::TooManyRequests => Some(429),
            Self::Unavailable => Some(503),
            Self::Wait => None,
        }
    }
}

/// How many requests of a run the server can work on at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    pub requests: u32,
    /// What becomes of those that arrive meanwhile.
    pub beyond: OverflowPolicy,
}

/// What each item of a workload is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorkKind {
    /// A request.
    #[default]
    Fetch,
    /// A computation, and no request.
    Compute,
    /// A request, and then a computation, as in scraping and parsing.
    Mixed,
    /// A request, and then an update of a counter that all share: one reads it, adds one
    /// and writes it back.
    Update,
}

impl WorkKind {
    pub const ALL: [Self; 4] = [Self::Fetch, Self::Compute, Self::Mixed, Self::Update];

    /// The kind's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fetch => "fetch",
            Self::Compute => "compute",
            Self::Mixed => "mixed",
            Self::Update => "update",
        }
    }

    /// The kind's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Fetch => "requests",
            Self::Compute => "computations",
            Self::Mixed => "requests, each computed on",
            Self::Update => "requests, each counted together",
        }
    }
}

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

    /// Whether there is anyone to ask.
    pub const fn fetches(&self) -> bool {
        !matches!(self.kind, WorkKind::Compute)
    }

    /// Whether the server refuses some of so many requests in flight, which of them
    /// nobody can plan.
    pub fn is_refused(&self, in_flight: u32) -> bool {
        let refusing = |capacity: &Capacity| capacity.beyond != OverflowPolicy::Wait;
        let capacity = self.capacity.filter(refusing);
        self.fetches() && capacity.is_some_and(|capacity| in_flight > capacity.requests)
    }

    /// On how many requests the server works at once while others wait for their turn;
    /// `None` where nobody waits.
    pub fn queue_slots(&self) -> Option<u32> {
        let waiting = |capacity: &Capacity| capacity.beyond == OverflowPolicy::Wait;
        let capacity = self.capacity.filter(waiting);
        capacity
            .filter(|_| self.fetches())
            .map(|capacity| capacity.requests)
    }
}
