//! The built-in lab's service worker: exports what `service_worker.js` calls.

#[cfg(target_arch = "wasm32")]
mod exports {
    use fetch_playground::browser::lab::service_worker::{self, Response};
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Answers a request; `call` is what follows the lab's folder in its address.
    #[wasm_bindgen]
    pub async fn answer(call: String) -> Result<Response, JsValue> {
        service_worker::answer(&call).await
    }

    /// Takes a message from the page.
    #[wasm_bindgen]
    pub fn receive(message: &str) {
        service_worker::receive(message);
    }
}

const fn main() {}
