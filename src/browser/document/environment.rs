//! Where a report was made.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::page;
use playground_core::documents::report::Environment;

/// How many threads this machine runs at once, as the browser reports it.
pub fn cores() -> u32 {
    let navigator = page::window().map(|window| window.navigator());
    navigator.map_or(0, |navigator| navigator.hardware_concurrency() as u32)
}

pub fn environment() -> Environment {
    let window = page::window();
    let navigator = window.as_ref().map(|window| window.navigator());
    Environment {
        user_agent: navigator
            .as_ref()
            .and_then(|navigator| navigator.user_agent().ok())
            .unwrap_or_default(),
        hardware_concurrency: cores(),
        cross_origin_isolated: Reflect::get(
            &js_sys::global(),
            &JsValue::from_str("crossOriginIsolated"),
        )
        .is_ok_and(|isolated| isolated.is_truthy()),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
