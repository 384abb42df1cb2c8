//! Updates of the number that a run's requests share, in the lab: each reads it, adds one
//! and writes the sum back, as programs do with shared state on another machine. What is
//! written meanwhile is lost, unless the engine's lock prevents it.

use crate::browser::lab::client::{Lab, LabSilence};
use playground_core::run::outcome::NetworkCause;
use playground_core::units::RunId;
use playground_engine::ports::{Computed, Failure, When};

/// An update that is done once the response is there.
#[derive(Clone, Debug)]
pub struct Update {
    pub lab: Lab,
    pub run: RunId,
    /// From the read's beginning to the write's end.
    pub length_ms: u32,
}

impl Update {
    /// Reads for half of the time, writes for the other half, and resolves to what was
    /// written.
    ///
    /// # Errors
    /// The lab gave no answer.
    pub async fn run(&self) -> Result<Computed, Failure> {
        let Self {
            lab,
            run,
            length_ms,
        } = self;
        let half = length_ms / 2;
        let seen = lab.read_counter(*run, half).await.map_err(cause)?;
        let written = seen + 1;
        let wrote = lab.write_counter(*run, written, length_ms - half).await;
        wrote.map_err(cause)?;
        Ok(Computed {
            found: u32::try_from(written).unwrap_or(u32::MAX),
            at: When::Now,
        })
    }
}

fn cause(silence: LabSilence) -> NetworkCause {
    match silence {
        LabSilence::NoAnswer => NetworkCause::Unreachable,
        LabSilence::NotTheLab { .. } => NetworkCause::NotTheLab,
    }
}
