//! What the tests do to the page, and what they ask it, in its own language.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::Promise;
use web_sys::HtmlCanvasElement;

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = urlOf)]
    pub fn url_of(how: &str) -> String;

    #[wasm_bindgen(js_name = wasAsked)]
    pub fn was_asked(how: &str) -> bool;
    #[wasm_bindgen(js_name = wasAborted)]
    pub fn was_aborted(how: &str) -> bool;

    #[wasm_bindgen(js_name = credentialsOf)]
    pub fn credentials_of(how: &str) -> String;

    #[wasm_bindgen(js_name = cacheOf)]
    pub fn cache_of(how: &str) -> String;

    #[wasm_bindgen(js_name = addressOfBytes)]
    pub fn address_of_bytes(length: u32) -> String;

    #[wasm_bindgen(js_name = openTimers)]
    pub fn open_timers() -> u32;

    #[wasm_bindgen(js_name = uncaughtErrors)]
    pub fn uncaught_errors() -> u32;

    #[wasm_bindgen(js_name = nextFrame)]
    fn promise_of_next_frame() -> Promise;

    #[wasm_bindgen(js_name = replaceStorage)]
    pub fn replace_storage(how: &str);

    #[wasm_bindgen(js_name = restoreStorage)]
    pub fn restore_storage() -> bool;

    #[wasm_bindgen(js_name = makeCanvas)]
    pub fn make_canvas(width: u32, height: u32, properties: &str) -> HtmlCanvasElement;

    #[wasm_bindgen(js_name = pixelsOf)]
    pub fn pixels_of(canvas: &HtmlCanvasElement) -> Vec<u8>;
}

/// Resolves within the next animation frame.
pub async fn next_frame() {
    JsFuture::from(promise_of_next_frame())
        .await
        .expect("frames go on while the page is visible");
}
