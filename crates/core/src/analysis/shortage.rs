//! Requests that failed because the browser had too many open: it refuses further ones itself,
//! and tells the page no more than of any other failure.

use crate::run::Run;
use crate::run::outcome::OutcomeKind;
use crate::run::request::Attempt;
use crate::units::{RequestIndex, Span, TimePoint};

/// With this number open, Chromium may refuse another (`net::ERR_INSUFFICIENT_RESOURCES`, seen from
/// 1,400 on). The page itself opens 1,000 at most, but those that it gives up stay open in the
/// browser until it finds the time to close them.
const TOO_MANY: usize = 1_200;
/// How long a busy browser may take to close a request that was given up.
const UNTIL_CLOSED: Span = Span::from_whole_ms(5_000);

/// The requests that failed at a time when the browser had too many open, and whose server
/// took later ones.
pub fn short_of_resources(run: &Run) -> Vec<RequestIndex> {
    let attempts = || run.requests().iter().flat_map(|request| request.attempts());
    if !attempts().any(Attempt::is_unexplained) {
        return Vec::new();
    }
    let mut opened: Vec<_> = attempts()
        .filter_map(|attempt| attempt.dispatched)
        .collect();
    let mut closed: Vec<_> = attempts().filter_map(closed_at).collect();
    opened.sort_by(|one, other| one.ms().total_cmp(&other.ms()));
    closed.sort_by(|one, other| one.ms().total_cmp(&other.ms()));
    let open_at = |at: TimePoint| {
        let before = |all: &[TimePoint]| all.partition_point(|point| *point < at);
        before(&opened).saturating_sub(before(&closed))
    };
    let taken = attempts().filter(|attempt| !attempt.is_unexplained());
    let last_taken = taken
        .filter_map(|attempt| attempt.dispatched)
        .reduce(TimePoint::max);
    let is_short = |attempt: &Attempt| {
        let Some(sent) = attempt.dispatched.filter(|_| attempt.is_unexplained()) else {
            return false;
        };
        // That a server is gone is no shortage of the browser's.
        last_taken.is_some_and(|last| last >= sent) && open_at(sent) >= TOO_MANY
    };
    let requests = (0..).map(RequestIndex).zip(run.requests());
    requests
        .filter(|(_, request)| request.attempts().any(is_short))
        .map(|(index, _)| index)
        .collect()
}

/// When the browser has closed an attempt.
fn closed_at(attempt: &Attempt) -> Option<TimePoint> {
    let ended = attempt.ended.filter(|_| attempt.dispatched.is_some())?;
    let was_given_up = matches!(
        attempt.outcome.map(|outcome| outcome.kind()),
        Some(OutcomeKind::TimedOut | OutcomeKind::Cancelled)
    );
    Some(if was_given_up {
        ended + UNTIL_CLOSED
    } else {
        ended
    })
}
