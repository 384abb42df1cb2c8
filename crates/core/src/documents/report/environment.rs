//! The environment a report was made in.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, object, whole_number};

/// The environment a report was made in; empty for a report that does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    pub user_agent: String,
    pub hardware_concurrency: u32,
    pub cross_origin_isolated: bool,
    pub app_version: String,
}

/// The names of browsers in user agent strings, and to people. The first that fits counts:
/// most browsers claim to be others as well.
const BROWSERS: [(&str, &str); 5] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

impl Environment {
    pub(super) fn to_json(&self) -> Value {
        object(vec![
            ("userAgent", self.user_agent.as_str().into()),
            ("hardwareConcurrency", self.hardware_concurrency.into()),
            ("crossOriginIsolated", self.cross_origin_isolated.into()),
            ("appVersion", self.app_version.as_str().into()),
        ])
    }

    /// Reads it; a field that is missing or of another type is unknown.
    pub(super) fn read(mut fields: Fields) -> Result<Self, DocumentError> {
        let mut text = |name| match fields.optional(name) {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        let (user_agent, app_version) = (text("userAgent"), text("appVersion"));
        let cores = fields.optional("hardwareConcurrency");
        let cores = cores.as_ref().and_then(whole_number);
        Ok(Self {
            user_agent,
            hardware_concurrency: cores
                .and_then(|cores| u32::try_from(cores).ok())
                .unwrap_or_default(),
            cross_origin_isolated: fields.optional("crossOriginIsolated")
                == Some(Value::Bool(true)),
            app_version,
        })
    }

    /// The browser and its major version, as in "Firefox 143"; `None` for one that is
    /// not known.
    pub fn browser(&self) -> Option<String> {
        BROWSERS.into_iter().find_map(|(mark, name)| {
            let (_, version) = self.user_agent.split_once(mark)?;
            let digits = version.find(|c: char| !c.is_ascii_digit());
            let version = version.get(..digits.unwrap_or(version.len()))?;
            (!version.is_empty()).then(|| format!("{name} {version}"))
        })
    }
}
