//! Hosts that take only a few requests at a time, whatever a lane allows.

use super::semaphore::{Permit, ResizableSemaphore};
use playground_core::units::RequestIndex;

/// A semaphore for each such host, taken before the lane's own: a request that waits
/// for its host holds none of the lane's permits meanwhile.
#[derive(Debug, Default)]
pub struct HostLimits {
    semaphores: Vec<ResizableSemaphore>,
    /// The number of each request's host; `None`, or no entry, where it has no limit.
    host_of: Vec<Option<u32>>,
}

impl HostLimits {
    /// `host_of`: for each request the number of its host, if that has a limit.
    pub fn new(limit: u32, host_of: Vec<Option<u32>>) -> Self {
        let last = host_of.iter().flatten().max();
        let hosts = 0..last.map_or(0, |last| last + 1);
        Self {
            semaphores: hosts.map(|_| ResizableSemaphore::new(limit)).collect(),
            host_of,
        }
    }

    /// Waits for the host's permit; `None` where its host has no limit.
    pub(super) async fn acquire(&self, index: RequestIndex) -> Option<Permit<'_>> {
        let host = self.host_of.get(index.as_usize()).copied().flatten()?;
        let semaphore = self.semaphores.get(host as usize)?;
        Some(semaphore.acquire().await)
    }
}
