//! The browser's own times of an exchange. The points are those of Resource Timing
//! (<https://www.w3.org/TR/resource-timing/>), on the lane's own time.

use crate::named::named_enum;
use crate::units::TimePoint;

/// The browser's own times of one exchange.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrowserTimes {
    /// `None` where the server hides it, or the browser does not know.
    pub protocol: Option<Protocol>,
    /// `None` where the server hides them: a server of another origin must allow
    /// it by `Timing-Allow-Origin`.
    pub points: Option<ExchangePoints>,
}

/// The points of an exchange. On a connection that was there already, those from the
/// lookup to the connection's end are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExchangePoints {
    /// The last redirect was answered, if there were any. The later points are of the
    /// address it led to.
    pub redirects_end: Option<TimePoint>,
    /// The DNS lookup begins.
    pub lookup_start: TimePoint,
    pub lookup_end: TimePoint,
    /// The browser begins to connect.
    pub connect_start: TimePoint,
    /// The TLS handshake begins; `None` without one.
    pub secure_start: Option<TimePoint>,
    pub connect_end: TimePoint,
    /// The request is sent.
    pub request_start: TimePoint,
    /// The response's first byte arrives.
    pub response_start: TimePoint,
}

named_enum! {
    /// The protocol a response came by; its name is its ALPN id.
    pub enum Protocol {
        Http1 { name: "http/1.1", formerly: "http/1.0", title: "HTTP/1.1" }
        Http2 { name: "h2", title: "HTTP/2" }
        Http3 { name: "h3", title: "HTTP/3" }
    }
}
