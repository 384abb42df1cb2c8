//! What the requests of a lane wait for before they are sent.

use crate::experiment::policy::Lock;
use crate::experiment::strategy::Strategy;

/// What a request waits for before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// One of the semaphore's permits, of which there are as many as the limit.
    Permit,
    /// Its batch, which starts when all of the one before has ended.
    Batch,
    /// A free worker, in a lane with threads.
    Worker,
    /// The lane's one lock, which another request holds until its end. A request that
    /// has a permit waits for it, too.
    Lock,
}

impl Queue {
    /// `updates`: whether requests share something that the lock is for.
    pub const fn new(strategy: Strategy, updates: bool, lock: Lock) -> Self {
        // With a limit of 1 the permit is as good as the lock.
        if updates && matches!(lock, Lock::Request) && strategy.limit() > 1 {
            Self::Lock
        } else if strategy.batch_size().is_some() {
            Self::Batch
        } else if strategy.kind().has_threads() {
            Self::Worker
        } else {
            Self::Permit
        }
    }

    /// What it is, in words that follow "waits for".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Permit => "a permit",
            Self::Batch => "its batch",
            Self::Worker => "a worker",
            Self::Lock => "the lock",
        }
    }

    /// What it is, in words that follow "it had".
    pub const fn possessive(self) -> &'static str {
        match self {
            Self::Permit => "its permit",
            Self::Batch => "its place in a batch",
            Self::Worker => "its worker",
            Self::Lock => "the lock",
        }
    }

    /// The wait's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Permit => "Waiting for a permit",
            Self::Batch => "Waiting for its batch",
            Self::Worker => "Waiting for a worker",
            Self::Lock => "Waiting for the lock",
        }
    }
}
