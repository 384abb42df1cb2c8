//! A lane's requests in the browser's own profiler: measures and marks of the User Timing API
//! (<https://www.w3.org/TR/user-timing/>), each lane on a track of its own.

use crate::run::Run;
use crate::run::outcome::{Outcome, OutcomeKind};
use crate::run::queue::Queue;
use crate::run::request::Attempt;
use crate::units::{AttemptNumber, RequestIndex, TimePoint};

/// The number of first requests of a lane that are written: browsers keep every entry until it
/// is cleared.
pub const MAX_REQUESTS: u32 = 10_000;

/// One entry of the profiler.
#[derive(Clone, Debug, PartialEq)]
pub struct UserTiming {
    pub name: String,
    pub from: TimePoint,
    /// `None` for a mark, which has no length.
    pub to: Option<TimePoint>,
    pub track: String,
    /// The name of one of the profiler's colours.
    pub colour: &'static str,
    pub outcome: Option<Outcome>,
}

/// The entries of a lane with this title, request after request: for each attempt that ended,
/// its wait for a permit (or a worker, or the lock) and its flight, and a mark where a retry
/// followed.
pub fn user_timings(run: &Run, title: &str) -> Vec<UserTiming> {
    let requests = (0..MAX_REQUESTS).map(RequestIndex).zip(run.requests());
    let mut entries = Vec::new();
    for (index, record) in requests {
        for (number, attempt) in (1..).map(AttemptNumber).zip(record.attempts()) {
            let name = match number {
                AttemptNumber::FIRST => format!("{title}: request {index}"),
                AttemptNumber(number) => format!("{title}: request {index}, attempt {number}"),
            };
            add_attempt(&mut entries, title, &name, attempt, run.queue());
            // A request that was cancelled while it backed off was never queued again.
            let next = record.attempts().nth(number.0 as usize);
            let again = next.filter(|next| next.queued.is_some());
            if let (Some(at), Some(_)) = (attempt.ended, again) {
                let how = if attempt.retried_immediately {
                    "retries immediately"
                } else {
                    "backs off"
                };
                entries.push(UserTiming {
                    name: format!("{name} {how}"),
                    from: at,
                    to: None,
                    track: title.to_owned(),
                    colour: "tertiary",
                    outcome: attempt.outcome,
                });
            }
        }
    }
    entries
}

fn add_attempt(
    entries: &mut Vec<UserTiming>,
    title: &str,
    name: &str,
    attempt: &Attempt,
    queue: Queue,
) {
    let Some((sent, ended)) = attempt.dispatched.zip(attempt.ended) else {
        return;
    };
    if let Some(queued) = attempt.queued.filter(|queued| *queued < sent) {
        entries.push(UserTiming {
            name: format!("{name} waits for {}", queue.label()),
            from: queued,
            to: Some(sent),
            track: format!("{title}: waiting for {}", queue.label()),
            colour: "secondary-light",
            outcome: None,
        });
    }
    let kind = attempt.outcome.map(|outcome| outcome.kind());
    entries.push(UserTiming {
        name: name.to_owned(),
        from: sent,
        // A worker's clock may run behind the page's.
        to: Some(ended.max(sent)),
        track: title.to_owned(),
        colour: match kind {
            Some(OutcomeKind::Succeeded) => "primary",
            Some(OutcomeKind::Cancelled) | None => "secondary",
            Some(_) => "error",
        },
        outcome: attempt.outcome,
    });
}
