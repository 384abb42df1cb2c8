//! Where the requests of a run go: their addresses, and which request an address is of.

use std::rc::Rc;

use crate::browser::lab::client::Lab;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::ranges;
use playground_core::experiment::url::origin_of;
use playground_core::lab::address::{LabCall, LabKey, LabRequest, parse_key};
use playground_core::lab::query::Query;
use playground_core::session::request_urls::RequestUrls;

/// A source that is there.
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
    /// Of a run that sends nothing.
    pub fn nobody() -> Self {
        Self::Urls(Rc::default())
    }

    /// What is fetched for an attempt; no two attempts share it. Two requests for
    /// one address of the user's differ behind its `#`, which is never sent, and
    /// which the browser's timings name.
    pub fn fetched(&self, key: LabKey, plan: &Plan) -> String {
        match self {
            Self::Lab(lab) => lab_url(lab, key, plan),
            _ => format!("{}#{key}", self.url(key, plan)),
        }
    }

    /// The address of an attempt, as a person would know it.
    pub fn url(&self, key: LabKey, plan: &Plan) -> String {
        match self {
            Self::Lab(lab) => lab_url(lab, key, plan),
            Self::Urls(urls) => urls
                .get(key.request.as_usize())
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// Which attempt something was fetched for.
    pub fn key_of(&self, fetched: &str) -> Option<LabKey> {
        match self {
            Self::Lab(lab) => match LabCall::parse(fetched.strip_prefix(lab.folder())?) {
                Ok(LabCall::Work(request)) => Some(request.key),
                _ => None,
            },
            _ => {
                let (_, key) = fetched.rsplit_once('#')?;
                parse_key(&mut Query::parse(key)).ok()
            }
        }
    }

    /// Its URLs, as plain values.
    pub fn urls(&self) -> RequestUrls {
        match self {
            Self::Lab(lab) => RequestUrls::Lab {
                folder: lab.folder().into(),
                is_on_network: lab.is_on_network(),
            },
            Self::Urls(urls) => RequestUrls::List(Rc::clone(urls)),
        }
    }

    /// The lab, where it is one.
    pub const fn lab(&self) -> Option<&Lab> {
        match self {
            Self::Lab(lab) => Some(lab),
            _ => None,
        }
    }

    /// Whether the browser has something to tell of its connections.
    pub fn is_on_network(&self) -> bool {
        self.lab().is_none_or(Lab::is_on_network)
    }

    /// Whether all its answers come from one server.
    pub fn is_one_server(&self) -> bool {
        let urls: &[String] = match self {
            Self::Lab(_) => return true,
            Self::Urls(urls) => urls,
        };
        let mut origins = urls.iter().map(|url| origin_of(url));
        let first = origins.next();
        origins.all(|origin| Some(origin) == first)
    }

    /// The longest body that is read to its end, in bytes.
    pub const fn body_limit(&self) -> u64 {
        match self {
            Self::Lab(_) => ranges::BODY_BYTES.max,
            _ => MAX_BODY_BYTES,
        }
    }

    /// Tells a lab that cannot see it by itself that an attempt was given up.
    pub fn cancel(&self, key: LabKey) {
        if let Self::Lab(lab) = self {
            lab.cancel(key);
        }
    }
}

fn lab_url(lab: &Lab, key: LabKey, plan: &Plan) -> String {
    lab.url(&LabCall::Work(LabRequest::from_plan(key, plan)))
}
