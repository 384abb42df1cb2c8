//! One way of running the workload.

/// How a lane runs the workload. A strategy is data: the one engine runs them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// One request at a time: a limit of 1 through the same semaphore.
    Sequential,
    /// Up to `limit` requests in flight on the page's own event loop.
    Concurrent { limit: u32 },
    /// A pool of `workers` Web Workers, each blocking on one request at a time.
    Threads { workers: u32 },
    /// One request at a time, and the page itself blocks on it: nothing else happens
    /// there meanwhile. Only to see what that means.
    Blocking,
}

/// How a thread waits for an answer with nothing else to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// It is blocked, by a synchronous `XMLHttpRequest`.
    SyncXhr,
    /// It awaits one `fetch` at a time.
    AwaitedFetch,
}

impl Waiting {
    pub const ALL: [Self; 2] = [Self::SyncXhr, Self::AwaitedFetch];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SyncXhr => "syncXhr",
            Self::AwaitedFetch => "awaitedFetch",
        }
    }
}

impl Strategy {
    /// One of each kind, as they are offered.
    pub const USUAL: [Self; 4] = [
        Self::Sequential,
        Self::Concurrent { limit: 10 },
        Self::Threads { workers: 4 },
        Self::Blocking,
    ];

    /// How many requests may be in flight at once.
    pub const fn slots(self) -> u32 {
        match self {
            Self::Sequential | Self::Blocking => 1,
            Self::Concurrent { limit } => limit,
            Self::Threads { workers } => workers,
        }
    }

    /// Whether each slot has a thread of its own; the page's slots share its one.
    pub const fn has_threads(self) -> bool {
        matches!(self, Self::Threads { .. })
    }

    /// The strategy's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Concurrent { .. } => "concurrent",
            Self::Threads { .. } => "threads",
            Self::Blocking => "blocking",
        }
    }

    /// The kind's name on screen.
    pub const fn kind_title(self) -> &'static str {
        match self {
            Self::Sequential => "Sequential",
            Self::Concurrent { .. } => "Concurrent",
            Self::Threads { .. } => "Threads",
            Self::Blocking => "Blocking: freezes the page",
        }
    }

    /// The lane's title on screen.
    pub fn title(self) -> String {
        match self {
            Self::Sequential => self.kind_title().to_owned(),
            Self::Blocking => "Blocking the page".to_owned(),
            Self::Concurrent { limit } => format!("Concurrent, limit {limit}"),
            Self::Threads { workers: 1 } => "Threads, 1 worker".to_owned(),
            Self::Threads { workers } => format!("Threads, {workers} workers"),
        }
    }
}
