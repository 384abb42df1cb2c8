//! A bar: the phases of a request's life, or of one attempt, end to end.

use crate::run::Run;
use crate::run::outcome::Outcome;
use crate::run::queue::Queue;
use crate::run::request::{Attempt, RequestRecord, Stage};
use crate::units::TimePoint;

/// What a request spends its time on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// In the lane's own queue: for a permit, or for a worker if each request has a thread.
    WaitingForPermit,
    /// In the browser's queue.
    WaitingForConnection,
    /// DNS lookup, TCP connection and TLS handshake.
    Connecting,
    WaitingForResponse,
    Receiving,
    WaitingForThread,
    Computing,
    /// For the lane's only lock: before the request is sent, or once its answer has arrived.
    WaitingForLock,
    /// Of the counter that the requests share.
    Updating,
    BackingOff,
    /// Its next attempt is due, but the page's thread is busy.
    WaitingForPage,
}

impl Phase {
    pub const ALL: [Self; 11] = [
        Self::WaitingForPermit,
        Self::WaitingForConnection,
        Self::Connecting,
        Self::WaitingForResponse,
        Self::Receiving,
        Self::WaitingForThread,
        Self::Computing,
        Self::WaitingForLock,
        Self::Updating,
        Self::BackingOff,
        Self::WaitingForPage,
    ];

    /// The phase as it is called in this lane: segments name the same phases in every lane,
    /// whatever its requests wait for and do.
    pub const fn in_lane(self, run: &Run) -> Self {
        match self {
            Self::WaitingForPermit if matches!(run.queue(), Queue::Lock) => Self::WaitingForLock,
            Self::WaitingForThread if run.updates() => Self::WaitingForLock,
            Self::Computing if run.updates() => Self::Updating,
            other => other,
        }
    }

    /// Whether it lies between dispatch and end, not in the lane's own queue or between two
    /// attempts.
    pub const fn is_in_flight(self) -> bool {
        !matches!(
            self,
            Self::WaitingForPermit | Self::BackingOff | Self::WaitingForPage
        )
    }

    /// Its meaning, in a sentence or two for the screen.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::WaitingForPermit => {
                "It may not start yet: as many requests as the limit allows are in flight."
            }
            Self::WaitingForConnection => {
                "It was passed to the browser, which has no free connection for it."
            }
            Self::Connecting => "DNS lookup, TCP connection and TLS handshake.",
            Self::WaitingForResponse => {
                "The server has the request, and the first byte of its answer has not arrived. \
                 The page does no work meanwhile: any number of requests can wait at once."
            }
            Self::Receiving => "The answer has begun, and its body is arriving.",
            Self::WaitingForThread => {
                "It is ready to compute, but its thread is busy with another request."
            }
            Self::Computing => "A thread computes and does nothing else.",
            Self::WaitingForLock => {
                "Another request holds the lock: only one can hold it at a time."
            }
            Self::Updating => "It reads the shared counter, adds one, and writes it back.",
            Self::BackingOff => {
                "The attempt failed. The request waits before the next one and holds no permit meanwhile."
            }
            Self::WaitingForPage => {
                "The attempt failed, and the next one is due immediately: it only waits for the \
                 page's thread, which is busy with other requests."
            }
        }
    }

    /// The phase's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::WaitingForPermit => "Waiting for a permit",
            Self::WaitingForConnection => "Waiting for a connection",
            Self::Connecting => "Connecting",
            Self::WaitingForResponse => "Waiting for the response",
            Self::Receiving => "Receiving",
            Self::WaitingForThread => "Waiting for its thread",
            Self::Computing => "Computing",
            Self::WaitingForLock => "Waiting for the lock",
            Self::Updating => "Updating the counter",
            Self::BackingOff => "Backing off before a retry",
            Self::WaitingForPage => "Waiting for the page's thread",
        }
    }
}

/// One phase of one attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    pub phase: Phase,
    pub from: TimePoint,
    pub to: TimePoint,
}

