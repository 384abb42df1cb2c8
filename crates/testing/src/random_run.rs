//! Random runs with retries, cancellations, changing limits, several events at one time,
//! and ends that are reported late.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::units::{Span, TimePoint};

use crate::samples::{Dice, finished, step};

/// The limit at the start of a run.
pub const LIMIT: u32 = 6;
pub const STRATEGY: Strategy = Strategy::Concurrent { limit: LIMIT };

const FAILED: Outcome = Outcome::HttpError { status: 503 };

/// The events of a whole run in the order in which they are reported; an end is reported
/// up to `lag` ms late. All times are whole ms.
pub fn random_events(dice: &mut Dice, requests: u32, lag: u32) -> Vec<RunEvent> {
    let mut events: Vec<_> = (0..requests).map(|i| step(i, 0.0, Step::Queued)).collect();
    let mut waiting: Vec<u32> = (0..requests).collect();
    let mut in_flight: Vec<(u32, u32)> = Vec::new();
    let (mut now, mut limit) = (0, LIMIT);
    while !(waiting.is_empty() && in_flight.is_empty()) {
        // Often no time passes, so that several events have the same time.
        now += dice.whole(0, 9).saturating_sub(6);
        let at = f64::from(now);
        if dice.whole(0, 40) == 0 {
            limit = dice.whole(1, 12);
            events.push(limit_changed(at, limit));
        }
        let starts = !waiting.is_empty() && in_flight.len() < limit as usize;
        if starts && dice.chance(6) {
            let index = waiting.remove(0);
            events.push(step(index, at, Step::Dispatched));
            in_flight.push((index, now));
        } else if !in_flight.is_empty() {
            let place = dice.whole(0, in_flight.len() as u32 - 1) as usize;
            let (index, begun) = in_flight.remove(place);
            let ended = now.saturating_sub(dice.whole(0, lag)).max(begun);
            let ended = f64::from(ended);
            match dice.whole(0, 9) {
                0 => events.push(step(index, ended, Step::Cancelled(CancelledBy::User))),
                1 | 2 => {
                    let wait = Span::ZERO;
                    let failed = Step::BackedOff {
                        outcome: FAILED,
                        wait,
                    };
                    events.push(step(index, ended, failed));
                    events.push(step(index, at, Step::Queued));
                    waiting.push(index);
                }
                _ => events.push(step(index, ended, Step::Ended(Outcome::Succeeded))),
            }
        }
    }
    events.push(finished(f64::from(now), Ending::Completed));
    events
}

pub fn limit_changed(ms: f64, limit: u32) -> RunEvent {
    RunEvent {
        at: TimePoint::from_ms(ms),
        kind: RunEventKind::LimitChanged(limit),
    }
}

/// By how much an event changes the number in flight: a request cancelled here was in flight.
pub const fn change(event: &RunEvent) -> i32 {
    match event.kind {
        RunEventKind::Request(_, Step::Dispatched) => 1,
        RunEventKind::Request(_, Step::Ended(_) | Step::BackedOff { .. } | Step::Cancelled(_)) => {
            -1
        }
        _ => 0,
    }
}
