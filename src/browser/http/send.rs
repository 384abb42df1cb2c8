//! The global `fetch`.

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{RequestCache, RequestCredentials, RequestInit};

#[wasm_bindgen]
extern "C" {
    /// The global object, the same in windows and workers.
    #[wasm_bindgen(extends = Object)]
    type Global;
    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Global) -> Function;

    /// A promise whose `then` takes a function of the browser's own.
    #[wasm_bindgen(extends = Object)]
    type Settled;
    #[wasm_bindgen(method)]
    fn then(this: &Settled, call: &JsValue) -> Promise;
}

/// Sends a request without cookies and past every cache, as soon as the code that runs now has
/// ended: browsers look at the whole stack for each request, and below wasm it is deep.
pub fn send(url: &str, init: &RequestInit) -> Promise {
    // Two requests for one address queue on Chromium's cache lock otherwise.
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    let global: Global = js_sys::global().unchecked_into();
    let call = global.fetch().bind2(&JsValue::UNDEFINED, &url.into(), init);
    let settled: Settled = Promise::resolve(&JsValue::UNDEFINED).unchecked_into();
    settled.then(&call)
}
