//! The checkpoints in a request's life, as the log lists them. They are derived from the run
//! when the log is read, so that they cost a run nothing and a report that is opened has them
//! too.

use crate::run::Run;
use crate::run::outcome::Outcome;
use crate::run::request::{Attempt, RequestRecord, Stage};
use crate::units::{AttemptNumber, RequestIndex, Span, TimePoint};
use crate::wording::numbers::{format_fixed, group_digits};

/// The kind of a checkpoint, in the order of a request's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckpointKind {
    /// The request joined the queue for a permit.
    Queued,
    /// The request got its permit and was sent.
    Dispatched,
    /// The response's headers arrived.
    Responded,
    /// Everything was there to compute with.
    Read,
    /// The thread began to compute.
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

/// A checkpoint in one request's life; its text is made from the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checkpoint {
    pub at: TimePoint,
    pub request: RequestIndex,
    pub attempt: AttemptNumber,
    pub kind: CheckpointKind,
}

impl Checkpoint {
    /// The order of checkpoints at the same time: by request, then in the order of its life.
    pub const fn order(&self) -> (RequestIndex, AttemptNumber, CheckpointKind) {
        (self.request, self.attempt, self.kind)
    }

    /// Calls `take` with each checkpoint of one request so far, in the order of its life. Times
    /// never decrease, although a worker's clock may be behind the page's.
    pub fn each_of(request: RequestIndex, record: &RequestRecord, mut take: impl FnMut(Self)) {
        let mut last = TimePoint::START;
        for (number, attempt) in (1..).zip(record.attempts()) {
            let is_last = number > record.earlier.len() as u32;
            let end = if is_last && record.stage != Stage::BackingOff {
                CheckpointKind::Ended
            } else {
                CheckpointKind::Retried
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

    /// The attempt's outcome, if this checkpoint is its end.
    pub fn outcome(&self, run: &Run) -> Option<Outcome> {
        let is_end = matches!(self.kind, CheckpointKind::Retried | CheckpointKind::Ended);
        attempt_of(run, self.request, self.attempt)?
            .outcome
            .filter(|_| is_end)
    }

    /// The status that the checkpoint is about, if any.
    pub fn status(&self, run: &Run) -> Option<u16> {
        let answered = match self.kind {
            CheckpointKind::Responded => true,
            _ => matches!(self.outcome(run), Some(Outcome::HttpError { .. })),
        };
        attempt_of(run, self.request, self.attempt)?
            .status
            .filter(|_| answered)
    }

    /// What happened, as text.
    pub fn label(&self, run: &Run) -> String {
        let number = self.attempt.0;
        let label = attempt_of(run, self.request, self.attempt)
            .map(|attempt| self.attempt_label(attempt, run))
            .unwrap_or_default();
        match self.kind {
            CheckpointKind::Queued | CheckpointKind::Dispatched if number > 1 => {
                format!("attempt {number} {label}")
            }
            _ => label,
        }
    }

    fn attempt_label(&self, attempt: &Attempt, run: &Run) -> String {
        let bytes = || format!("{} bytes", group_digits(attempt.bytes));
        let answered = attempt.responded.is_some();
        match self.kind {
            CheckpointKind::Queued => format!("queued for {}", run.queue().label()),
            CheckpointKind::Dispatched => {
                let waited = attempt.queued.zip(attempt.dispatched);
                let how_long = match waited.map(|(queued, sent)| whole_ms(sent - queued)) {
                    Some(0) => " immediately".to_owned(),
                    Some(ms) => format!(" after {} ms", group_digits(ms)),
                    None => String::new(),
                };
                format!("dispatched: it had {}{how_long}", run.queue().possessive())
            }
            CheckpointKind::Responded => {
                let status = attempt.status.unwrap_or_default();
                format!("answered {status}")
            }
            CheckpointKind::Read if answered => {
                format!("body read: {}; {}", bytes(), wait_label(run))
            }
            CheckpointKind::Read => wait_label(run).to_owned(),
            CheckpointKind::Computing if run.updates() => "updating the counter".to_owned(),
            CheckpointKind::Computing => "computing".to_owned(),
            CheckpointKind::Retried => {
                let title = attempt.outcome.map(|how| how.title()).unwrap_or_default();
                format!("{title}; {}", self.backoff_label(attempt, run))
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

    /// How long it backs off is known only once it has.
    fn backoff_label(&self, attempt: &Attempt, run: &Run) -> String {
        let next = self.attempt.next();
        let again = attempt_of(run, self.request, next);
        let waited = again.and_then(|again| Some(again.queued? - attempt.ended?));
        match (waited, again) {
            (Some(waited), _) => {
                let ms = group_digits(whole_ms(waited));
                format!("attempt {} follows after {ms} ms", next.0)
            }
            (None, again) => {
                let how = if attempt.retried_immediately {
                    "retries immediately"
                } else {
                    "backs off"
                };
                match again {
                    Some(_) => format!("{how}, and is cancelled first"),
                    None => how.to_owned(),
                }
            }
        }
    }
}

/// Formats a time to the tenth of a millisecond: `1,234.5 ms`.
pub fn format_point(at: TimePoint) -> String {
    let ms = (at - TimePoint::START).ms().max(0.0);
    let tenths = libm::round(ms * 10.0) as u64;
    let whole = group_digits(tenths / 10);
    format!("{whole}.{} ms", format_fixed((tenths % 10) as f64, 0))
}

/// What a request waits for once it has everything to compute with.
const fn wait_label(run: &Run) -> &'static str {
    if run.updates() {
        "waits for the lock"
    } else {
        "waits for its thread"
    }
}

fn whole_ms(span: Span) -> u64 {
    libm::round(span.ms().max(0.0)) as u64
}

fn attempt_of(run: &Run, request: RequestIndex, number: AttemptNumber) -> Option<&Attempt> {
    let position = number.0.checked_sub(1)?;
    run.request(request)?.attempts().nth(position as usize)
}
