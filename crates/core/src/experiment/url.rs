//! Whether an address is one that this page fetches. Taking it apart is left to
//! a parser that is given, in the page the browser's own: what `fetch` would
//! make of an address is what counts.

use std::fmt;

/// Servers need not take longer ones (RFC 9110, 4.1); in bytes.
const LONGEST: usize = 8_000;

/// Reads addresses by the URL standard (<https://url.spec.whatwg.org/>).
pub trait UrlParser {
    /// The address as the standard writes it; `None` for what is none, as a
    /// relative one.
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
    pub has_credentials: bool,
}

impl ParsedUrl {
    /// Takes an address apart that is written as the standard writes it: what
    /// could be mistaken for a border between two parts is escaped there.
    pub fn of(href: &str) -> Self {
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
            // A name with a dot at its end is the same host.
            host: host[..port.unwrap_or(host.len())]
                .trim_end_matches('.')
                .to_owned(),
            has_credentials,
        }
    }

    /// What never leaves the machine, browsers trust as they trust https
    /// (<https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy>).
    pub fn is_loopback(&self) -> bool {
        let host = self.host.as_str();
        host == "localhost"
            || host.ends_with(".localhost")
            || host.starts_with("127.") && !host.contains(|c: char| c.is_ascii_alphabetic())
            || host == "[::1]"
    }
}

/// Why an address is not fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlProblem {
    Invalid,
    RefusedScheme,
    Credentials,
    TooLong,
    ControlCharacter,
    MixedContent,
    /// `{i}` in one of several addresses.
    PatternAmongOthers,
    /// `{i}` where it would name other hosts.
    PatternInHost,
    /// A run has no room for it.
    TooMany,
    /// It goes to one host more than a run may.
    TooManyHosts,
}

impl UrlProblem {
    /// The problem's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invalid => "invalidUrl",
            Self::RefusedScheme => "refusedScheme",
            Self::Credentials => "credentials",
            Self::TooLong => "tooLong",
            Self::ControlCharacter => "controlCharacter",
            Self::MixedContent => "mixedContent",
            Self::PatternAmongOthers => "patternAmongOthers",
            Self::PatternInHost => "patternInHost",
            Self::TooMany => "tooMany",
            Self::TooManyHosts => "tooManyHosts",
        }
    }
}

/// In words that follow the address.
impl fmt::Display for UrlProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid => "is no address. Write it in full, as in https://example.org/page.",
            Self::RefusedScheme => {
                "is refused: only addresses that begin with http:// or \
                https:// are fetched."
            }
            Self::Credentials => {
                "has a user name or a password in it: they are never sent. \
                Leave them out."
            }
            Self::TooLong => "is longer than the 8,000 bytes a server need take. Shorten it.",
            Self::ControlCharacter => "has a control character in it. Take it out.",
            Self::MixedContent => {
                "is mixed content: this page came by https, and from such a page \
                the browser sends nothing by http. Use https."
            }
            Self::PatternAmongOthers => {
                "is a pattern, with its {i}, and a pattern stands alone. \
                Take the other lines out, or {i}."
            }
            Self::PatternInHost => {
                "has {i} in its host or port. Put it behind: in the path or \
                the query."
            }
            Self::TooMany => "and what follows is more than the requests of a run. Split the list.",
            Self::TooManyHosts => "goes to one host more than the 1,000 of a run. Split the list.",
        })
    }
}

/// Takes apart an address that may be fetched.
///
/// # Errors
/// It may not, and why.
pub fn check(text: &str, parser: &dyn UrlParser) -> Result<ParsedUrl, UrlProblem> {
    if text.len() > LONGEST {
        return Err(UrlProblem::TooLong);
    }
    // A parser would drop some of them in silence.
    if text.contains(char::is_control) {
        return Err(UrlProblem::ControlCharacter);
    }
    let href = parser.href(text).ok_or(UrlProblem::Invalid)?;
    let url = ParsedUrl::of(&href);
    match url.scheme.as_str() {
        "https" => {}
        "http" if parser.page().scheme == "https" && !url.is_loopback() => {
            return Err(UrlProblem::MixedContent);
        }
        "http" => {}
        _ => return Err(UrlProblem::RefusedScheme),
    }
    if url.has_credentials {
        return Err(UrlProblem::Credentials);
    }
    Ok(url)
}

/// Scheme, host and port of an address as the standard writes it.
pub fn origin_of(url: &str) -> &str {
    let after_scheme = url.find("//").map_or(0, |slashes| slashes + 2);
    let host = url[after_scheme..].find(['/', '?']);
    &url[..host.map_or(url.len(), |end| after_scheme + end)]
}
