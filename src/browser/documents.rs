//! Documents on their way between JavaScript's objects and JSON text.

use js_sys::{Error, JSON};
use wasm_bindgen::JsValue;

/// The document as a JavaScript object.
///
/// # Errors
/// Never for JSON that was printed here; what `JSON.parse` threw.
pub fn to_object(document: &serde_json::Value) -> Result<JsValue, JsValue> {
    JSON::parse(&document.to_string())
}

/// The JSON text of an object, or the text itself; `None` for what has none.
pub fn to_text(document: &JsValue) -> Option<String> {
    document
        .as_string()
        .or_else(|| JSON::stringify(document).ok()?.as_string())
}

/// An `Error` for a promise to reject with.
pub fn to_error(message: &str) -> JsValue {
    Error::new(message).into()
}
