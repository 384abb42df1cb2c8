//! When and how long to wait before another attempt.

use crate::experiment::policy::Backoff;
use crate::experiment::random::{Draw, Purpose};
use crate::units::{AttemptNumber, RequestIndex, Span};

/// The wait before the second attempt, before jitter.
const FIRST_BACKOFF_MS: f64 = 100.0;
/// No backoff is longer, however many attempts have failed.
const MAX_BACKOFF_MS: f64 = 10_000.0;

/// If a server asks for a longer wait than this, there is no other attempt.
pub const MAX_RETRY_AFTER: Span = Span::from_whole_ms(60_000);

/// Exponential backoff: 100 ms · 2^(failed − 1), at most 10 s. With equal jitter
/// (<https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>) half of
/// it is kept and the other half is random, so that requests which failed together do not
/// come back together. Whole milliseconds.
pub fn backoff(backoff: Backoff, seed: u64, index: RequestIndex, failed: AttemptNumber) -> Span {
    let doublings = f64::from(failed.0.saturating_sub(1).min(30));
    let full = (FIRST_BACKOFF_MS * libm::exp2(doublings)).min(MAX_BACKOFF_MS);
    let drawn = || Draw::for_attempt(seed, Purpose::Backoff, index, failed).fraction();
    let wait = match backoff {
        Backoff::None => 0.0,
        Backoff::Exponential => full,
        Backoff::Jittered => full / 2.0 * (1.0 + drawn()),
    };
    Span::from_ms(libm::round(wait))
}

/// The wait before the next attempt: never shorter than a server's `Retry-After`. `None`
/// where that is longer than a lane waits: then there is no other attempt.
pub fn wait_before_retry(backoff: Span, retry_after: Option<Span>) -> Option<Span> {
    match retry_after {
        Some(asked) if asked > MAX_RETRY_AFTER => None,
        Some(asked) => Some(backoff.max(asked)),
        None => Some(backoff),
    }
}
