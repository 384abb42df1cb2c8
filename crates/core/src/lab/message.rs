//! The messages of the page to its service worker.

use std::fmt;

use super::address::{LabKey, parse_key};
use super::query::Query;

/// A message to the service worker. Its script, `service_worker.js`, acts on the first
/// two and hands any other to the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceWorkerMessage {
    /// Take control of a page that was loaded without it.
    Claim,
    /// Cache the files that the page loads later.
    Keep,
    /// The page has cancelled this attempt. A service worker cannot see an aborted fetch
    /// before it has responded (w3c/ServiceWorker#1544), so the code that aborts sends
    /// this.
    Cancel(LabKey),
}

/// The text is not a message of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownMessage;

impl ServiceWorkerMessage {
    /// # Errors
    /// It is not one of these messages.
    pub fn parse(text: &str) -> Result<Self, UnknownMessage> {
        match text {
            "claim" => return Ok(Self::Claim),
            "keep" => return Ok(Self::Keep),
            _ => {}
        }
        let query = text.strip_prefix("cancel?").ok_or(UnknownMessage)?;
        let mut query = Query::parse(query);
        let key = parse_key(&mut query).map_err(|_| UnknownMessage)?;
        query.finish().map_err(|_| UnknownMessage)?;
        Ok(Self::Cancel(key))
    }
}

impl fmt::Display for ServiceWorkerMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim => f.write_str("claim"),
            Self::Keep => f.write_str("keep"),
            Self::Cancel(key) => write!(f, "cancel?{key}"),
        }
    }
}
