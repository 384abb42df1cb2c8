//! Where the answers come from.

use std::sync::Arc;

pub use crate::experiment::origin::{HTTP1_ORIGIN, HTTP2_ORIGIN};
use crate::experiment::url_list::UrlList;
use crate::named::named_enum;

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

    /// The sources to choose from while this one is chosen, which is among them: a list of
    /// URLs in place of the empty one, another server after the usual ones.
    pub fn choices_with(self) -> Vec<Self> {
        let mut choices = Vec::from(Self::choices());
        let is_same = |one: &Self| match (one, &self) {
            (Self::Urls(_), Self::Urls(_)) => true,
            _ => *one == self,
        };
        match choices.iter().position(is_same) {
            Some(place) => choices[place] = self,
            None => choices.push(self),
        }
        choices
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
            Self::BuiltInLab => self.answerer().to_owned(),
        }
    }

    pub const fn kind(&self) -> SourceKind {
        match self {
            Self::BuiltInLab => SourceKind::Lab,
            Self::LabServer { .. } => SourceKind::Server,
            Self::Urls(_) => SourceKind::Urls,
        }
    }

    /// Whether it answers as it is asked to, so that there is a plan, and an ideal that
    /// follows from it.
    pub const fn is_lab(&self) -> bool {
        match self {
            Self::BuiltInLab | Self::LabServer { .. } => true,
            Self::Urls(_) => false,
        }
    }

    /// Whether its answers come over connections.
    pub const fn is_on_network(&self) -> bool {
        match self {
            Self::BuiltInLab => false,
            Self::LabServer { .. } | Self::Urls(_) => true,
        }
    }

    /// What answers, in words that follow "the".
    pub const fn answerer(&self) -> &'static str {
        match self {
            Self::BuiltInLab => "built-in lab",
            Self::LabServer { .. } => "lab server",
            Self::Urls(_) => "listed servers",
        }
    }
}

named_enum! {
    /// The kind of a source.
    pub enum SourceKind {
        Lab { name: "lab" }
        Server { name: "server" }
        Urls { name: "urls" }
    }
}
