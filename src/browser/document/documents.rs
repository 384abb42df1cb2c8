//! Documents between JavaScript's objects, JSON text and the pure core. The browser's own
//! parser reads them: a second one would be a twentieth of what a first visit loads.

use js_sys::{Array, Error, JSON, Object, Reflect};
use serde_json::{Number, Value};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::errors::JsFailure;
use playground_core::documents::document_error::DocumentError;

/// More than twice as deep as the page's own documents; without a bound, a deeper one
/// would exhaust the stack.
const MAX_DEPTH: u32 = 32;

/// The document as a JavaScript object.
pub fn to_object(document: &Value) -> JsValue {
    match document {
        Value::Null => JsValue::NULL,
        Value::Bool(yes) => JsValue::from_bool(*yes),
        Value::Number(number) => number.as_f64().map_or(JsValue::NULL, JsValue::from_f64),
        Value::String(text) => JsValue::from_str(text),
        Value::Array(items) => items.iter().map(to_object).collect::<Array>().into(),
        Value::Object(fields) => {
            let object = Object::new();
            for (name, value) in fields {
                // It fails only for objects that refuse fields; a new one does not.
                let _set = Reflect::set(&object, &JsValue::from_str(name), &to_object(value));
            }
            object.into()
        }
    }
}

/// The document as JSON text.
pub fn to_text(document: &Value) -> String {
    let text = JSON::stringify(&to_object(document)).map(String::from);
    text.unwrap_or_default()
}

/// Reads an object, or a JSON text.
///
/// # Errors
/// It is neither.
pub fn read(document: &JsValue) -> Result<Value, DocumentError> {
    parse(&text_of(document)?)
}

/// The JSON text of an object, or the one it is.
///
/// # Errors
/// It is neither.
pub fn text_of(document: &JsValue) -> Result<String, DocumentError> {
    document
        .as_string()
        // A value that is no plain data has no JSON, or another.
        .or_else(|| JSON::stringify(document).ok()?.as_string())
        .ok_or_else(|| not_json("it is neither an object nor a JSON text"))
}

/// Reads a JSON text.
///
/// # Errors
/// It is none, or nested too deep.
pub fn parse(text: &str) -> Result<Value, DocumentError> {
    let parsed = JSON::parse(text).map_err(|thrown| match JsFailure::from(thrown) {
        // A `SyntaxError: …`, whose text names the position.
        JsFailure::Other(words) => not_json(words.split_once(": ").map_or(&*words, |(_, it)| it)),
        _ => not_json("it cannot be read"),
    })?;
    to_value(&parsed, MAX_DEPTH).ok_or_else(|| not_json("it is nested too deep"))
}

fn not_json(reason: &str) -> DocumentError {
    DocumentError::NotJson(reason.to_owned())
}

/// What `JSON.parse` gave, as a value; `None` where it is nested too deep.
fn to_value(parsed: &JsValue, depth: u32) -> Option<Value> {
    let deeper = depth.checked_sub(1);
    Some(if let Some(text) = parsed.as_string() {
        Value::String(text)
    } else if let Some(number) = parsed.as_f64() {
        number_value(number)
    } else if let Some(yes) = parsed.as_bool() {
        Value::Bool(yes)
    } else if let Some(list) = parsed.dyn_ref::<Array>() {
        let items = list.iter().map(|item| to_value(&item, deeper?));
        Value::Array(items.collect::<Option<_>>()?)
    } else if let Some(object) = parsed.dyn_ref::<Object>() {
        let entries = Object::entries(object);
        let fields = entries.iter().map(|field| {
            let field: Array = field.unchecked_into();
            Some((field.get(0).as_string()?, to_value(&field.get(1), deeper?)?))
        });
        Value::Object(fields.collect::<Option<_>>()?)
    } else {
        Value::Null
    })
}

/// A whole number as one, so that it is written back without a point.
fn number_value(number: f64) -> Value {
    /// Up to here every whole double is exactly one integer.
    const EXACT: f64 = (1_u64 << 53) as f64;
    if libm::trunc(number) == number && libm::fabs(number) <= EXACT {
        return Value::from(number as i64);
    }
    // JSON has no way to write what is not finite, but `1e999` reads as infinite.
    Number::from_f64(number).map_or_else(|| Value::from("beyond all numbers"), Value::Number)
}

/// An `Error` for a promise to reject with.
pub fn to_error(message: &str) -> JsValue {
    Error::new(message).into()
}
