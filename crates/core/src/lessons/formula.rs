//! The formulas that predict a lesson's answer. They are computed from the plan alone,
//! never from measurements.

use crate::analysis::ideal::ideal_makespan;
use crate::experiment::plan::Plan;
use crate::experiment::policy::{Lock, Policy};
use crate::experiment::strategy::Strategy;
use crate::units::{AttemptNumber, RequestIndex, Span};
use crate::wording::numbers::{format_short, format_span, group_digits};

/// The connections a browser opens to one origin by HTTP/1.1: six in Chromium
/// (`kMaxSocketsPerGroup`) and in Firefox (`network.http.max-persistent-connections-per-server`).
const CONNECTIONS: u32 = 6;

/// The inputs of a formula.
#[derive(Clone, Copy, Debug)]
pub struct FormulaInputs<'a> {
    pub plan: &'a Plan,
    pub policy: Policy,
    pub strategy: Strategy,
    /// How many threads this machine can run in parallel.
    pub cores: u32,
}

/// A formula that predicts a time in ms or a count. Its symbols: n is the number of
/// requests, dᵢ the planned length of the i-th request, d the common length if all are
/// equal, k the lane's limit, c the server's capacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Formula {
    /// Σ dᵢ: one after the other.
    Sum,
    /// max dᵢ: all at once.
    Longest,
    /// max min(dᵢ, timeout): all at once, each for at most the timeout.
    Capped,
    /// ⌈n / k⌉ · d: in rounds of k, or of c if a server with a smaller capacity queues them.
    Rounds,
    /// ⌈n / 6⌉ · d: in rounds of the six connections of HTTP/1.1.
    Connections,
    /// ⌈n / min(k, cores)⌉ · d: computing, in rounds of as many as there are cores.
    Cores,
    /// Σ max dᵢ of each batch of k: a batch takes as long as its longest request.
    Batches,
    /// First-come list scheduling (Graham 1966) on k slots, for lengths that differ.
    List,
    /// n.
    All,
    /// k.
    Limit,
    /// c.
    Capacity,
    /// n − c: the requests that arrive while the server is full.
    BeyondCapacity,
    /// n − c · attempts: if all retry together, the server accepts c of them each time.
    BeyondWaves,
    /// How many requests fail at their last attempt, by the faults of the plan.
    PlannedFailures,
    /// n · attempts: every request uses all its attempts.
    AllAttempts,
    /// A constant: a count, or ms.
    Number(f64),
}

impl Formula {
    /// The formulas that documents name.
    pub const NAMED: [Self; 15] = [
        Self::Sum,
        Self::Longest,
        Self::Capped,
        Self::Rounds,
        Self::Connections,
        Self::Cores,
        Self::Batches,
        Self::List,
        Self::All,
        Self::Limit,
        Self::Capacity,
        Self::BeyondCapacity,
        Self::BeyondWaves,
        Self::PlannedFailures,
        Self::AllAttempts,
    ];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Longest => "longest",
            Self::Capped => "capped",
            Self::Rounds => "rounds",
            Self::Connections => "connections",
            Self::Cores => "cores",
            Self::Batches => "batches",
            Self::List => "list",
            Self::All => "all",
            Self::Limit => "limit",
            Self::Capacity => "capacity",
            Self::BeyondCapacity => "beyondCapacity",
            Self::BeyondWaves => "beyondWaves",
            Self::PlannedFailures => "plannedFailures",
            Self::AllAttempts => "allAttempts",
            Self::Number(_) => "number",
        }
    }

    /// Its value, in ms or as a count.
    pub fn value(self, on: &FormulaInputs<'_>) -> f64 {
        let requests = f64::from(on.requests());
        let capacity = f64::from(on.capacity().unwrap_or(u32::MAX));
        match self {
            Self::Sum => on.lengths().fold(0.0, |sum, length| sum + length.ms()),
            Self::Longest => on.longest().ms(),
            Self::Capped => on.capped().ms(),
            Self::Rounds => on.rounds(on.round_size()),
            Self::Connections => on.rounds(CONNECTIONS.min(on.strategy.limit())),
            Self::Cores => on.rounds(on.threads()),
            Self::Batches => on.batches(),
            Self::List => ideal_makespan(on.plan, &on.policy, on.strategy).ms(),
            Self::All => requests,
            Self::Limit => f64::from(on.strategy.limit()),
            Self::Capacity => capacity,
            Self::BeyondCapacity => (requests - capacity).max(0.0),
            Self::BeyondWaves => (requests - capacity * on.attempts()).max(0.0),
            Self::PlannedFailures => on.planned_failures(),
            Self::AllAttempts => requests * on.attempts(),
            Self::Number(number) => number,
        }
    }

    /// The formula with the numbers of these inputs, without its result.
    pub fn label(self, on: &FormulaInputs<'_>) -> String {
        let slots = on.strategy.limit();
        let requests = group_digits(on.requests().into());
        let capacity = group_digits(on.capacity().unwrap_or_default().into());
        let rounds = |letter: &str, size: u32| {
            let each = format_span(on.longest());
            let size = group_digits(size.into());
            format!("⌈n / {letter}⌉ · d = ⌈{requests} / {size}⌉ · {each}")
        };
        let attempts = on.attempts();
        match self {
            Self::Sum => match on.common() {
                Some(each) => format!("Σ d = {requests} · {}", format_span(each)),
                None => "Σ dᵢ: all waits added up".to_owned(),
            },
            Self::Longest => "max dᵢ: the longest wait".to_owned(),
            Self::Capped => {
                "max min(dᵢ, timeout): the longest wait, or the timeout if that is shorter"
                    .to_owned()
            }
            Self::Rounds if on.round_size() < slots => rounds("c", on.round_size()),
            Self::Rounds => rounds("k", slots),
            Self::Connections => rounds("6", CONNECTIONS.min(slots)),
            Self::Cores => rounds("cores", on.threads()),
            Self::Batches => {
                let size = group_digits(slots.into());
                format!("Σ max dᵢ: the longest wait of each batch of {size}, added up")
            }
            Self::List if on.has_lock() => {
                "all waits overlap, then the updates run one after the other".to_owned()
            }
            Self::List => {
                let slots = group_digits(slots.into());
                format!("list scheduling: each request starts once one of {slots} slots is free")
            }
            Self::All => "n: all requests".to_owned(),
            Self::Limit => "k: the limit".to_owned(),
            Self::Capacity => "c: the server's capacity".to_owned(),
            Self::BeyondCapacity => format!("n − c = {requests} − {capacity}"),
            Self::BeyondWaves => format!(
                "n − c · attempts = {requests} − {capacity} · {}",
                format_short(attempts, 0)
            ),
            Self::PlannedFailures => "counted in the plan, which is made before the run".to_owned(),
            Self::AllAttempts => {
                format!("n · attempts = {requests} · {}", format_short(attempts, 0))
            }
            Self::Number(_) => String::new(),
        }
    }
}

