//! Why no usable response came: a browser does not say it, so the possible causes are ordered
//! by what is known of the request, the likeliest first.

use crate::experiment::refused_port::is_refused_port;
use crate::experiment::url::ParsedUrl;
use crate::named::named_enum;
use crate::units::Span;

/// A possible cause. Equally likely ones are in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PossibleCause {
    /// Browsers send nothing to this port.
    RefusedPort,
    /// The browser did not let this page connect to this computer.
    LoopbackDenied,
    /// The browser asked whether it may, and got no answer.
    LoopbackNotAnswered,
    /// The server, or something before it, accepts requests and does not respond.
    Silent,
    /// The server responded earlier in the run, and has stopped.
    Stopped,
    /// A certificate that the browser does not trust, such as one of the server's own.
    Certificate,
    UnknownName,
    NotRunning,
    /// The port is one of https, and the URL's scheme is http; or the other way round.
    OtherScheme,
    /// An extension of the browser stopped the request.
    ContentBlocker,
    /// The server ended the connection before it responded.
    ConnectionBroke,
    /// The response came, and no other site's page may have it.
    ForbidsReading,
}

impl PossibleCause {
    const ALL: [Self; 12] = [
        Self::RefusedPort,
        Self::LoopbackDenied,
        Self::LoopbackNotAnswered,
        Self::Silent,
        Self::Stopped,
        Self::Certificate,
        Self::UnknownName,
        Self::NotRunning,
        Self::OtherScheme,
        Self::ContentBlocker,
        Self::ConnectionBroke,
        Self::ForbidsReading,
    ];
}

/// How likely a cause is; the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likelihood {
    /// Something points to it.
    Indicated,
    Usual,
    Rare,
    /// Only if nothing else is found.
    Remote,
}

named_enum! {
    /// Whether a page from elsewhere may connect to this computer, as the browser says
    /// (<https://wicg.github.io/local-network-access/#permission-prompts>).
    pub enum LoopbackPermission {
        Granted { name: "granted" }
        Denied { name: "denied" }
        /// The user has not decided.
        Prompt { name: "prompt" }
    }
}

/// How the other requests of the run to the same origin went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Neighbours {
    /// None got a response.
    Failed,
    /// Some got a response, but none since this request failed.
    RespondedBefore { quickest: Span },
    /// Some got a response after this request failed.
    RespondedSince { quickest: Span },
}

/// A host's name, by what can be wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    /// This computer.
    Loopback,
    /// An address, which needs no look-up.
    Address,
    Name,
}

/// What is known of a request that got no usable response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    host: Host,
    is_https: bool,
    port: u16,
    /// How long it took to fail.
    pub took: Option<Span>,
    pub neighbours: Neighbours,
    pub permission: Option<LoopbackPermission>,
    /// The server was asked again, in ways that CORS does not forbid, and gave no response
    /// either.
    pub was_asked_again: bool,
}

/// A server may take this long to respond; one that takes longer is taken for silent.
const SILENCE: Span = Span::from_whole_ms(1_000);
/// No response from another computer is quicker than this.
const NOT_SENT: Span = Span::from_whole_ms(5);
/// A user takes longer than this to read a question and to close it.
const QUESTION: Span = Span::from_whole_ms(500);

impl Evidence {
    /// What a URL says.
    pub fn from_url(url: &str) -> Self {
        let parsed = ParsedUrl::new(url);
        let is_https = parsed.scheme == "https";
        let host = parsed.host.as_str();
        let host = if parsed.is_loopback() {
            Host::Loopback
        // Only an address of IPv4 ends in a number (URL standard, "ends in a number checker").
        } else if host.ends_with(|c: char| c.is_ascii_digit() || c == ']') {
            Host::Address
        } else {
            Host::Name
        };
        Self {
            host,
            is_https,
            port: parsed
                .written_port
                .unwrap_or(if is_https { 443 } else { 80 }),
            took: None,
            neighbours: Neighbours::Failed,
            permission: None,
            was_asked_again: true,
        }
    }

    /// The possible causes, the likeliest first.
    pub fn causes(&self) -> Vec<PossibleCause> {
        let mut ranked: Vec<_> = PossibleCause::ALL
            .into_iter()
            .filter_map(|cause| Some((self.likelihood(cause)?, cause)))
            .collect();
        ranked.sort_by_key(|&(likelihood, _)| likelihood);
        ranked.into_iter().map(|(_, cause)| cause).collect()
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    /// `None` for what cannot be the cause.
    fn likelihood(&self, cause: PossibleCause) -> Option<Likelihood> {
        use Likelihood::{Indicated, Rare, Remote, Usual};
        if is_refused_port(self.port) {
            return (cause == PossibleCause::RefusedPort).then_some(Indicated);
        }
        let is_loopback = self.host == Host::Loopback;
        let is_silent = self.took.is_some_and(|took| took >= SILENCE);
        let never_responded = self.neighbours == Neighbours::Failed;
        match cause {
            PossibleCause::RefusedPort => None,
            PossibleCause::LoopbackDenied => {
                let is_denied = self.permission == Some(LoopbackPermission::Denied);
                (is_loopback && is_denied).then_some(Indicated)
            }
            PossibleCause::LoopbackNotAnswered => {
                let is_open = self.permission == Some(LoopbackPermission::Prompt);
                let was_read = self.took.is_some_and(|took| took >= QUESTION);
                let likelihood = if was_read { Indicated } else { Rare };
                (is_loopback && is_open).then_some(likelihood)
            }
            PossibleCause::Silent => is_silent.then_some(Indicated),
            PossibleCause::Stopped => match self.neighbours {
                Neighbours::RespondedBefore { .. } if is_loopback => Some(Indicated),
                Neighbours::RespondedBefore { .. } => Some(Usual),
                Neighbours::Failed | Neighbours::RespondedSince { .. } => None,
            },
            PossibleCause::Certificate => {
                // Servers that have a name of the web have a certificate for it.
                let likelihood = if self.host == Host::Name { Rare } else { Usual };
                (self.is_https && never_responded).then_some(likelihood)
            }
            PossibleCause::UnknownName => {
                (self.host == Host::Name && never_responded).then_some(Usual)
            }
            PossibleCause::NotRunning => never_responded.then_some(Usual),
            PossibleCause::OtherScheme => {
                let is_of_https = matches!(self.port, 443 | 8_443);
                (never_responded && self.is_https != is_of_https).then_some(if is_of_https {
                    Indicated
                } else {
                    Rare
                })
            }
            PossibleCause::ContentBlocker => Some(match self.neighbours {
                Neighbours::Failed if is_loopback => Remote,
                Neighbours::Failed if self.took.is_some_and(|took| took < NOT_SENT) => Indicated,
                Neighbours::Failed => Rare,
                Neighbours::RespondedBefore { quickest }
                | Neighbours::RespondedSince { quickest } => {
                    let is_quick = |took: Span| took.times(2.0) < quickest;
                    if self.took.is_some_and(is_quick) {
                        Indicated
                    } else {
                        Rare
                    }
                }
            }),
            PossibleCause::ConnectionBroke => Some(if never_responded { Rare } else { Usual }),
            PossibleCause::ForbidsReading => Some(if self.was_asked_again { Rare } else { Usual }),
        }
    }
}
