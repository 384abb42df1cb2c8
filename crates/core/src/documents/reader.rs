//! Takes a JSON object apart field by field, so that every refusal names the
//! field by its path, the value and what it may be.

use serde_json::{Map, Value};

use crate::documents::document_error::DocumentError;
use crate::experiment::ranges::{RealRange, SettingError, WholeRange};
use crate::wording::numbers::format_short;

/// The fields of an object that have not been read yet.
pub struct Fields {
    path: String,
    left: Map<String, Value>,
    known: Vec<&'static str>,
}

impl Fields {
    /// # Errors
    /// The value is no object.
    pub fn new(path: &str, value: Value) -> Result<Self, DocumentError> {
        match value {
            Value::Object(left) => Ok(Self {
                path: path.to_owned(),
                left,
                known: Vec::new(),
            }),
            other => {
                let field = if path.is_empty() {
                    "The document"
                } else {
                    path
                };
                Err(SettingError::new(field, &written(&other), "an object").into())
            }
        }
    }

    /// The path of a field of this object.
    pub fn path_of(&self, name: &str) -> String {
        match self.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        }
    }

    /// A field's value, if it is there.
    pub fn take(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.left.shift_remove(name)
    }

    /// An object in this object; an absent one counts as empty.
    ///
    /// # Errors
    /// The field is there, and no object.
    pub fn object(&mut self, name: &'static str) -> Result<Self, DocumentError> {
        let value = self.take(name);
        let empty = || Value::Object(Map::new());
        Self::new(&self.path_of(name), value.unwrap_or_else(empty))
    }

    /// # Errors
    /// The field is no whole number or out of range.
    pub fn whole(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<Option<u64>, DocumentError> {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        whole_number(&value)
            .filter(|&number| range.contains(number))
            .map(Some)
            .ok_or_else(|| self.refuse(name, &value, &range.to_string()))
    }

    /// A whole number whose range fits 32 bits.
    ///
    /// # Errors
    /// As [`Fields::whole`].
    pub fn small(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<Option<u32>, DocumentError> {
        let number = self.whole(name, range)?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }

    /// # Errors
    /// As [`Fields::small`], or the field is missing.
    pub fn required_small(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<u32, DocumentError> {
        self.small(name, range)?.ok_or_else(|| self.missing(name))
    }

    /// # Errors
    /// The field is no number or out of range.
    pub fn real(
        &mut self,
        name: &'static str,
        range: RealRange,
    ) -> Result<Option<f64>, DocumentError> {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        value
            .as_f64()
            .filter(|&number| range.contains(number))
            .map(Some)
            .ok_or_else(|| self.refuse(name, &value, &range.to_string()))
    }

    /// # Errors
    /// The field is missing or no text.
    pub fn required_text(&mut self, name: &'static str) -> Result<String, DocumentError> {
        match self.take(name) {
            Some(Value::String(text)) => Ok(text),
            Some(other) => Err(self.refuse(name, &other, "a text")),
            None => Err(self.missing(name)),
        }
    }

    /// A field that is there and not null: what nobody knew when a report was made, it
    /// says so.
    pub fn known(&mut self, name: &'static str) -> Option<Value> {
        self.take(name).filter(|value| !value.is_null())
    }

    /// # Errors
    /// As [`Fields::small`], but null is as good as nothing.
    pub fn known_small(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<Option<u32>, DocumentError> {
        let Some(value) = self.known(name) else {
            return Ok(None);
        };
        let number = whole_number(&value).filter(|&number| range.contains(number));
        let number = number.and_then(|number| u32::try_from(number).ok());
        number
            .map(Some)
            .ok_or_else(|| self.refuse(name, &value, &range.to_string()))
    }

    /// # Errors
    /// As [`Fields::real`], but null is as good as nothing.
    pub fn known_real(
        &mut self,
        name: &'static str,
        range: RealRange,
    ) -> Result<Option<f64>, DocumentError> {
        let Some(value) = self.known(name) else {
            return Ok(None);
        };
        let number = value.as_f64().filter(|&number| range.contains(number));
        number
            .map(Some)
            .ok_or_else(|| self.refuse(name, &value, &range.to_string()))
    }

    /// One of a few, by its name in documents.
    ///
    /// # Errors
    /// It is there, and none of them.
    pub fn name<T: Copy>(
        &mut self,
        field: &'static str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Option<T>, DocumentError> {
        let Some(value) = self.take(field) else {
            return Ok(None);
        };
        named(&value, all, name)
            .map(Some)
            .ok_or_else(|| self.refuse(field, &value, &choices(all, name)))
    }

    /// As [`Fields::name`], but null is as good as nothing.
    ///
    /// # Errors
    /// As [`Fields::name`].
    pub fn known_name<T: Copy>(
        &mut self,
        field: &'static str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Option<T>, DocumentError> {
        let Some(value) = self.known(field) else {
            return Ok(None);
        };
        named(&value, all, name)
            .map(Some)
            .ok_or_else(|| self.refuse(field, &value, &names(all, name)))
    }

    pub fn missing(&self, name: &str) -> DocumentError {
        DocumentError::MissingField(self.path_of(name))
    }

    pub fn refuse(&self, name: &str, given: &Value, expected: &str) -> DocumentError {
        SettingError::new(&self.path_of(name), &written(given), expected).into()
    }

    /// # Errors
    /// A field is left that nobody asked for.
    pub fn finish(self) -> Result<(), DocumentError> {
        match self.left.keys().next() {
            Some(name) => Err(DocumentError::UnknownField {
                field: self.path_of(name),
                known: self.known.join(", "),
            }),
            None => Ok(()),
        }
    }
}

/// The one of this name.
pub fn named<T: Copy>(value: &Value, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
    let mut all = all.iter().copied();
    all.find(|&one| value.as_str() == Some(name(one)))
}

/// Their names, in words that follow "must be".
pub fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> String {
    let names: Vec<_> = all.iter().map(|&one| name(one)).collect();
    format!("one of {}", names.join(", "))
}

/// The same where there are two or three: `a, b or c`.
fn choices<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> String {
    let mut words = String::new();
    for (place, &one) in all.iter().enumerate() {
        words += match place {
            0 => "",
            _ if place + 1 == all.len() => " or ",
            _ => ", ",
        };
        words += name(one);
    }
    words
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

/// A whole number, however JSON wrote it: `100` and `1e2` are the same.
pub fn whole_number(value: &Value) -> Option<u64> {
    /// Up to here every whole double is exactly one integer.
    const EXACT: f64 = (1_u64 << 53) as f64;
    value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        let is_whole = libm::trunc(number) == number && (0.0..=EXACT).contains(&number);
        is_whole.then_some(number as u64)
    })
}