/// What a bar shows.
#[derive(Clone, Copy, Debug)]
pub enum Bar<'a> {
    /// A request's life, from its first wait to its end.
    Request(&'a RequestRecord),
    /// One attempt, from its dispatch to its end.
    Attempt(&'a Attempt),
}

impl Bar<'_> {
    /// Calls `draw` with the segments in order of time; a segment that is still open ends at
    /// `now`. [`Phase::in_lane`] gives each phase's name in its lane.
    pub fn for_each_segment(self, now: TimePoint, draw: &mut dyn FnMut(Segment)) {
        match self {
            Self::Request(record) => for_each_of_request(record, now, draw),
            Self::Attempt(attempt) => for_each_in_flight(attempt, now, draw),
        }
    }

    /// The outcome of the request, or of the attempt; `None` before it.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Request(record) => record.outcome(),
            Self::Attempt(attempt) => attempt.outcome,
        }
    }

    /// When the attempt ended, or the request's last one.
    pub const fn ended(self) -> Option<TimePoint> {
        match self {
            Self::Request(record) => record.attempt.ended,
            Self::Attempt(attempt) => attempt.ended,
        }
    }
}

/// The segments of a request, as those of its bar.
pub fn for_each_segment(record: &RequestRecord, now: TimePoint, mut draw: impl FnMut(Segment)) {
    Bar::Request(record).for_each_segment(now, &mut draw);
}

fn for_each_of_request(record: &RequestRecord, now: TimePoint, draw: &mut dyn FnMut(Segment)) {
    let mut before: Option<&Attempt> = None;
    for attempt in record.attempts() {
        let until = attempt.queued.or(attempt.ended);
        before
            .and_then(|before| between(before, until))
            .map(&mut *draw);
        if let Some(queued) = attempt.queued {
            draw(Segment {
                phase: Phase::WaitingForPermit,
                from: queued,
                to: attempt.dispatched.or(attempt.ended).unwrap_or(now),
            });
        }
        for_each_in_flight(attempt, now, draw);
        before = Some(attempt);
    }
    if record.stage == Stage::BackingOff {
        between(&record.attempt, Some(now)).map(draw);
    }
}

/// The segment from an attempt's end to the next attempt.
fn between(failed: &Attempt, until: Option<TimePoint>) -> Option<Segment> {
    Some(Segment {
        phase: after(failed),
        from: failed.ended?,
        to: until?,
    })
}

/// The phase after an attempt that failed and is not the last.
pub const fn after(failed: &Attempt) -> Phase {
    if failed.retried_immediately {
        Phase::WaitingForPage
    } else {
        Phase::BackingOff
    }
}

/// The time from a request's first dispatch to its end, or to `now` if it has not ended;
/// `None` if it was never dispatched.
pub fn time_of_flight(record: &RequestRecord, now: TimePoint) -> Option<(TimePoint, TimePoint)> {
    let from = record.first_dispatch()?;
    let has_ended = record.stage == Stage::Ended;
    let to = record.attempt.ended.filter(|_| has_ended).unwrap_or(now);
    Some((from, to.max(from)))
}

/// The segments of an attempt from its dispatch to its end.
fn for_each_in_flight(attempt: &Attempt, now: TimePoint, draw: &mut dyn FnMut(Segment)) {
    let end = attempt.ended.unwrap_or(now);
    let Attempt {
        dispatched,
        responded,
        read,
        computing,
        ..
    } = *attempt;
    let mut phase = |phase, from: Option<TimePoint>, to: Option<TimePoint>| {
        if let Some(from) = from {
            let to = to.unwrap_or(end);
            draw(Segment { phase, from, to });
        }
    };
    match attempt.times.and_then(|times| times.points) {
        // Until Resource Timing gives more.
        None => {
            phase(Phase::WaitingForResponse, dispatched, responded.or(read));
            phase(Phase::Receiving, responded, read);
        }
        Some(points) => {
            let sent = points.request_start;
            let connected = points.connect_end;
            // Each redirect is a response that the browser waited for.
            phase(
                Phase::WaitingForResponse,
                points.redirects_end.and(dispatched),
                points.redirects_end,
            );
            let begun = points.redirects_end.or(dispatched);
            if connected > points.lookup_start {
                let asked = points.lookup_start;
                phase(Phase::WaitingForConnection, begun, Some(asked));
                phase(Phase::Connecting, Some(asked), Some(connected));
                phase(Phase::WaitingForConnection, Some(connected), Some(sent));
            } else {
                phase(Phase::WaitingForConnection, begun, Some(sent));
            }
            let head = points.response_start;
            phase(Phase::WaitingForResponse, Some(sent), Some(head));
            phase(Phase::Receiving, Some(head), read);
        }
    }
    phase(Phase::WaitingForThread, read, computing);
    phase(Phase::Computing, computing, None);
}
