//! A request's bar: the phases of its life, end to end.

use crate::run::Run;
use crate::run::queue::Queue;
use crate::run::request::{Attempt, RequestRecord, Stage};
use crate::units::TimePoint;

/// What a request spends time on, as a person would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// In our own queue; where each request has a thread, for a worker.
    WaitingForPermit,
    /// In the browser's queue.
    WaitingForConnection,
    /// Name, connection and encryption.
    Connecting,
    WaitingForResponse,
    Receiving,
    WaitingForThread,
    Computing,
    /// The lane's one lock, before it is sent or when its answer is there.
    WaitingForLock,
    /// Of what requests share.
    Updating,
    BackingOff,
    /// Its next attempt is due, and the page has not come to it.
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

    /// What it is in this lane: a bar's phases are told alike of all, whatever the lane's
    /// requests wait for and do.
    pub const fn in_lane(self, run: &Run) -> Self {
        match self {
            Self::WaitingForPermit if matches!(run.queue(), Queue::Lock) => Self::WaitingForLock,
            Self::WaitingForThread if run.updates() => Self::WaitingForLock,
            Self::Computing if run.updates() => Self::Updating,
            other => other,
        }
    }

    /// Whether it lies between dispatch and end, and not in our own queue or between
    /// two attempts.
    pub const fn is_in_flight(self) -> bool {
        !matches!(
            self,
            Self::WaitingForPermit | Self::BackingOff | Self::WaitingForPage
        )
    }

    /// What it means, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::WaitingForPermit => {
                "It may not start yet: as many as the limit allows are under way."
            }
            Self::WaitingForConnection => {
                "It was sent to the browser, which has no connection free for it."
            }
            Self::Connecting => {
                "The browser looks the host up, connects to it and agrees on encryption."
            }
            Self::WaitingForResponse => {
                "The server has the request, and its first byte is not there yet. Nobody works \
                 here: that is why so many can wait at once."
            }
            Self::Receiving => "The answer has begun, and its body is coming in.",
            Self::WaitingForThread => {
                "All is there to compute with, and its thread is busy with another."
            }
            Self::Computing => "A thread computes, and does nothing else.",
            Self::WaitingForLock => "Another request holds the lock: only one may at a time.",
            Self::Updating => "It reads the counter that all share, adds one, and writes it back.",
            Self::BackingOff => {
                "The attempt failed. It waits before the next one, without holding a permit."
            }
            Self::WaitingForPage => {
                "The attempt failed, and the next is due at once: it waits for nothing but the \
                 page's one thread, which has others to see to."
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

/// Hands out the segments of a request in the order of time; the open one, if
/// there is one, ends at `now`. What each is in its lane, [`Phase::in_lane`] says.
pub fn for_each_segment(record: &RequestRecord, now: TimePoint, mut draw: impl FnMut(Segment)) {
    let mut before: Option<&Attempt> = None;
    for attempt in record.attempts() {
        let until = attempt.queued.or(attempt.ended);
        before
            .and_then(|before| between(before, until))
            .map(&mut draw);
        for_each_of_attempt(attempt, now, &mut draw);
        before = Some(attempt);
    }
    if record.stage == Stage::BackingOff {
        between(&record.attempt, Some(now)).map(draw);
    }
}

/// From an attempt's end to the next.
fn between(failed: &Attempt, until: Option<TimePoint>) -> Option<Segment> {
    Some(Segment {
        phase: after(failed),
        from: failed.ended?,
        to: until?,
    })
}

/// What follows an attempt that failed and is not the last.
pub const fn after(failed: &Attempt) -> Phase {
    match failed.retried_immediately {
        true => Phase::WaitingForPage,
        false => Phase::BackingOff,
    }
}

/// From a request's first dispatch to its end, or to `now` while it has none; `None`
/// for one that was never dispatched.
pub fn time_of_flight(record: &RequestRecord, now: TimePoint) -> Option<(TimePoint, TimePoint)> {
    let from = record.first_dispatch()?;
    let has_ended = record.stage == Stage::Ended;
    let to = record.attempt.ended.filter(|_| has_ended).unwrap_or(now);
    Some((from, to.max(from)))
}

fn for_each_of_attempt(attempt: &Attempt, now: TimePoint, draw: &mut impl FnMut(Segment)) {
    let end = attempt.ended.unwrap_or(now);
    let Attempt {
        queued,
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
    phase(Phase::WaitingForPermit, queued, dispatched);
    match attempt.times.and_then(|times| times.points) {
        // Until the browser tells more.
        None => {
            phase(Phase::WaitingForResponse, dispatched, responded.or(read));
            phase(Phase::Receiving, responded, read);
        }
        Some(points) => {
            let sent = points.request_start;
            let connected = points.connect_end;
            // Each redirect is an answer that was waited for.
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
