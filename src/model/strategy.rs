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
}

impl Strategy {
    /// How many requests may be in flight at once.
    pub const fn slots(self) -> u32 {
        match self {
            Self::Sequential => 1,
            Self::Concurrent { limit } => limit,
            Self::Threads { workers } => workers,
        }
    }

    /// The strategy's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Concurrent { .. } => "concurrent",
            Self::Threads { .. } => "threads",
        }
    }

    /// The lane's title on screen.
    pub fn title(self) -> String {
        match self {
            Self::Sequential => "Sequential".to_owned(),
            Self::Concurrent { limit } => format!("Concurrent, limit {limit}"),
            Self::Threads { workers: 1 } => "Threads, 1 worker".to_owned(),
            Self::Threads { workers } => format!("Threads, {workers} workers"),
        }
    }
}
