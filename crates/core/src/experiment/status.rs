//! What the status of a response means for its request.

/// The meaning of a status: the one table that says whether a request succeeded, whether it
/// is retried, and how the page explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusMeaning {
    Success,
    /// A response that comes before the final one. Browsers wait for the final one.
    Interim,
    /// A redirect that the browser did not follow.
    Redirect,
    /// The copy that the client has is still valid.
    NotModified,
    /// The server requires authorisation.
    SignIn,
    NotFound,
    /// The server did not receive the request in time.
    RequestTimeout,
    /// The connection is not to a server of this address.
    Misdirected,
    /// The request came before the TLS handshake was complete.
    TooEarly,
    TooManyRequests,
    /// Another error of the client.
    Rejected,
    /// The server, or one behind it, is overloaded or unreachable.
    Overloaded,
    /// The server will not be able to answer such a request.
    Incapable,
    /// The network requires a sign-in.
    NetworkSignIn,
    /// Another error of the server.
    ServerError,
}

impl StatusMeaning {
    /// Numbers in the comments are sections of RFC 9110. A status that is not registered
    /// (<https://www.iana.org/assignments/http-status-codes>) means the same as the first of
    /// its hundred, and one outside 100 to 599 means a server error (15).
    pub const fn new(status: u16) -> Self {
        match status {
            // 15.2
            100..=199 => Self::Interim,
            // 15.3; the Fetch standard's "ok status".
            200..=299 => Self::Success,
            // 15.4.5: the page sends no condition and keeps no copy.
            304 => Self::NotModified,
            // 15.4. Browsers follow 301, 302, 303, 307 and 308, if there is a Location.
            300..=399 => Self::Redirect,
            // 15.5.2, 15.5.4, 15.5.8
            401 | 403 | 407 => Self::SignIn,
            // 15.5.5, 15.5.11
            404 | 410 => Self::NotFound,
            // 15.5.9: the client may repeat the request.
            408 => Self::RequestTimeout,
            // 15.5.20: it may be repeated on another connection, which the browser has done by
            // itself (Fetch standard, HTTP-network-or-cache fetch).
            421 => Self::Misdirected,
            // RFC 8470, 5.2: it may be repeated.
            425 => Self::TooEarly,
            // RFC 6585, 4
            429 => Self::TooManyRequests,
            // 15.5
            400..=499 => Self::Rejected,
            // 15.6.2 and 15.6.6 (not supported), RFC 2295, 8.1 and RFC 5842, 7.2 (wrongly
            // configured), RFC 2774, 7 (an extension is needed), and RFC 4918, 11.5 (507, no
            // storage left: must not be repeated unless the user asks for it).
            501 | 505 | 506 | 507 | 508 | 510 => Self::Incapable,
            // 15.6.3 to 15.6.5: temporary.
            502..=504 => Self::Overloaded,
            // RFC 6585, 6
            511 => Self::NetworkSignIn,
            // 15.6.1
            _ => Self::ServerError,
        }
    }

    pub const fn is_success(self) -> bool {
        matches!(self, Self::Success)
    }

    /// Whether another attempt might succeed.
    pub const fn is_retryable(self) -> bool {
        match self {
            Self::RequestTimeout
            | Self::TooEarly
            | Self::TooManyRequests
            | Self::Overloaded
            | Self::ServerError => true,
            Self::Success
            | Self::Interim
            | Self::Redirect
            | Self::NotModified
            | Self::SignIn
            | Self::NotFound
            | Self::Misdirected
            | Self::Rejected
            | Self::Incapable
            | Self::NetworkSignIn => false,
        }
    }
}
