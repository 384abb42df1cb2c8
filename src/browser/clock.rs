//! The page's clock, which service workers have too.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::engine::ports::Clock;
use crate::model::units::{Span, TimePoint};

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since this global's time origin, from a monotonic clock.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// `performance.now()` and `setTimeout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> TimePoint {
        TimePoint::from_ms(performance_now())
    }

    /// Timers count whole milliseconds; the fraction is rounded up, so that
    /// nobody wakes early. Dropping the future clears its timer.
    async fn sleep(&self, span: Span) {
        let ms = libm::ceil(span.ms()).clamp(0.0, f64::from(i32::MAX));
        TimeoutFuture::new(ms as u32).await;
    }
}
