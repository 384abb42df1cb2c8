//! Where the answers come from.

use std::sync::Arc;

use crate::experiment::url::ParsedUrl;
use crate::experiment::url_list::UrlList;

/// Where a lab server speaks HTTP/1.1 unless it is told otherwise.
pub const HTTP1_ORIGIN: &str = "http://127.0.0.1:8090";
/// Where a lab server speaks HTTP/2 unless it is told otherwise.
pub const HTTP2_ORIGIN: &str = "https://127.0.0.1:8443";

/// Where the answers come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The service worker that came with the page.
    #[default]
    BuiltInLab,
    /// A lab server at this origin.
    LabServer { origin: String },
    /// The user's own addresses.
    Urls(Arc<UrlList>),
}

impl Source {
    /// The sources that can be chosen on the page.
    pub fn choices() -> [Self; 4] {
        let server = |origin: &str| Self::LabServer {
            origin: origin.to_owned(),
        };
        [
            Self::BuiltInLab,
            server(HTTP1_ORIGIN),
            server(HTTP2_ORIGIN),
            Self::Urls(Arc::default()),
        ]
    }

    /// The source's name on screen.
    pub fn title(&self) -> String {
        match self {
            Self::LabServer { origin } => match origin.as_str() {
                HTTP1_ORIGIN => "lab server, HTTP/1.1".to_owned(),
                HTTP2_ORIGIN => "lab server, HTTP/2".to_owned(),
                other => format!("lab server at {other}"),
            },
            Self::Urls(_) => "my URLs".to_owned(),
            other => other.answerer().to_owned(),
        }
    }

    /// Whether it answers as it is asked to, so that there is a plan, and an ideal
    /// to follow from it.
    pub const fn is_lab(&self) -> bool {
        !matches!(self, Self::Urls(_))
    }

    /// Whether a lab server answers at this host unless it is told otherwise.
    pub fn is_usual_lab(host: &str) -> bool {
        [HTTP1_ORIGIN, HTTP2_ORIGIN]
            .into_iter()
            .any(|origin| ParsedUrl::of(origin).host == host)
    }

    /// Whether its answers come over connections.
    pub const fn is_on_network(&self) -> bool {
        !matches!(self, Self::BuiltInLab)
    }

    /// Who answers, in words that follow "the".
    pub const fn answerer(&self) -> &'static str {
        match self {
            Self::BuiltInLab => "built-in lab",
            Self::LabServer { .. } => "lab server",
            Self::Urls(_) => "listed servers",
        }
    }
}

/// Whether a text is an origin that can be fetched from: scheme, host and
/// perhaps a port, as in `http://127.0.0.1:8090`, and nothing more.
pub fn is_origin(text: &str) -> bool {
    let host = ["http://", "https://"]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    // A host's characters, a port's, and the brackets of an IPv6 address.
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(fits))
}
