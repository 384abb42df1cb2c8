//! Connects to an experiment's source before anything is sent to it.

use std::fmt;
use std::rc::Rc;

use super::target::Target;
use crate::browser::document::urls::BrowserUrls;
use crate::browser::lab::client::{Lab, LabSilence};
use crate::browser::lab::registration::{self, LabProblem};
use playground_core::experiment::source::Source;
use playground_core::lab::address::{LabCall, SERVER_FOLDER};

/// Why there is no source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceProblem {
    BuiltInLab(LabProblem),
    LabServer { origin: String, silence: LabSilence },
}

impl fmt::Display for SourceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltInLab(problem) => problem.fmt(f),
            Self::LabServer { origin, silence } => match silence {
                LabSilence::NoAnswer => {
                    write!(
                        f,
                        "No lab server answered at {origin}. Start one in the project's folder: “cargo \
                         xtask serve”, or “cargo run --package lab-server”."
                    )?;
                    if origin.starts_with("https:") {
                        write!(
                            f,
                            " If it runs, open {origin}/{SERVER_FOLDER}{} in another tab and \
                             accept its certificate.",
                            LabCall::Ping
                        )?;
                    }
                    f.write_str(" Then run again.")
                }
                LabSilence::NotTheLab { status } => write!(
                    f,
                    "Something answered at {origin} (status {status}) that is no lab server: its \
                     header Fetch-Playground-Lab is missing. Stop that program, start the lab \
                     server, and run again."
                ),
            },
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
    match lab.ping().await {
        Ok(_) => Ok(lab),
        Err(silence) => Err(SourceProblem::LabServer {
            origin: origin.to_owned(),
            silence,
        }),
    }
}
