//! Where the requests of a run go.

use std::rc::Rc;

use crate::browser::lab::client::Lab;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::ranges;
use playground_core::lab::address::LabKey;
use playground_core::session::request_urls::RequestUrls;

/// A source that is connected.
#[derive(Clone, Debug)]
pub enum Target {
    /// It answers as planned.
    Lab(Lab),
    /// An address for each request, as the browser writes it.
    Urls(Rc<Vec<String>>),
}

/// How much is read of a body that is not a lab's, in bytes.
const MAX_BODY_BYTES: u64 = 10_000_000;

impl Target {
    /// For a run that sends nothing.
    pub fn none() -> Self {
        Self::Urls(Rc::default())
    }

    /// Its URLs, as plain values.
    pub fn urls(&self) -> RequestUrls {
        match self {
            Self::Lab(lab) => RequestUrls::Lab {
                folder: lab.folder(),
                is_on_network: lab.is_on_network(),
            },
            Self::Urls(urls) => RequestUrls::List(Rc::clone(urls)),
        }
    }

    /// The URL that is fetched for an attempt; no two attempts share it.
    pub fn fetched(&self, key: LabKey, plan: &Plan) -> String {
        self.urls().fetched(key, plan)
    }

    /// The URL of an attempt, as it is shown.
    pub fn url(&self, key: LabKey, plan: &Plan) -> String {
        self.urls().url(key, plan)
    }

    /// The attempt that a URL was fetched for.
    pub fn key_of(&self, fetched: &str) -> Option<LabKey> {
        self.urls().key_of(fetched)
    }

    /// Whether requests use connections that the browser measures.
    pub fn is_on_network(&self) -> bool {
        self.urls().is_on_network()
    }

    /// Whether all responses come from one server.
    pub fn is_one_server(&self) -> bool {
        self.urls().is_one_server()
    }

    /// The lab, where it is one.
    pub const fn lab(&self) -> Option<&Lab> {
        match self {
            Self::Lab(lab) => Some(lab),
            Self::Urls(_) => None,
        }
    }

    /// The longest body that is read to its end, in bytes.
    pub const fn body_limit(&self) -> u64 {
        match self {
            Self::Lab(_) => ranges::BODY_BYTES.max,
            Self::Urls(_) => MAX_BODY_BYTES,
        }
    }

    /// Cancels an attempt at a lab that cannot see that it was aborted.
    pub fn cancel(&self, key: LabKey) {
        if let Self::Lab(lab) = self {
            lab.cancel(key);
        }
    }
}
