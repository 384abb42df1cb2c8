//! Waiting for something, with a deadline and an account of what was seen.
//!
//! A sleep that stands for waiting is too short on a busy machine and too long on every other one.

use std::fmt::Display;
use std::panic::Location;
use std::time::{Duration, Instant};

/// How long the library waits for what should come at once; generous, for busy machines.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Pause between two looks: short beside what a test takes, long beside what a look costs.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Looks again and again until `look` answers `Ok`, at most for `timeout`.
///
/// `look` says in its `Err` what it saw instead, which is what the panic then quotes:
///
/// ```ignore
/// wait_until("the run to end", || async { page.text().await.contains("done").then_some(()).ok_or("no “done”") }, PATIENCE).await;
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
    mut look: impl AsyncFnMut() -> Result<T, Seen>,
    timeout: Duration,
) -> T {
    let deadline = Instant::now() + timeout;
    let mut last_seen = None;
    let timed_out = |last_seen: &Option<Seen>| -> ! {
        let seen = last_seen.as_ref().map_or_else(
            || "nothing: a look took that long itself".to_owned(),
            Seen::to_string,
        );
        panic!("{caller}: waited {timeout:?} for {awaited}; seen last: {seen}")
    };
    loop {
        let remaining = deadline.saturating_duration_since(Instant::now());
        // A look that never comes back must not outlast the deadline either.
        match tokio::time::timeout(remaining.max(BETWEEN_LOOKS), look()).await {
            Ok(Ok(found)) => return found,
            Ok(Err(seen)) => last_seen = Some(seen),
            Err(_) => timed_out(&last_seen),
        }
        if Instant::now() >= deadline {
            timed_out(&last_seen);
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}
