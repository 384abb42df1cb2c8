//! The page's clock, which service workers have too.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Performance;

use super::sleepers::Sleep;
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::Clock;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since this global's time origin, from a monotonic clock.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(super) fn performance_now() -> f64;
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    pub(super) static PERFORMANCE: Performance;
}

/// When this global's clock showed nothing, by the clock on the wall, in ms.
pub fn time_origin() -> f64 {
    PERFORMANCE.with(Performance::time_origin)
}

/// From here on, a few ms do not matter.
const SHARED_FROM_MS: f64 = 1_000.0;

/// `performance.now()`, and sleeps by `setTimeout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> TimePoint {
        TimePoint::from_ms(performance_now())
    }

    /// A long sleep shares its timer, which may be some ms late: browsers do not
    /// let a timer that sets the next one be quick. A short one has its own, which
    /// counts whole milliseconds; the fraction is rounded up, so that nobody wakes
    /// early. Dropping the future clears its timer.
    async fn sleep(&self, span: Span) {
        let ms = span.ms().max(0.0);
        if ms < SHARED_FROM_MS {
            TimeoutFuture::new(libm::ceil(ms) as u32).await;
        } else {
            Sleep::until(performance_now() + ms).await;
        }
    }
}
