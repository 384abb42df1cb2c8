//! The points in a request's life, as a log tells them. They are taken from what is
//! known of a run when somebody looks, so that they cost a run nothing, and a report
//! that was opened has them too.

use crate::run::Run;
use crate::run::outcome::Outcome;
use crate::run::request::{Attempt, RequestRecord, Stage};
use crate::units::{AttemptNumber, RequestIndex, Span, TimePoint};
use crate::wording::numbers::{format_fixed, group_digits};

/// What happened, in the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckpointKind {
    /// It joined the queue for a permit.
    Queued,
    /// It got its permit and was sent at once.
    Dispatched,
    /// The response's head came.
    Responded,
    /// All was there that it computes on.
    Read,
    /// Its thread began to compute.
    Computing,
    /// The attempt failed, and another follows.
    Retried,
    /// The request has its outcome.
    Ended,
}

impl CheckpointKind {
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Dispatched,
        Self::Responded,
        Self::Read,
        Self::Computing,
        Self::Retried,
        Self::Ended,
    ];
}

/// A point in one request's life. What there is to say of it, the run knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checkpoint {
    pub at: TimePoint,
    pub request: RequestIndex,
    pub attempt: AttemptNumber,
    pub kind: CheckpointKind,
}

impl Checkpoint {
    /// What those of one moment are sorted by: request, then life.
    pub const fn order(&self) -> (RequestIndex, AttemptNumber, CheckpointKind) {
        (self.request, self.attempt, self.kind)
    }

    /// Hands over those of one request so far, in the order of its life. By no clock does
    /// a later one come before an earlier one: those of a worker may run behind the page's.
    pub fn each_of(request: RequestIndex, record: &RequestRecord, mut take: impl FnMut(Self)) {
        let mut last = TimePoint::START;
        for (number, attempt) in (1..).zip(record.attempts()) {
            let is_last = number > record.earlier.len() as u32;
            let end = match is_last && record.stage != Stage::BackingOff {
                true => CheckpointKind::Ended,
                false => CheckpointKind::Retried,
            };
            for (at, kind) in [
                (attempt.queued, CheckpointKind::Queued),
                (attempt.dispatched, CheckpointKind::Dispatched),
                (attempt.responded, CheckpointKind::Responded),
                (attempt.read, CheckpointKind::Read),
                (attempt.computing, CheckpointKind::Computing),
                (attempt.ended, end),
            ] {
                if let Some(at) = at {
                    last = last.max(at);
                    take(Self {
                        at: last,
                        request,
                        attempt: AttemptNumber(number),
                        kind,
                    });
                }
            }
        }
    }

    /// How the attempt came to its end, where this is that end.
    pub fn outcome(&self, run: &Run) -> Option<Outcome> {
        let is_end = matches!(self.kind, CheckpointKind::Retried | CheckpointKind::Ended);
        attempt_of(run, self.request, self.attempt)?
            .outcome
            .filter(|_| is_end)
    }

    /// The status it tells of.
    pub fn status(&self, run: &Run) -> Option<u16> {
        let answered = match self.kind {
            CheckpointKind::Responded => true,
            _ => matches!(self.outcome(run), Some(Outcome::HttpError { .. })),
        };
        attempt_of(run, self.request, self.attempt)?
            .status
            .filter(|_| answered)
    }

    /// What happened, in words.
    pub fn words(&self, run: &Run) -> String {
        let number = self.attempt.0;
        let words = attempt_of(run, self.request, self.attempt)
            .map(|attempt| self.words_of(attempt, run))
            .unwrap_or_default();
        match self.kind {
            CheckpointKind::Queued | CheckpointKind::Dispatched if number > 1 => {
                format!("attempt {number} {words}")
            }
            _ => words,
        }
    }

    fn words_of(&self, attempt: &Attempt, run: &Run) -> String {
        let bytes = || format!("{} bytes", group_digits(attempt.bytes));
        let answered = attempt.responded.is_some();
        match self.kind {
            CheckpointKind::Queued => format!("queued for {}", run.queue().thing()),
            CheckpointKind::Dispatched => {
                let waited = attempt.queued.zip(attempt.dispatched);
                let how_long = match waited.map(|(queued, sent)| whole_ms(sent - queued)) {
                    Some(0) => " at once".to_owned(),
                    Some(ms) => format!(" after {} ms", group_digits(ms)),
                    None => String::new(),
                };
                format!("dispatched: it had {}{how_long}", run.queue().its_own())
            }
            CheckpointKind::Responded => {
                let status = attempt.status.unwrap_or_default();
                format!("answered {status}")
            }
            CheckpointKind::Read if answered => {
                format!("body read: {}; waits for its turn", bytes())
            }
            CheckpointKind::Read => "waits for its turn".to_owned(),
            CheckpointKind::Computing => "its turn: computing, or updating".to_owned(),
            CheckpointKind::Retried => {
                let title = attempt.outcome.map(|how| how.title()).unwrap_or_default();
                format!("{title}; {}", self.backoff_words(attempt, run))
            }
            CheckpointKind::Ended => match attempt.outcome {
                Some(Outcome::Succeeded) if answered => {
                    format!("{}: {}", Outcome::Succeeded.title(), bytes())
                }
                Some(outcome) => outcome.title(),
                None => String::new(),
            },
        }
    }

    /// How long it backs off is known once it has.
    fn backoff_words(&self, attempt: &Attempt, run: &Run) -> String {
        let next = self.attempt.next();
        let again = attempt_of(run, self.request, next);
        let waited = again.and_then(|again| Some(again.queued? - attempt.ended?));
        match (waited, again) {
            (Some(waited), _) => {
                let ms = group_digits(whole_ms(waited));
                format!("attempt {} follows after {ms} ms", next.0)
            }
            (None, again) => {
                let how = match attempt.again_at_once {
                    true => "tries again at once",
                    false => "backs off",
                };
                match again {
                    Some(_) => format!("{how}, and is cancelled before that"),
                    None => how.to_owned(),
                }
            }
        }
    }
}

/// A point of time to the tenth of a millisecond: `1,234.5 ms`.
pub fn format_point(at: TimePoint) -> String {
    let ms = (at - TimePoint::START).ms().max(0.0);
    let tenths = libm::round(ms * 10.0) as u64;
    let whole = group_digits(tenths / 10);
    format!("{whole}.{} ms", format_fixed((tenths % 10) as f64, 0))
}

fn whole_ms(span: Span) -> u64 {
    libm::round(span.ms().max(0.0)) as u64
}

fn attempt_of(run: &Run, request: RequestIndex, number: AttemptNumber) -> Option<&Attempt> {
    let place = number.0.checked_sub(1)?;
    run.request(request)?.attempts().nth(place as usize)
}
