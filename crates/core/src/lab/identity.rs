//! The header that identifies the lab's answers.

use std::fmt;

/// Every answer of the lab carries this header.
pub const HEADER: &str = "fetch-playground-lab";

/// The transport that sent the lab's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    ServiceWorker,
    Server,
}

impl Transport {
    const ALL: [Self; 2] = [Self::ServiceWorker, Self::Server];

    const fn name(self) -> &'static str {
        match self {
            Self::ServiceWorker => "service-worker",
            Self::Server => "server",
        }
    }
}

/// The transport and its instance: a restarted lab has lost its counters, and has
/// another instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabIdentity {
    pub transport: Transport,
    pub instance: String,
}

impl LabIdentity {
    /// Reads the header's value; `None` if it is not one of the lab's.
    pub fn parse(value: &str) -> Option<Self> {
        let (transport, instance) = value.split_once('/')?;
        let transport = Transport::ALL
            .into_iter()
            .find(|known| known.name() == transport)?;
        Some(Self {
            transport,
            instance: instance.to_owned(),
        })
    }
}

impl fmt::Display for LabIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.transport.name(), self.instance)
    }
}
