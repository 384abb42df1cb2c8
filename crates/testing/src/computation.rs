//! What a script's body computes, and on which thread.

use std::sync::Arc;

use playground_core::experiment::workload::WorkKind;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::Span;
use playground_engine::ports::{Clock, Computed, Failure, When};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::lane_driver::LaneDriver;
use crate::manual_clock::ManualClock;
use crate::reply::Reply;

/// What is found where nothing else is scripted.
pub const FOUND: u32 = 168;

/// A computation as scripted. Times are ms from its start.
#[derive(Clone, Copy, Debug)]
pub struct Computation {
    ms: f64,
    found: u32,
    /// Why it gets no thread at all.
    no_turn: Option<NetworkCause>,
    /// Why it comes to nothing, when its time is over.
    fails: Option<NetworkCause>,
    told: (When, When),
    simulates_fetch: bool,
}

impl Computation {
    pub const fn of_ms(ms: f64) -> Self {
        Self {
            ms,
            found: FOUND,
            no_turn: None,
            fails: None,
            told: (When::Now, When::Now),
            simulates_fetch: false,
        }
    }

    pub const fn finds(self, found: u32) -> Self {
        Self { found, ..self }
    }

    pub const fn gets_no_turn(self, cause: NetworkCause) -> Self {
        let no_turn = Some(cause);
        Self { no_turn, ..self }
    }

    pub const fn fails(self, cause: NetworkCause) -> Self {
        let fails = Some(cause);
        Self { fails, ..self }
    }

    /// It is done in the place of an exchange.
    pub const fn standing_in(self) -> Self {
        let simulates_fetch = true;
        Self {
            simulates_fetch,
            ..self
        }
    }

    pub const fn simulates_fetch(&self) -> bool {
        self.simulates_fetch
    }

    /// When it began and when it was done, or had failed, is told so.
    pub const fn told(self, began: When, done: When) -> Self {
        let told = (began, done);
        Self { told, ..self }
    }

    /// Waits until the thread is free, and holds it.
    pub async fn turn(self, thread: &Thread) -> Result<(When, ThreadLease), Failure> {
        let (at, _) = self.told;
        match self.no_turn {
            Some(cause) => Err(Failure { cause, at }),
            None => Ok((at, thread.take().await)),
        }
    }

    pub async fn run(self, clock: &ManualClock) -> Result<Computed, Failure> {
        clock.sleep(Span::from_ms(self.ms)).await;
        let (_, at) = self.told;
        let found = self.found;
        self.fails.map_or(Ok(Computed { found, at }), |cause| {
            Err(Failure { cause, at })
        })
    }
}

/// Where bodies are computed on.
#[derive(Clone, Debug)]
pub enum Thread {
    /// The page's only one, for whoever comes first.
    Page(Arc<Semaphore>),
    /// Each has one of its own.
    Own,
}

/// A thread that nobody else computes on meanwhile.
pub struct ThreadLease {
    _until_dropped: Option<OwnedSemaphorePermit>,
}

impl Thread {
    pub fn page() -> Self {
        Self::Page(Arc::new(Semaphore::new(1)))
    }

    async fn take(&self) -> ThreadLease {
        ThreadLease {
            _until_dropped: match self {
                Self::Page(only) => Arc::clone(only).acquire_owned().await.ok(),
                Self::Own => None,
            },
        }
    }
}

/// Requests answered after 10 ms, each computed on for 4 ms.
pub fn mixed(requests: u32, limit: u32) -> LaneDriver {
    let reply = |_, _| Reply::at(10.0).then_computes(Computation::of_ms(4.0));
    LaneDriver::scripted_kind(WorkKind::Mixed, requests, limit, reply)
}

/// One request to be computed on, always answered so.
pub fn one(reply: Reply) -> LaneDriver {
    LaneDriver::scripted_kind(WorkKind::Mixed, 1, 1, move |_, _| reply.clone())
}
