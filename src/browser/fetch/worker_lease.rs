//! A worker of the pool for the length of one attempt.

use std::rc::Rc;

use super::target::Target;
use crate::browser::timing::clock::BrowserClock;
use crate::browser::workers::pool::{PooledWorker, WorkerPool};
use playground_core::lab::address::LabKey;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::TimePoint;
use playground_core::workers::message::{ExchangeResult, FromWorker, Job, Reply, ToWorker};
use playground_engine::ports::{Clock, Computed, Failure, When};

/// A worker and its attempt. Dropped before the worker is given back, it ends the worker,
/// and cancels the attempt at a lab that cannot see that by itself.
#[derive(Debug)]
pub struct WorkerLease {
    worker: Option<PooledWorker>,
    pool: Rc<WorkerPool>,
    attempt: (Target, LabKey),
    /// When the worker got its job, on the page's clock.
    dispatched: TimePoint,
}

impl WorkerLease {
    /// # Errors
    /// The pool has no worker left.
    pub fn new(pool: &Rc<WorkerPool>, target: &Target, key: LabKey) -> Result<Self, NetworkCause> {
        Ok(Self {
            worker: Some(pool.take().ok_or(NetworkCause::WorkerLost)?),
            pool: Rc::clone(pool),
            attempt: (target.clone(), key),
            dispatched: BrowserClock.now(),
        })
    }

    /// Has the worker do a job's exchange; the reply's times are on the page's clock.
    ///
    /// # Errors
    /// The worker crashed.
    pub async fn exchange(&self, job: Job) -> Result<Reply, NetworkCause> {
        if let Some(worker) = &self.worker {
            worker.send(&ToWorker::Run(job));
        }
        let Some(FromWorker::Ended(reply)) = self.next().await else {
            return Err(NetworkCause::WorkerLost);
        };
        Ok(self.on_page(reply))
    }

    /// What the worker has computed.
    ///
    /// # Errors
    /// The worker crashed.
    pub async fn computed(&mut self) -> Result<Computed, Failure> {
        let Some(FromWorker::Computed(result)) = self.next().await else {
            return Err(NetworkCause::WorkerLost.into());
        };
        let at = self.worker.as_ref().map_or(When::Now, |worker| {
            When::At(worker.on_page(result.at, self.dispatched))
        });
        self.give_back();
        Ok(Computed {
            found: result.found,
            at,
        })
    }

    pub fn give_back(&mut self) {
        if let Some(worker) = self.worker.take() {
            self.pool.give_back(worker);
        }
    }

    /// The reply with its times on the page's clock.
    fn on_page(&self, mut reply: Reply) -> Reply {
        if let Some(worker) = &self.worker {
            let point = |at| worker.on_page(at, self.dispatched);
            if let ExchangeResult::Response(response) = &mut reply.result {
                response.responded = response.responded.map(point);
            }
            reply.ended = point(reply.ended);
            reply.times = reply.times.map(|times| worker.times_on_page(times));
        }
        reply
    }

    async fn next(&self) -> Option<FromWorker> {
        self.worker.as_ref()?.next().await
    }
}

impl Drop for WorkerLease {
    fn drop(&mut self) {
        if self.worker.is_some() {
            let (target, key) = &self.attempt;
            target.cancel(*key);
        }
    }
}
