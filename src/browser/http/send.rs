//! The global `fetch`.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{RequestCache, RequestCredentials, RequestInit};

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, the same in windows and workers.
    #[wasm_bindgen(js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Promise;
}

/// Sends a request without cookies and past every cache.
pub fn send(url: &str, init: &RequestInit) -> Promise {
    // Two requests for one address queue on Chromium's cache lock otherwise.
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    global_fetch(url, init)
}
