//! The page's clock, which service workers have too.

use gloo_timers::future::TimeoutFuture;

use super::performance::performance_now;
use super::sleepers::Sleep;
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::Clock;

/// From this length on a sleep shares its timer: a few ms do not matter then.
const MIN_SHARED_MS: f64 = 1_000.0;

/// `performance.now()`, and sleeps by `setTimeout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> TimePoint {
        TimePoint::from_ms(performance_now())
    }

    /// A long sleep shares its timer, which may be some ms late: browsers delay a timer
    /// that is set by another. A short one has its own, which
    /// counts whole milliseconds; the fraction is rounded up, so that it does not wake
    /// early. Dropping the future clears its timer.
    async fn sleep(&self, span: Span) {
        let ms = span.ms().max(0.0);
        if ms < MIN_SHARED_MS {
            TimeoutFuture::new(libm::ceil(ms) as u32).await;
        } else {
            Sleep::until(performance_now() + ms).await;
        }
    }
}
