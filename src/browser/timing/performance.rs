//! This global's `performance`, in windows and workers.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Performance;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since this global's time origin, from a monotonic clock.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub fn performance_now() -> f64;
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    pub static PERFORMANCE: Performance;
}

/// This global's time origin, in ms since 1970.
pub fn time_origin() -> f64 {
    PERFORMANCE.with(Performance::time_origin)
}
