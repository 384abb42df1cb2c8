//! The one place where a thrown or rejected JavaScript value becomes a type.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// What JavaScript threw, by its type; never by its text, which differs between
/// browsers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsFailure {
    /// An `AbortError`: a script called `abort()`.
    Aborted,
    /// A `QuotaExceededError`: the storage is full.
    QuotaExceeded,
    /// A `SecurityError`: the browser's settings forbid it.
    Forbidden,
    /// A `TypeError`, which is what `fetch` rejects with for every network error.
    Type,
    /// Anything else, described for a developer.
    Other(String),
}

impl From<&JsValue> for JsFailure {
    fn from(thrown: &JsValue) -> Self {
        if let Some(exception) = thrown.dyn_ref::<DomException>() {
            return match exception.name().as_str() {
                "AbortError" => Self::Aborted,
                "QuotaExceededError" => Self::QuotaExceeded,
                "SecurityError" => Self::Forbidden,
                name => Self::Other(format!("{name}: {}", exception.message())),
            };
        }
        if thrown.is_instance_of::<js_sys::TypeError>() {
            return Self::Type;
        }
        match thrown.dyn_ref::<js_sys::Error>() {
            Some(error) => Self::Other(String::from(error.to_string())),
            None => Self::Other(
                thrown
                    .as_string()
                    .unwrap_or_else(|| "not an error".to_owned()),
            ),
        }
    }
}

impl From<JsValue> for JsFailure {
    fn from(thrown: JsValue) -> Self {
        Self::from(&thrown)
    }
}
