//! The ways of running a workload.

use crate::experiment::ranges::{self, WholeRange};
use crate::named::named_enum;
use crate::wording::numbers::group_digits;

/// How a lane runs the workload. A strategy is data: the one engine runs them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    Sequential,
    Batched { size: u32 },
    Concurrent { limit: u32 },
    Threads { workers: u32 },
    Blocking,
}

named_enum! {
    /// The kind of a strategy, without its number, in the order of the lanes.
    #[derive(PartialOrd, Ord)]
    pub enum StrategyKind {
        /// One request at a time: a limit of 1 through the same semaphore.
        Sequential { name: "sequential", title: "Sequential" }
        /// Requests in batches: the next batch starts when all requests of the one before have ended.
        Batched { name: "batched", title: "Batched" }
        /// Up to a limit of requests in flight on the page's own event loop.
        Concurrent { name: "concurrent", title: "Concurrent" }
        /// A pool of Web Workers, each blocking on one request at a time.
        Threads { name: "threads", title: "Threads" }
        /// One request at a time, and the page itself blocks on it: nothing else happens
        /// there meanwhile. Only to see what that means.
        Blocking { name: "blocking", title: "Blocking: freezes the page" }
    }
}

named_enum! {
    /// The number that is set with a strategy: what its limit is called.
    pub enum LimitSetting {
        /// Requests in flight at once.
        Limit { name: "limit", title: "Limit" }
        /// Requests that start together.
        Size { name: "size", title: "Batch size" }
        /// Threads, each with one request at a time.
        Workers { name: "workers", title: "Workers" }
    }
}

named_enum! {
    /// How a thread waits for an answer with nothing else to do.
    pub enum Waiting {
        /// It is blocked, by a synchronous `XMLHttpRequest`.
        SyncXhr { name: "syncXhr" }
        /// It awaits one `fetch` at a time.
        AwaitedFetch { name: "awaitedFetch" }
    }
}

/// What sends a lane's requests and waits for the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The page, which awaits all of them at the same time.
    EventLoop,
    /// The page, which blocks on one after the other.
    BlockedPage,
    /// A pool of Web Workers, each with one at a time.
    Workers,
}

impl Strategy {
    pub const fn kind(self) -> StrategyKind {
        match self {
            Self::Sequential => StrategyKind::Sequential,
            Self::Batched { .. } => StrategyKind::Batched,
            Self::Concurrent { .. } => StrategyKind::Concurrent,
            Self::Threads { .. } => StrategyKind::Threads,
            Self::Blocking => StrategyKind::Blocking,
        }
    }

    /// How many requests may be in flight at once, whatever that number is called.
    pub const fn limit(self) -> u32 {
        match self {
            Self::Sequential | Self::Blocking => 1,
            Self::Batched { size } => size,
            Self::Concurrent { limit } => limit,
            Self::Threads { workers } => workers,
        }
    }

    /// How many requests start together and are waited for together; `None` where each starts
    /// as soon as one of the limit's slots is free.
    pub const fn batch_size(self) -> Option<u32> {
        match self {
            Self::Batched { size } => Some(size),
            Self::Sequential | Self::Concurrent { .. } | Self::Threads { .. } | Self::Blocking => {
                None
            }
        }
    }

    /// The lane's title on screen.
    pub fn title(self) -> String {
        match self {
            Self::Sequential => self.kind().title().to_owned(),
            Self::Blocking => "Blocking the page".to_owned(),
            Self::Batched { size } => {
                format!("Batched, {} at a time", group_digits(size.into()))
            }
            Self::Concurrent { limit } => {
                format!("Concurrent, limit {}", group_digits(limit.into()))
            }
            Self::Threads { workers: 1 } => "Threads, 1 worker".to_owned(),
            Self::Threads { workers } => format!("Threads, {workers} workers"),
        }
    }
}

impl StrategyKind {
    /// The strategy of this kind with this limit; of a kind whose limit is not set, the
    /// only one.
    pub const fn with_limit(self, limit: u32) -> Strategy {
        match self {
            Self::Sequential => Strategy::Sequential,
            Self::Batched => Strategy::Batched { size: limit },
            Self::Concurrent => Strategy::Concurrent { limit },
            Self::Threads => Strategy::Threads { workers: limit },
            Self::Blocking => Strategy::Blocking,
        }
    }

    /// The strategy of this kind that is offered, and meant where a document leaves the
    /// number out.
    pub const fn usual(self) -> Strategy {
        match self.limit_setting() {
            Some(setting) => self.with_limit(setting.usual()),
            None => self.with_limit(1),
        }
    }

    /// What the limit of such a strategy is called; `None` where it is always 1.
    pub const fn limit_setting(self) -> Option<LimitSetting> {
        match self {
            Self::Sequential | Self::Blocking => None,
            Self::Batched => Some(LimitSetting::Size),
            Self::Concurrent => Some(LimitSetting::Limit),
            Self::Threads => Some(LimitSetting::Workers),
        }
    }

    /// Whether the limit of a running lane can be changed.
    pub const fn limit_can_change(self) -> bool {
        match self {
            Self::Concurrent => true,
            Self::Sequential | Self::Batched | Self::Threads | Self::Blocking => false,
        }
    }

    /// What sends its requests and waits for the answers.
    pub const fn sender(self) -> Sender {
        match self {
            Self::Sequential | Self::Batched | Self::Concurrent => Sender::EventLoop,
            Self::Threads => Sender::Workers,
            Self::Blocking => Sender::BlockedPage,
        }
    }

    /// Whether the page's own event loop awaits all its requests: then one clock times
    /// them, one semaphore limits them, and they can update what the page shares.
    pub const fn runs_on_event_loop(self) -> bool {
        matches!(self.sender(), Sender::EventLoop)
    }

    /// Whether the page itself blocks on each request.
    pub const fn blocks_page(self) -> bool {
        matches!(self.sender(), Sender::BlockedPage)
    }

    /// Whether each request in flight has a thread of its own; on the page all share one.
    pub const fn has_threads(self) -> bool {
        matches!(self.sender(), Sender::Workers)
    }
}

impl LimitSetting {
    /// What it may be.
    pub const fn range(self) -> WholeRange {
        match self {
            Self::Limit | Self::Size => ranges::LIMIT,
            Self::Workers => ranges::WORKERS,
        }
    }

    /// What it is where nothing is chosen.
    pub const fn usual(self) -> u32 {
        match self {
            Self::Limit | Self::Size => 10,
            Self::Workers => 4,
        }
    }
}
