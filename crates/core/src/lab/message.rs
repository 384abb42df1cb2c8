//! What the page tells the lab beside its requests.

use std::fmt;

use super::address::{LabKey, parse_key};
use super::query::Query;

/// A message to the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabMessage {
    /// The page has given this attempt up. A service worker cannot see an
    /// aborted fetch before it has responded (w3c/ServiceWorker#1544), so
    /// whoever aborts says so.
    Cancel(LabKey),
}

impl LabMessage {
    /// `None` where it is not one of the lab's messages.
    pub fn parse(text: &str) -> Option<Self> {
        let mut query = Query::parse(text.strip_prefix("cancel?")?);
        let key = parse_key(&mut query).ok()?;
        query.finish().ok()?;
        Some(Self::Cancel(key))
    }
}

impl fmt::Display for LabMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancel(key) => write!(f, "cancel?{key}"),
        }
    }
}
