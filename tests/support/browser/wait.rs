//! Waiting for something, with a deadline and an account of what was seen.
//!
//! A sleep that stands for waiting is too short on a busy machine and too long on every other one.

use std::fmt::Display;
use std::panic::Location;
use std::time::{Duration, Instant};

/// How long the library waits for what should come at once; generous, for busy machines.
pub const WAIT_TIMEOUT: Duration = Duration::from_secs(15);

/// Shortest pause between two looks. One that takes longer is followed by as long a pause: what is
/// waited for needs the machine as well.
const MIN_PAUSE: Duration = Duration::from_millis(20);

/// Looks again and again until `look` answers `Ok`, at most for `timeout`.
///
/// `look` says in its `Err` what it saw instead, which is what the panic then quotes:
///
/// ```ignore
/// wait_until("the run to end", || async { page.text().await.contains("done").then_some(()).ok_or("no “done”") }, WAIT_TIMEOUT).await;
/// ```
#[track_caller]
pub fn wait_until<T, Seen: Display>(
    awaited: impl Display,
    look: impl AsyncFnMut() -> Result<T, Seen>,
    timeout: Duration,
) -> impl Future<Output = T> {
    wait_until_at(Location::caller(), awaited, look, timeout)
}

/// [`wait_until`] on behalf of a caller further out, whose line the panic shall name.
pub(super) async fn wait_until_at<T, Seen: Display>(
    caller: &'static Location<'static>,
    awaited: impl Display,
    look: impl AsyncFnMut() -> Result<T, Seen>,
    timeout: Duration,
) -> T {
    match look_until(look, timeout).await {
        Ok(found) => found,
        Err(seen) => panic!("{}", timed_out(caller, timeout, awaited, seen)),
    }
}

/// # Errors
/// What was seen last, where nothing else came within `timeout`.
pub(super) async fn look_until<T, Seen: Display>(
    mut look: impl AsyncFnMut() -> Result<T, Seen>,
    timeout: Duration,
) -> Result<T, String> {
    let deadline = Instant::now() + timeout;
    let mut last_seen = "nothing: a look took that long itself".to_owned();
    loop {
        let looking = Instant::now();
        // A look that never comes back must not outlast the deadline either.
        let remaining = deadline.saturating_duration_since(looking).max(MIN_PAUSE);
        match tokio::time::timeout(remaining, look()).await {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(seen)) => last_seen = seen.to_string(),
            Err(_) => return Err(last_seen),
        }
        if Instant::now() >= deadline {
            return Err(last_seen);
        }
        tokio::time::sleep(looking.elapsed().max(MIN_PAUSE)).await;
    }
}

/// The message of a wait that timed out.
pub(super) fn timed_out(
    caller: &Location<'_>,
    timeout: Duration,
    awaited: impl Display,
    seen: impl Display,
) -> String {
    format!("{caller}: waited {timeout:?} for {awaited}; seen last: {seen}")
}
