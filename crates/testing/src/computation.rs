//! A scripted computation after a response, and the thread it runs on.

use std::sync::Arc;

use playground_core::experiment::workload::WorkKind;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::Span;
use playground_engine::ports::{Clock, Computed, Failure, When};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::lane_driver::LaneDriver;
use crate::manual_clock::ManualClock;
use crate::reply::Reply;

/// The result if no other is scripted.
pub const FOUND: u32 = 168;

/// A computation as scripted. Times are ms from its start.
#[derive(Clone, Copy, Debug)]
pub struct Computation {
    ms: f64,
    found: u32,
    /// The cause, if it gets no thread.
    thread_error: Option<NetworkCause>,
    /// The cause, if it fails after its time.
    fails: Option<NetworkCause>,
    reported_times: (When, When),
    simulates_fetch: bool,
}

impl Computation {
    pub const fn new(ms: f64) -> Self {
        Self {
            ms,
            found: FOUND,
            thread_error: None,
            fails: None,
            reported_times: (When::Now, When::Now),
            simulates_fetch: false,
        }
    }

    pub const fn finds(self, found: u32) -> Self {
        Self { found, ..self }
    }

    pub const fn gets_no_thread(self, cause: NetworkCause) -> Self {
        let thread_error = Some(cause);
        Self {
            thread_error,
            ..self
        }
    }

    pub const fn fails(self, cause: NetworkCause) -> Self {
        let fails = Some(cause);
        Self { fails, ..self }
    }

    /// It simulates an exchange.
    pub const fn simulating_fetch(self) -> Self {
        let simulates_fetch = true;
        Self {
            simulates_fetch,
            ..self
        }
    }

    pub const fn simulates_fetch(&self) -> bool {
        self.simulates_fetch
    }

    /// Reports these times as its start and its end, whether it succeeds or fails.
    pub const fn reporting(self, start: When, end: When) -> Self {
        let reported_times = (start, end);
        Self {
            reported_times,
            ..self
        }
    }

    /// Waits until the thread is free, and leases it.
    pub async fn wait_for_thread(self, thread: &Thread) -> Result<(When, ThreadLease), Failure> {
        let (at, _) = self.reported_times;
        match self.thread_error {
            Some(cause) => Err(Failure { cause, at }),
            None => Ok((at, thread.take().await)),
        }
    }

    pub async fn run(self, clock: &ManualClock) -> Result<Computed, Failure> {
        clock.sleep(Span::from_ms(self.ms)).await;
        let (_, at) = self.reported_times;
        let found = self.found;
        self.fails.map_or(Ok(Computed { found, at }), |cause| {
            Err(Failure { cause, at })
        })
    }
}

/// Where computations run.
#[derive(Clone, Debug)]
pub enum Thread {
    /// The page's only thread, which serves computations in order of arrival.
    Page(Arc<Semaphore>),
    /// A separate thread for each computation.
    Own,
}

/// Exclusive use of a thread until dropped.
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

/// Requests answered after 10 ms, each followed by a computation of 4 ms.
pub fn mixed(requests: u32, limit: u32) -> LaneDriver {
    let reply = |_, _| Reply::at(10.0).then_computes(Computation::new(4.0));
    LaneDriver::scripted_kind(WorkKind::Mixed, requests, limit, reply)
}

/// One request with a computation, and the same reply to every attempt.
pub fn one(reply: Reply) -> LaneDriver {
    LaneDriver::scripted_kind(WorkKind::Mixed, 1, 1, move |_, _| reply.clone())
}
