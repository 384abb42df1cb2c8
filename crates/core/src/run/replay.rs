//! A run rebuilt from its recorded attempts: their points in time become the events they
//! once were, and [`Run::apply`] folds those in, so that every rule of the model holds for
//! it too.

use crate::experiment::ranges;
use crate::run::event::{Ending, RunEvent, RunEventKind, Step};
use crate::run::in_flight::CountFrom;
use crate::run::outcome::Outcome;
use crate::run::request::Attempt;
use crate::run::{IllegalEvent, Run};
use crate::units::{AttemptNumber, InOrder, RequestIndex, Span, TimePoint};

/// A backoff of unknown length: reports do not say how long it was planned to be.
const UNKNOWN_WAIT: Span = Span::from_whole_ms(1);

/// An attempt that has ended, and the request it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedAttempt {
    pub index: RequestIndex,
    pub attempt: Attempt,
}

/// The reason why attempts cannot be replayed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReplayError {
    Illegal(IllegalEvent),
    /// At this point more were in flight at once than any limit allows.
    Crowded(TimePoint),
}

impl From<IllegalEvent> for ReplayError {
    fn from(illegal: IllegalEvent) -> Self {
        Self::Illegal(illegal)
    }
}

/// Replays a run that has ended, from the `blank` one.
///
/// `attempts`: request after request, those of each in order. `limits`: all limits, where
/// the limit was changed.
///
/// # Errors
/// They contradict each other.
pub fn replay(
    blank: Run,
    attempts: &[RecordedAttempt],
    limits: &[CountFrom],
    ending: Ending,
) -> Result<Run, ReplayError> {
    let mut run = blank;
    for &(at, limit) in limits {
        let kind = RunEventKind::LimitChanged(limit);
        run.apply(RunEvent { at, kind })?;
    }
    let Events { all, mut places } = Events::new(attempts);
    places.sort_unstable();
    for place in places {
        let Some(&(at, index, step)) = all.get(place.position as usize) else {
            continue;
        };
        let kind = RunEventKind::Request(index, step);
        run.apply(RunEvent { at, kind })?;
        if run.in_flight().len() as u64 > ranges::LIMIT.max {
            return Err(ReplayError::Crowded(at));
        }
    }
    let mut before = None;
    for RecordedAttempt { index, attempt } in attempts {
        let number = match before {
            Some((last, number)) if last == *index => AttemptNumber::next(number),
            _ => AttemptNumber::FIRST,
        };
        before = Some((*index, number));
        if let Some(times) = attempt.times {
            let kind = RunEventKind::Timed(*index, number, times);
            let at = attempt.ended.unwrap_or_default();
            run.apply(RunEvent { at, kind })?;
        }
    }
    let at = run.last_end().unwrap_or_default();
    let kind = RunEventKind::Finished(ending);
    run.apply(RunEvent { at, kind })?;
    Ok(run)
}

/// The place of an event in the order of events; its fields decide in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    at: InOrder,
    turn: Turn,
    position: u32,
}

/// The order of events at one moment: an attempt that ends makes room for one that
/// begins, and one that took no time by the clock was over before another began.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    GoesOn,
    TookNoTime,
    Begins,
}

#[derive(Default)]
struct Events {
    /// Request after request, each in the order of its life.
    all: Vec<(TimePoint, RequestIndex, Step)>,
    places: Vec<Place>,
}

impl Events {
    fn new(attempts: &[RecordedAttempt]) -> Self {
        let mut events = Self {
            all: Vec::with_capacity(attempts.len() * 5),
            places: Vec::with_capacity(attempts.len() * 5),
        };
        let mut now = TimePoint::START;
        for (place, RecordedAttempt { index, attempt }) in attempts.iter().enumerate() {
            let is_of = |place: usize| attempts.get(place).is_some_and(|it| it.index == *index);
            if place.checked_sub(1).is_none_or(|before| !is_of(before)) {
                now = TimePoint::from_ms(f64::MIN);
            }
            now = events.add(*index, attempt, !is_of(place + 1), now);
        }
        events
    }

    /// Adds an attempt's events. The clocks of threads differ a little, while the steps of
    /// a request have a fixed order: no event is put before `now`, the point of the one
    /// before it. Returns the point of the last one.
    fn add(
        &mut self,
        index: RequestIndex,
        attempt: &Attempt,
        is_last: bool,
        mut now: TimePoint,
    ) -> TimePoint {
        let first = self.all.len();
        let mut begun = None;
        self.all.extend(
            steps(attempt, is_last)
                .into_iter()
                .flatten()
                .map(|(at, step)| (at, index, step)),
        );
        for (position, (at, _, step)) in self.all.iter().enumerate().skip(first) {
            now = now.max(*at);
            if *step == Step::Dispatched {
                begun = Some(now);
            }
            self.places.push(Place {
                at: InOrder(now),
                turn: Turn::Begins,
                position: position as u32,
            });
        }
        let begun = begun.map(InOrder);
        let has_no_length = begun == Some(InOrder(now));
        for place in self.places.iter_mut().skip(first) {
            if begun.is_some_and(|begun| begun < place.at) {
                place.turn = Turn::GoesOn;
            } else if has_no_length && begun == Some(place.at) {
                place.turn = Turn::TookNoTime;
            }
        }
        now
    }
}

/// What happened to an attempt, in the order of its life.
fn steps(attempt: &Attempt, is_last: bool) -> [Option<(TimePoint, Step)>; 9] {
    let ended = attempt.ended.unwrap_or_default();
    // When the last byte came was not recorded, and nothing depends on it.
    let came = attempt.read.unwrap_or(ended);
    let head = attempt.status.map(|status| match attempt.responded {
        Some(at) => (at, Step::Responded { status }),
        None => (came, Step::Answered { status }),
    });
    let asked = head
        .zip(attempt.retry_after)
        .map(|((at, _), wait)| (at, Step::AskedToWait { wait }));
    let total_bytes = attempt.bytes;
    let received = (total_bytes > 0).then_some((came, Step::Received { total_bytes }));
    let end = attempt.outcome.map(|outcome| match outcome {
        Outcome::Cancelled(by) => Step::Cancelled(by),
        _ if is_last => Step::Ended(outcome),
        _ => Step::BackedOff {
            outcome,
            wait: if attempt.retried_immediately {
                Span::ZERO
            } else {
                UNKNOWN_WAIT
            },
        },
    });
    [
        attempt.queued.map(|at| (at, Step::Queued)),
        attempt.dispatched.map(|at| (at, Step::Dispatched)),
        head,
        asked,
        received,
        attempt.read.map(|at| (at, Step::Read)),
        attempt.computing.map(|at| (at, Step::Computing)),
        attempt.found.map(|found| (ended, Step::Computed { found })),
        end.map(|step| (ended, step)),
    ]
}
