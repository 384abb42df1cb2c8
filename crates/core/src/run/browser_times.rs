//! What the browser itself tells of an exchange, and what a request spent its
//! time on. The points are those of Resource Timing
//! (<https://www.w3.org/TR/resource-timing/>), on the lane's own time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::run::Run;
use crate::run::request::{Attempt, RequestRecord};
use crate::units::{InOrder, Span, TimePoint};

/// The protocol an answer came by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    Http1,
    Http2,
    Http3,
}

impl Protocol {
    pub const ALL: [Self; 3] = [Self::Http1, Self::Http2, Self::Http3];

    /// Reads the protocol's id (ALPN); `None` for one that is hidden or unknown.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|protocol| protocol.id() == id)
            .or_else(|| (id == "http/1.0").then_some(Self::Http1))
    }

    /// The protocol's id (ALPN), which is also its name in documents.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Http1 => "http/1.1",
            Self::Http2 => "h2",
            Self::Http3 => "h3",
        }
    }

    /// The protocol's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Http1 => "HTTP/1.1",
            Self::Http2 => "HTTP/2",
            Self::Http3 => "HTTP/3",
        }
    }
}

/// What the browser tells of one exchange.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrowserTimes {
    /// `None` where the server hides it, or the browser does not know.
    pub protocol: Option<Protocol>,
    /// `None` where the server hides them: a server of another origin must allow
    /// it by `Timing-Allow-Origin`.
    pub points: Option<ExchangePoints>,
}

/// How far an exchange came when. On a connection that was there already, those
/// from the lookup to the connection's end are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExchangePoints {
    /// The last redirect was answered, if there were any. What comes after is of
    /// the address it led to.
    pub redirects_end: Option<TimePoint>,
    /// The host's name is looked up.
    pub lookup_start: TimePoint,
    pub lookup_end: TimePoint,
    /// A connection is made.
    pub connect_start: TimePoint,
    /// Its encryption is agreed upon; `None` without one.
    pub secure_start: Option<TimePoint>,
    pub connect_end: TimePoint,
    /// The request leaves.
    pub request_start: TimePoint,
    /// The response's first byte is there.
    pub response_start: TimePoint,
}

/// The most requests that were ever at their servers at once, from leaving to the
/// response's first byte. `None` where the browser does not tell of every answer.
pub fn most_at_once(run: &Run) -> Option<u32> {
    let attempts = run.requests().iter().flat_map(RequestRecord::attempts);
    let mut leaving = BinaryHeap::new();
    let mut answered = BinaryHeap::new();
    for attempt in attempts.filter(|attempt| attempt.responded.is_some()) {
        let points = attempt.times?.points?;
        leaving.push(Reverse(InOrder(points.request_start)));
        answered.push(Reverse(InOrder(points.response_start)));
    }
    let (mut now, mut most) = (0, 0);
    while let Some(next) = leaving.pop() {
        // Of two at the same tick, the answer was first: it freed the connection.
        while answered.peek().is_some_and(|answer| answer.0 <= next.0) {
            answered.pop();
            now -= 1;
        }
        now += 1;
        most = most.max(now);
    }
    Some(most as u32)
}

/// What an attempt in flight spends time on, in the order of its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlightPhase {
    /// The request is redirected from one address to the next.
    Redirects,
    /// The request is in the browser's own queue for a connection.
    Connection,
    Dns,
    Connect,
    Tls,
    Response,
    Receiving,
    /// Everything is there to compute with, and the thread is busy.
    Thread,
    Computing,
}

impl FlightPhase {
    /// The phase's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Redirects => "Following redirects",
            Self::Connection => "Waiting for a connection",
            Self::Dns => "Looking up the host",
            Self::Connect => "Connecting",
            Self::Tls => "Agreeing on encryption",
            Self::Response => "Waiting for the response",
            Self::Receiving => "Receiving",
            Self::Thread => "Waiting for its thread",
            Self::Computing => "Computing",
        }
    }
}

/// What an attempt in flight spent its time on. Together they are all of it,
/// from dispatch to end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FlightPhases {
    /// Being sent from one address to the next.
    pub redirects: Span,
    /// In the browser's own queue for a connection.
    pub connection: Span,
    pub dns: Span,
    pub connect: Span,
    pub tls: Span,
    pub response: Span,
    pub receiving: Span,
    /// Waiting for its thread to compute, and being computed.
    pub thread: Span,
    pub computing: Span,
}

impl FlightPhases {
    /// `None` as long as the attempt has not ended, and where the browser does
    /// not tell.
    pub fn of(attempt: &Attempt) -> Option<Self> {
        let points = attempt.times?.points?;
        let dispatched = attempt.dispatched?;
        let connected = points.secure_start.unwrap_or(points.connect_end);
        let mut phases = Self {
            redirects: points
                .redirects_end
                .map_or(Span::ZERO, |end| end - dispatched),
            connection: Span::ZERO,
            dns: points.lookup_end - points.lookup_start,
            connect: connected - points.connect_start,
            tls: points.connect_end - connected,
            response: points.response_start - points.request_start,
            receiving: attempt.read.or(attempt.ended)? - points.response_start,
            thread: attempt.waited_for_thread(),
            computing: attempt.computed_for(),
        };
        // What is left is spent in the queue, before a connection or after it.
        phases.connection = attempt.duration()? - phases.total();
        Some(phases)
    }

    pub fn total(&self) -> Span {
        self.by_phase()
            .into_iter()
            .fold(Span::ZERO, |sum, (_, span)| sum + span)
    }

    /// The time spent in each phase, in the order of the attempt's life.
    pub const fn by_phase(&self) -> [(FlightPhase, Span); 9] {
        [
            (FlightPhase::Redirects, self.redirects),
            (FlightPhase::Connection, self.connection),
            (FlightPhase::Dns, self.dns),
            (FlightPhase::Connect, self.connect),
            (FlightPhase::Tls, self.tls),
            (FlightPhase::Response, self.response),
            (FlightPhase::Receiving, self.receiving),
            (FlightPhase::Thread, self.thread),
            (FlightPhase::Computing, self.computing),
        ]
    }
}
