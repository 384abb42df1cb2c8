//! What is done after a success, and on which thread.

use super::update::Update;
use super::worker_lease::WorkerLease;
use crate::browser::timing::computing;
use playground_engine::ports::{Computed, Failure, FollowUp, When};

/// The work after a success; dropping it ends it.
#[derive(Debug)]
pub enum BrowserFollowUp {
    /// The page computes, once it is idle.
    ComputeWhenIdle { units: u32 },
    /// The page computes at once: it has waited until it was idle, and then blocked.
    ComputeNow { units: u32, simulates_fetch: bool },
    /// The worker that fetched computes already, since its exchange ended.
    InWorker { lease: WorkerLease, since: When },
    /// A number that requests share is updated in the lab.
    Update(Update),
}

impl FollowUp for BrowserFollowUp {
    fn simulates_fetch(&self) -> bool {
        match self {
            Self::ComputeNow {
                simulates_fetch, ..
            } => *simulates_fetch,
            Self::ComputeWhenIdle { .. } | Self::InWorker { .. } | Self::Update(_) => false,
        }
    }

    async fn wait_until_idle(&mut self) -> Result<When, Failure> {
        match self {
            Self::ComputeWhenIdle { .. } => Ok(computing::wait_until_idle().await),
            Self::InWorker { since, .. } => Ok(*since),
            // An update waits for the lab, not for this thread.
            Self::ComputeNow { .. } | Self::Update(_) => Ok(When::Now),
        }
    }

    async fn run(&mut self) -> Result<Computed, Failure> {
        match self {
            Self::ComputeWhenIdle { units } | Self::ComputeNow { units, .. } => {
                Ok(computing::compute_here(*units))
            }
            Self::InWorker { lease, .. } => lease.computed().await,
            Self::Update(update) => update.run().await,
        }
    }
}
