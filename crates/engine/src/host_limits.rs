//! Hosts that bear only so many requests at a time, whatever a lane allows.

use super::gate::{Gate, Permit};
use playground_core::units::RequestIndex;

/// A gate for each such host, in front of the lane's own: a request that waits
/// for its host's turn holds none of the lane's permits meanwhile.
#[derive(Debug, Default)]
pub struct HostLimits {
    gates: Vec<Gate>,
    /// The gate each request passes; one that is not listed passes none.
    gate_of: Vec<Option<u32>>,
}

impl HostLimits {
    /// `gate_of`: for each request the number of its host, if that has a limit.
    pub fn new(limit: u32, gate_of: Vec<Option<u32>>) -> Self {
        let last = gate_of.iter().flatten().max();
        let gates = (0..last.map_or(0, |last| last + 1)).map(|_| Gate::new(limit));
        Self {
            gates: gates.collect(),
            gate_of,
        }
    }

    /// Waits for the host's turn; `None` where its host has no limit.
    pub(super) async fn acquire(&self, index: RequestIndex) -> Option<Permit<'_>> {
        let number = self.gate_of.get(index.as_usize()).copied().flatten()?;
        self.gates.get(number as usize)?.acquire().await
    }
}
