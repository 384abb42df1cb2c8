//! The URLs of a lane's requests.

use std::rc::Rc;

use crate::experiment::origin::origin_of;
use crate::experiment::plan::Plan;
use crate::lab::address::{LabCall, LabKey, parse_key};
use crate::lab::query::Query;
use crate::session::recording::{Recording, work_call};

/// The URLs of a lane's attempts.
#[derive(Clone, Debug)]
pub enum RequestUrls {
    /// URLs of a lab; `folder` is the URL of the lab's folder, with its last slash.
    Lab {
        folder: Rc<str>,
        is_on_network: bool,
    },
    /// One URL for each request, as the browser writes it, from the user's list.
    List(Rc<Vec<String>>),
    /// The URLs of a recorded run, which sends nothing.
    Recorded(Rc<Recording>),
}

impl RequestUrls {
    /// The URL to fetch for an attempt, different for every attempt. Two requests for the same
    /// URL of the user's list differ in the fragment, which is never sent but which the
    /// browser's timings contain.
    pub fn fetched(&self, key: LabKey, plan: &Plan) -> String {
        match self {
            Self::Lab { .. } => self.url(key, plan),
            Self::List(_) | Self::Recorded(_) => format!("{}#{key}", self.url(key, plan)),
        }
    }

    /// The URL of an attempt, as it is shown.
    pub fn url(&self, key: LabKey, plan: &Plan) -> String {
        match self {
            Self::Lab { folder, .. } => format!("{folder}{}", work_call(key, plan)),
            Self::List(urls) => urls
                .get(key.request.as_usize())
                .cloned()
                .unwrap_or_default(),
            Self::Recorded(recording) => recording.url(key, plan),
        }
    }

    /// The attempt for which a URL was fetched.
    pub fn key_of(&self, fetched: &str) -> Option<LabKey> {
        match self {
            Self::Lab { folder, .. } => {
                match LabCall::parse(fetched.strip_prefix(folder.as_ref())?) {
                    Ok(LabCall::Work(request)) => Some(request.key),
                    _ => None,
                }
            }
            Self::List(_) | Self::Recorded(_) => {
                let (_, key) = fetched.rsplit_once('#')?;
                parse_key(&mut Query::parse(key)).ok()
            }
        }
    }

    /// Whether requests use connections, so that the browser measures them.
    pub const fn is_on_network(&self) -> bool {
        match self {
            Self::Lab { is_on_network, .. } => *is_on_network,
            Self::List(_) | Self::Recorded(_) => true,
        }
    }

    /// Whether all requests go to one server.
    pub fn is_one_server(&self) -> bool {
        let urls: &[String] = match self {
            Self::Lab { .. } => return true,
            Self::List(urls) => urls,
            Self::Recorded(recording) => recording.urls.first().map_or(&[], Vec::as_slice),
        };
        let mut origins = urls.iter().map(|url| origin_of(url));
        let first = origins.next();
        origins.all(|origin| Some(origin) == first)
    }
}
