//! How long an attempt in flight spent in each phase, by the browser's times.

use crate::named::named_enum;
use crate::run::request::Attempt;
use crate::units::Span;

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
