//! What the requests of a lane wait for before they are sent.

use crate::experiment::policy::Lock;
use crate::experiment::strategy::Strategy;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// One of as many permits as the limit says.
    Permit,
    /// A worker that is free: it is the permit where each has a thread of its own.
    Worker,
    /// The lane's one lock, which another request holds until its end. Permits are
    /// waited for as well, but whoever has one waits all the same.
    Lock,
}

impl Queue {
    /// `updates`: whether requests share something that the lock is for.
    pub const fn of(strategy: Strategy, updates: bool, lock: Lock) -> Self {
        match strategy {
            // Who has the only permit has the lock.
            _ if updates && matches!(lock, Lock::Request) && strategy.slots() > 1 => Self::Lock,
            Strategy::Threads { .. } => Self::Worker,
            _ => Self::Permit,
        }
    }

    /// What is waited for, in words that follow "for".
    pub const fn thing(self) -> &'static str {
        match self {
            Self::Permit => "a permit",
            Self::Worker => "a worker",
            Self::Lock => "the lock",
        }
    }

    /// The same, in words that follow "it had".
    pub const fn its_own(self) -> &'static str {
        match self {
            Self::Permit => "its permit",
            Self::Worker => "its worker",
            Self::Lock => "the lock",
        }
    }

    /// The wait's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Permit => "Waiting for a permit",
            Self::Worker => "Waiting for a worker",
            Self::Lock => "Waiting for the lock",
        }
    }
}
