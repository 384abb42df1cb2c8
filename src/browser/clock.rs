//! The page's clock, which service workers have too.

use wasm_bindgen::prelude::wasm_bindgen;

use super::sleepers::Sleep;
use crate::engine::ports::Clock;
use crate::model::units::{Span, TimePoint};

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since this global's time origin, from a monotonic clock.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(super) fn performance_now() -> f64;
}

/// `performance.now()`, and sleeps by `setTimeout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> TimePoint {
        TimePoint::from_ms(performance_now())
    }

    async fn sleep(&self, span: Span) {
        Sleep::until(performance_now() + span.ms().max(0.0)).await;
    }
}
