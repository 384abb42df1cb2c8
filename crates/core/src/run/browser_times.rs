//! The browser's own times of an exchange, and how long a request spent in each phase. The
//! points are those of Resource Timing
//! (<https://www.w3.org/TR/resource-timing/>), on the lane's own time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::named::named_enum;
use crate::run::Run;
use crate::run::request::{Attempt, RequestRecord};
use crate::units::{InOrder, Span, TimePoint};

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

/// The most requests that were at their servers at once, from being sent to the response's
/// first byte. `None` where the browser does not tell of every response.
pub fn max_at_servers(run: &Run) -> Option<u32> {
    let attempts = run.requests().iter().flat_map(RequestRecord::attempts);
    let mut sent = BinaryHeap::new();
    let mut answered = BinaryHeap::new();
    for attempt in attempts.filter(|attempt| attempt.responded.is_some()) {
        let points = attempt.times?.points?;
        sent.push(Reverse(InOrder(points.request_start)));
        answered.push(Reverse(InOrder(points.response_start)));
    }
    let (mut now, mut max) = (0, 0);
    while let Some(next) = sent.pop() {
        // Of two at the same tick, the answer was first: it freed the connection.
        while answered.peek().is_some_and(|answer| answer.0 <= next.0) {
            answered.pop();
            now -= 1;
        }
        now += 1;
        max = max.max(now);
    }
    Some(max as u32)
}

/// How long an attempt in flight spent in each phase. Together they are all of its time
/// from dispatch to end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FlightPhases([Span; FlightPhase::ALL.len()]);

named_enum! {
    /// A phase of an attempt in flight.
    pub enum FlightPhase {
        /// From the dispatch until the last redirect was answered.
        Redirects { name: "redirects", title: "Following redirects" }
        /// In the browser's own queue for a connection.
        Connection { name: "connection", title: "Waiting for a connection" }
        Dns { name: "dns", title: "DNS lookup" }
        Connect { name: "connect", title: "Connecting" }
        Tls { name: "tls", title: "TLS handshake" }
        Response { name: "response", title: "Waiting for the response" }
        Receiving { name: "receiving", title: "Receiving" }
        /// Waiting for its thread to compute.
        Thread { name: "thread", title: "Waiting for its thread" }
        Computing { name: "computing", title: "Computing" }
    }
}

impl FlightPhases {
    /// The phases of an attempt; `None` until it has ended, and where the browser does not
    /// tell.
    pub fn from_attempt(attempt: &Attempt) -> Option<Self> {
        let points = attempt.times?.points?;
        let dispatched = attempt.dispatched?;
        let duration = attempt.duration()?;
        let read = attempt.read.or(attempt.ended)?;
        let connected = points.secure_start.unwrap_or(points.connect_end);
        let span = |phase| match phase {
            FlightPhase::Redirects => points
                .redirects_end
                .map_or(Span::ZERO, |end| end - dispatched),
            FlightPhase::Connection => Span::ZERO,
            FlightPhase::Dns => points.lookup_end - points.lookup_start,
            FlightPhase::Connect => connected - points.connect_start,
            FlightPhase::Tls => points.connect_end - connected,
            FlightPhase::Response => points.response_start - points.request_start,
            FlightPhase::Receiving => read - points.response_start,
            FlightPhase::Thread => attempt.waited_for_thread(),
            FlightPhase::Computing => attempt.computed_for(),
        };
        let mut phases = Self(FlightPhase::ALL.map(span));
        // What is left is spent in the queue, before a connection or after it.
        phases.0[FlightPhase::Connection as usize] = duration - phases.total();
        Some(phases)
    }

    pub const fn of(&self, phase: FlightPhase) -> Span {
        self.0[phase as usize]
    }

    pub fn total(&self) -> Span {
        self.0.into_iter().fold(Span::ZERO, |sum, span| sum + span)
    }

    /// Each phase with its length, in the order of an attempt's life.
    pub fn by_phase(&self) -> [(FlightPhase, Span); FlightPhase::ALL.len()] {
        FlightPhase::ALL.map(|phase| (phase, self.of(phase)))
    }
}
