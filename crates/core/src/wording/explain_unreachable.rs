//! Explanations of requests that no usable response came to: the possible causes, the likeliest
//! first, each with how to check it and what to do.

use std::fmt::Write;

use crate::experiment::source::Source;
use crate::lab::address::{LabCall, SERVER_FOLDER};
use crate::run::unreachable::{Evidence, PossibleCause};

/// What could not be reached.
#[derive(Clone, Copy, Debug)]
pub enum Unreachable<'a> {
    /// A lab server at this origin.
    LabServer { origin: &'a str },
    /// One of the user's URLs.
    Url,
}

impl<'a> Unreachable<'a> {
    pub(super) fn from_source(source: &'a Source) -> Self {
        match source {
            Source::LabServer { origin } => Self::LabServer { origin },
            Source::BuiltInLab | Source::Urls(_) => Self::Url,
        }
    }
}

/// Explains a request that failed.
pub(super) fn explain_unreachable(what: Unreachable<'_>, evidence: Option<&Evidence>) -> String {
    let causes = evidence.map_or_else(String::new, |evidence| possible_causes(what, evidence));
    format!("No usable answer arrived, and the browser does not say why. {causes}")
        .trim_end()
        .to_owned()
}

/// How to find out the cause, and the possible ones on lines of their own.
pub fn possible_causes(what: Unreachable<'_>, evidence: &Evidence) -> String {
    let causes = evidence.causes();
    if let [PossibleCause::RefusedPort] = causes[..] {
        return sentence(PossibleCause::RefusedPort, what, evidence);
    }
    let address = match what {
        Unreachable::LabServer { origin } => {
            format!("{origin}/{SERVER_FOLDER}{}", LabCall::Ping)
        }
        Unreachable::Url => "the address".to_owned(),
    };
    let mut text = format!(
        "Open {address} in another tab to find out. The possible causes, the likeliest first:"
    );
    for (number, cause) in (1..).zip(causes) {
        // A `String` takes all that is written to it.
        let _written = write!(text, "\n{number}. {}", sentence(cause, what, evidence));
    }
    text
}

fn sentence(cause: PossibleCause, what: Unreachable<'_>, evidence: &Evidence) -> String {
    let is_lab = matches!(what, Unreachable::LabServer { .. });
    match cause {
        PossibleCause::RefusedPort => {
            return format!(
                "Browsers send nothing to port {}, because other protocols use it. Let the server \
                 use another port.",
                evidence.port()
            );
        }
        PossibleCause::OtherScheme => {
            let (wrong, right) = if evidence.is_https() {
                ("https", "http")
            } else {
                ("http", "https")
            };
            return format!(
                "Port {} is one of {right}, not of {wrong}: the tab works with {right}://. Change \
                 the address to that.",
                evidence.port()
            );
        }
        PossibleCause::LoopbackDenied => {
            "The browser does not allow this site to connect to your computer: the tab works. \
             Allow it in the site settings, left of this page's address."
        }
        PossibleCause::LoopbackNotAnswered => {
            "The browser asked whether this site may connect to your computer, and got no answer: \
             the tab works. Run again and allow it."
        }
        PossibleCause::Silent => {
            "The server, or a firewall before it, does not respond: the tab keeps loading. Restart \
             the server, or check the network."
        }
        PossibleCause::Stopped => {
            "The server stopped during the run: the tab says that it refused the connection. Start \
             it again."
        }
        PossibleCause::Certificate => {
            "The browser does not trust the server's certificate: the tab shows a warning. Accept \
             its certificate there."
        }
        PossibleCause::UnknownName => {
            "There is no server of this name: the tab says so. Check the spelling."
        }
        PossibleCause::NotRunning if is_lab => {
            "It is not running, or uses another port: the tab says that it refused the connection. \
             Start it in the project's folder: “cargo xtask serve”, or “cargo run --package \
             lab-server”."
        }
        PossibleCause::NotRunning => {
            "The server is not running, or uses another port: the tab says that it refused the \
             connection. Start it, or change the port."
        }
        PossibleCause::ContentBlocker => {
            "A content blocker stopped the request: the tab says so, or works. Turn it off for this \
             page."
        }
        PossibleCause::ConnectionBroke => {
            "The server ended the connection before it answered, or its answer is not valid HTTP: \
             the tab says so. Look at the server's log."
        }
        PossibleCause::ForbidsReading if is_lab => {
            "Another program uses this port: the tab shows its answer. Stop that program."
        }
        PossibleCause::ForbidsReading => {
            "The server forbids other sites to use its answer (Cross-Origin-Resource-Policy): the \
             tab shows the answer. If it is your server, let it send \
             Access-Control-Allow-Origin: *."
        }
    }
    .to_owned()
}
