//! A request's bar: the phases of its life, end to end.

use crate::model::request::{Attempt, RequestRecord, Stage};
use crate::model::units::TimePoint;

/// What a request spends time on, as a person would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    WaitingForPermit,
    WaitingForResponse,
    Receiving,
    BackingOff,
}

impl Phase {
    pub const ALL: [Self; 4] = [
        Self::WaitingForPermit,
        Self::WaitingForResponse,
        Self::Receiving,
        Self::BackingOff,
    ];

    /// The phase's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::WaitingForPermit => "Waiting for a permit",
            Self::WaitingForResponse => "Waiting for the response",
            Self::Receiving => "Receiving",
            Self::BackingOff => "Backing off before a retry",
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
/// there is one, ends at `now`.
pub fn for_each_segment(record: &RequestRecord, now: TimePoint, mut draw: impl FnMut(Segment)) {
    let mut backing_off_since: Option<TimePoint> = None;
    for attempt in record.attempts() {
        if let (Some(from), Some(to)) = (backing_off_since, attempt.queued.or(attempt.ended)) {
            draw(Segment {
                phase: Phase::BackingOff,
                from,
                to,
            });
        }
        for_each_of_attempt(attempt, now, &mut draw);
        backing_off_since = attempt.ended;
    }
    if let (Stage::BackingOff, Some(from)) = (record.stage, backing_off_since) {
        draw(Segment {
            phase: Phase::BackingOff,
            from,
            to: now,
        });
    }
}

fn for_each_of_attempt(attempt: &Attempt, now: TimePoint, draw: &mut impl FnMut(Segment)) {
    let end = attempt.ended.unwrap_or(now);
    let phases = [
        (Phase::WaitingForPermit, attempt.queued, attempt.dispatched),
        (
            Phase::WaitingForResponse,
            attempt.dispatched,
            attempt.responded,
        ),
        (Phase::Receiving, attempt.responded, None),
    ];
    for (phase, from, to) in phases {
        if let Some(from) = from {
            draw(Segment {
                phase,
                from,
                to: to.unwrap_or(end),
            });
        }
    }
}