impl FormulaInputs<'_> {
    fn requests(&self) -> u32 {
        self.plan.workload().requests
    }

    fn capacity(&self) -> Option<u32> {
        self.plan
            .workload()
            .capacity
            .map(|capacity| capacity.requests)
    }

    fn attempts(&self) -> f64 {
        f64::from(self.policy.retries) + 1.0
    }

    /// Whether updates take turns under a lock.
    fn has_lock(&self) -> bool {
        self.plan.workload().updates() && self.policy.lock == Lock::Update
    }

    /// How many requests are worked on at once; the rest wait, in the page or at the server.
    fn round_size(&self) -> u32 {
        self.strategy
            .limit()
            .min(self.capacity().unwrap_or(u32::MAX))
    }

    fn threads(&self) -> u32 {
        if self.strategy.kind().has_threads() {
            self.strategy.limit().min(self.cores)
        } else {
            1
        }
    }

    /// The planned length of each request: all its attempts and backoffs.
    fn lengths(&self) -> impl Iterator<Item = Span> {
        let indexes = self.plan.indexes();
        indexes.map(|index| self.plan.work(index, &self.policy))
    }

    fn longest(&self) -> Span {
        self.lengths().fold(Span::ZERO, Span::max)
    }

    /// The longest first attempt, which the timeout limits.
    fn capped(&self) -> Span {
        let first = |index: RequestIndex| {
            let planned = self.plan.attempt(index, AttemptNumber::FIRST);
            planned.length(&self.policy)
        };
        self.plan.indexes().map(first).fold(Span::ZERO, Span::max)
    }

    /// The common length of all requests; `None` if they differ.
    fn common(&self) -> Option<Span> {
        let first = self.lengths().next()?;
        let mut all = self.lengths();
        all.all(|length| length == first).then_some(first)
    }

    fn rounds(&self, size: u32) -> f64 {
        f64::from(self.requests().div_ceil(size.max(1))) * self.longest().ms()
    }

    fn batches(&self) -> f64 {
        let lengths: Vec<Span> = self.lengths().collect();
        let batches = lengths.chunks(self.strategy.limit().max(1) as usize);
        let longest = batches.map(|batch| batch.iter().copied().fold(Span::ZERO, Span::max));
        longest.fold(0.0, |sum, longest| sum + longest.ms())
    }

    fn planned_failures(&self) -> f64 {
        let fails = |index: &RequestIndex| {
            let mut attempt = AttemptNumber::FIRST;
            while self
                .plan
                .backoff_after(*index, attempt, &self.policy)
                .is_some()
            {
                attempt = attempt.next();
            }
            self.plan.attempt(*index, attempt).fails(&self.policy)
        };
        self.plan.indexes().filter(fails).count() as f64
    }
}
