//! JSON values: read, named, printed and put together.

use crate::wording::numbers::format_short;
use serde_json::Value;

/// An object with these fields, in this order.
pub fn object(fields: Vec<(&str, Value)>) -> Value {
    let named = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Value::Object(named.collect())
}

/// The item of this name.
pub fn named<T: Copy>(value: &Value, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
    let mut all = all.iter().copied();
    all.find(|&one| value.as_str() == Some(name(one)))
}

/// The names of the items, in words that follow "must be".
pub fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> String {
    let names: Vec<_> = all.iter().map(|&one| name(one)).collect();
    format!("one of {}", names.join(", "))
}

/// The value as a person would write it: `1e9` is 1000000000, not 1000000000.0.
pub fn written(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(",");
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => match whole_number(value) {
            Some(whole) => whole.to_string(),
            None => format_short(number.as_f64().unwrap_or_default(), 9),
        },
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => format!("[{}]", list(items.iter().map(written).collect())),
        Value::Object(fields) => {
            let field = |(name, value): (&String, _)| format!("{name:?}:{}", written(value));
            format!("{{{}}}", list(fields.iter().map(field).collect()))
        }
    }
}

/// A whole number in any notation of JSON: `100` and `1e2` are the same.
pub fn whole_number(value: &Value) -> Option<u64> {
    /// Up to here every whole double is exactly one integer.
    const EXACT: f64 = (1_u64 << 53) as f64;
    value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        let is_whole = libm::trunc(number) == number && (0.0..=EXACT).contains(&number);
        is_whole.then_some(number as u64)
    })
}
