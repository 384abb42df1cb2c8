//! Whether an address is one that this page fetches. Taking it apart is left to
//! a parser that is given, in the page the browser's own: what `fetch` would
//! make of an address is what counts.

use std::fmt;

use crate::experiment::refused_port::is_refused_port;
use crate::named::named_enum;
use crate::wording::characters::unseen_character;

/// Servers need not take longer ones (RFC 9110, 4.1); in bytes.
const MAX_BYTES: usize = 8_000;

/// Reads addresses by the URL standard (<https://url.spec.whatwg.org/>).
pub trait UrlParser {
    /// The address as the standard writes it; `None` for what is no address, as a
    /// relative one is not.
    fn href(&self, text: &str) -> Option<String>;

    /// Where the page itself came from.
    fn page(&self) -> &ParsedUrl;
}

/// An address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedUrl {
    /// Without what follows a `#`: that is never sent.
    pub href: String,
    pub scheme: String,
    /// Without its port; of an address that has none, empty.
    pub host: String,
    /// The one that is written; the standard leaves out that of the scheme.
    pub written_port: Option<u16>,
    pub has_credentials: bool,
}

impl ParsedUrl {
    /// Takes an address apart that is written as the standard writes it: what
    /// could be mistaken for a border between two parts is escaped there.
    pub fn new(href: &str) -> Self {
        let href = href.split('#').next().unwrap_or(href);
        let (scheme, rest) = href.split_once(':').unwrap_or((href, ""));
        let authority = rest
            .strip_prefix("//")
            .and_then(|rest| rest.split(['/', '?']).next())
            .unwrap_or("");
        let (has_credentials, host) = match authority.rsplit_once('@') {
            Some((_, host)) => (true, host),
            None => (false, authority),
        };
        let port = host.rfind(':').filter(|_| !host.ends_with(']'));
        Self {
            href: href.to_owned(),
            scheme: scheme.to_owned(),
            written_port: port.and_then(|colon| host[colon + 1..].parse().ok()),
            // A name with a dot at its end is the same host.
            host: host[..port.unwrap_or(host.len())]
                .trim_end_matches('.')
                .to_owned(),
            has_credentials,
        }
    }

    /// Whether requests to it stay on this machine, whichever of loopback's names it has.
    pub fn is_loopback(&self) -> bool {
        // 127.0.0.0/8 as addresses of IPv6 (RFC 4291, 2.5.5.2), in the standard's form:
        // `[::ffff:7f00:1]`.
        let mapped = self.host.strip_prefix("[::ffff:7f");
        self.is_trusted_loopback() || mapped.and_then(|rest| rest.find(':')) == Some(2)
    }

    /// Whether browsers trust it as they trust https
    /// (<https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy>).
    fn is_trusted_loopback(&self) -> bool {
        let host = self.host.as_str();
        host == "localhost"
            || host.ends_with(".localhost")
            || host.starts_with("127.") && !host.contains(|c: char| c.is_ascii_alphabetic())
            || host == "[::1]"
    }
}

named_enum! {
    /// The reason why an address is not fetched.
    pub enum UrlProblem {
        Invalid { name: "invalidUrl" }
        RefusedScheme { name: "refusedScheme" }
        Credentials { name: "credentials" }
        TooLong { name: "tooLong" }
        ControlCharacter { name: "controlCharacter" }
        /// One that a reader does not see, or takes for a space.
        InvisibleCharacter { name: "invisibleCharacter" }
        SeveralAddresses { name: "severalAddresses" }
        MixedContent { name: "mixedContent" }
        /// One that browsers send nothing to.
        RefusedPort { name: "refusedPort" }
        /// `{i}` in one of several addresses.
        PatternAmongOthers { name: "patternAmongOthers" }
        /// `{i}` where it would name other hosts.
        PatternInHost { name: "patternInHost" }
        /// A run has as many requests as it can have without it.
        TooMany { name: "tooMany" }
        /// It goes to one host more than a run may.
        TooManyHosts { name: "tooManyHosts" }
    }
}

/// In words that follow the address.
impl fmt::Display for UrlProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid => "is not an address. Write it in full, as in https://example.org/page.",
            Self::RefusedScheme => {
                "is refused: only addresses that begin with http:// or \
                https:// are fetched."
            }
            Self::Credentials => {
                "has a user name or a password in it: they are never sent. \
                Leave them out."
            }
            Self::TooLong => "is longer than 8,000 bytes: servers may refuse that. Shorten it.",
            Self::ControlCharacter => "has a control character in it. Remove it.",
            Self::InvisibleCharacter => "has a character in it that cannot be seen. Remove it.",
            Self::SeveralAddresses => "is more than one address. Write each on a line of its own.",
            Self::MixedContent => {
                "is mixed content: this page came by https, and from such a page \
                the browser sends nothing by http. Use https."
            }
            Self::RefusedPort => {
                "has a port that browsers send nothing to, because other protocols use it. \
                Choose another port."
            }
            Self::PatternAmongOthers => {
                "is a pattern, because of its {i}, and a pattern must be the only line. \
                Remove the other lines, or {i}."
            }
            Self::PatternInHost => {
                "has {i} in its host or port. Put it in the path or \
                the query."
            }
            Self::TooMany => {
                "and the lines after it are more requests than a run can have. Split the list."
            }
            Self::TooManyHosts => {
                "goes to more hosts than the 1,000 that a run can have. Split the list."
            }
        })
    }
}

/// Takes apart an address that may be fetched.
///
/// # Errors
/// It may not, and why.
pub fn check(text: &str, parser: &dyn UrlParser) -> Result<ParsedUrl, UrlProblem> {
    if text.len() > MAX_BYTES {
        return Err(UrlProblem::TooLong);
    }
    // A parser would drop some of them in silence.
    if text.contains(char::is_control) {
        return Err(UrlProblem::ControlCharacter);
    }
    if unseen_character(text).is_some() {
        return Err(UrlProblem::InvisibleCharacter);
    }
    let href = parser.href(text).ok_or(UrlProblem::Invalid)?;
    let url = ParsedUrl::new(&href);
    match url.scheme.as_str() {
        "https" => {}
        "http" if parser.page().scheme == "https" && !url.is_trusted_loopback() => {
            return Err(UrlProblem::MixedContent);
        }
        "http" => {}
        _ => return Err(UrlProblem::RefusedScheme),
    }
    if url.has_credentials {
        return Err(UrlProblem::Credentials);
    }
    if url.written_port.is_some_and(is_refused_port) {
        return Err(UrlProblem::RefusedPort);
    }
    Ok(url)
}
