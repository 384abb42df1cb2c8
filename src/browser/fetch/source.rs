//! Connects to an experiment's source before anything is sent to it.

use std::fmt;
use std::rc::Rc;

use super::target::Target;
use crate::browser::document::urls::BrowserUrls;
use crate::browser::lab::client::{Lab, LabSilence};
use crate::browser::lab::registration::{self, LabProblem};
use crate::browser::timing::clock::BrowserClock;
use playground_core::experiment::source::Source;
use playground_core::units::Span;
use playground_engine::ports::Clock;

/// Why there is no source.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceProblem {
    BuiltInLab(LabProblem),
    /// No answer came from where the lab server should be; `took`: until that was known.
    NoAnswer {
        origin: String,
        took: Span,
    },
    NotTheLab {
        origin: String,
        status: u16,
    },
}

impl fmt::Display for SourceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltInLab(problem) => problem.fmt(f),
            Self::NoAnswer { origin, .. } => write!(f, "No lab server answered at {origin}."),
            Self::NotTheLab { origin, status } => write!(
                f,
                "Something answered at {origin} (status {status}) that is no lab server: its \
                 header Fetch-Playground-Lab is missing. Stop that program, start the lab \
                 server, and run again."
            ),
        }
    }
}

/// Starts the source if need be, and waits until it answers. `requests`: how many there
/// will be.
///
/// # Errors
/// There is none; the problem says why and what to do.
pub async fn connect(source: &Source, requests: u32) -> Result<Target, SourceProblem> {
    match source {
        Source::BuiltInLab => {
            let lab = registration::connect().await;
            lab.map(Target::Lab).map_err(SourceProblem::BuiltInLab)
        }
        Source::LabServer { origin } => connect_to_server(origin).await.map(Target::Lab),
        // Nothing is sent to an address that is not in the list.
        Source::Urls(list) => {
            let addresses = list.addresses(requests, &BrowserUrls::new());
            Ok(Target::Urls(Rc::new(addresses)))
        }
    }
}

async fn connect_to_server(origin: &str) -> Result<Lab, SourceProblem> {
    let lab = Lab::at_server(origin);
    let asked = BrowserClock.now();
    let answer = lab.ping().await;
    let took = BrowserClock.now() - asked;
    let origin = origin.to_owned();
    match answer {
        Ok(_) => Ok(lab),
        Err(LabSilence::NoAnswer) => Err(SourceProblem::NoAnswer { origin, took }),
        Err(LabSilence::NotTheLab { status }) => Err(SourceProblem::NotTheLab { origin, status }),
    }
}
