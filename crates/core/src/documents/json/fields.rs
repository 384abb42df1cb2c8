//! Takes a JSON object apart field by field, so that every refusal names the field by its
//! path, the value and what it must be.

use serde_json::{Map, Value};

use super::value::{whole_number, written};
use crate::documents::document_error::DocumentError;
use crate::experiment::ranges::{RealRange, SettingError, WholeRange};
use crate::named::Named;

/// The fields of an object that have not been read yet.
///
/// The first word of a method says what may be missing: of `required_…` nothing may, of
/// `optional_…` an absent field is `None`, and of `nullable_…` an absent field and null
/// are.
pub struct Fields {
    path: String,
    left: Map<String, Value>,
    known: Vec<&'static str>,
}

impl Fields {
    /// The fields of a value at this path; the path of a whole document is empty.
    ///
    /// # Errors
    /// The value is not an object.
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

    /// The value of any field; null is a value.
    pub fn optional(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.left.shift_remove(name)
    }

    /// # Errors
    /// The field is missing.
    pub fn required(&mut self, name: &'static str) -> Result<Value, DocumentError> {
        self.optional(name).ok_or_else(|| self.missing(name))
    }

    /// The value of a field that is neither absent nor null.
    pub fn nullable(&mut self, name: &'static str) -> Option<Value> {
        self.optional(name).filter(|value| !value.is_null())
    }

    /// An object in this object; an absent one counts as empty.
    ///
    /// # Errors
    /// The field is there, and not an object.
    pub fn object_or_empty(&mut self, name: &'static str) -> Result<Self, DocumentError> {
        let value = self.optional(name);
        let empty = || Value::Object(Map::new());
        Self::new(&self.path_of(name), value.unwrap_or_else(empty))
    }

    /// # Errors
    /// The field is not a whole number, or is out of range.
    pub fn optional_u64(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<Option<u64>, DocumentError> {
        let value = self.optional(name);
        value
            .map(|value| self.u64_of(name, &value, range))
            .transpose()
    }

    /// # Errors
    /// As [`Fields::optional_u64`], but null is accepted.
    pub fn nullable_u64(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<Option<u64>, DocumentError> {
        let value = self.nullable(name);
        value
            .map(|value| self.u64_of(name, &value, range))
            .transpose()
    }

    /// A whole number whose range fits 32 bits.
    ///
    /// # Errors
    /// As [`Fields::optional_u64`].
    pub fn optional_u32(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<Option<u32>, DocumentError> {
        let number = self.optional_u64(name, range)?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }

    /// # Errors
    /// As [`Fields::optional_u64`], or the field is missing.
    pub fn required_u32(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<u32, DocumentError> {
        self.optional_u32(name, range)?
            .ok_or_else(|| self.missing(name))
    }

    /// # Errors
    /// As [`Fields::nullable_u64`].
    pub fn nullable_u32(
        &mut self,
        name: &'static str,
        range: WholeRange,
    ) -> Result<Option<u32>, DocumentError> {
        let number = self.nullable_u64(name, range)?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }

    /// # Errors
    /// The field is not a number, or is out of range.
    pub fn optional_f64(
        &mut self,
        name: &'static str,
        range: RealRange,
    ) -> Result<Option<f64>, DocumentError> {
        let value = self.optional(name);
        value
            .map(|value| self.f64_of(name, &value, range))
            .transpose()
    }

    /// # Errors
    /// As [`Fields::optional_f64`], or the field is missing.
    pub fn required_f64(
        &mut self,
        name: &'static str,
        range: RealRange,
    ) -> Result<f64, DocumentError> {
        self.optional_f64(name, range)?
            .ok_or_else(|| self.missing(name))
    }

    /// # Errors
    /// As [`Fields::optional_f64`], but null is accepted.
    pub fn nullable_f64(
        &mut self,
        name: &'static str,
        range: RealRange,
    ) -> Result<Option<f64>, DocumentError> {
        let value = self.nullable(name);
        value
            .map(|value| self.f64_of(name, &value, range))
            .transpose()
    }

    /// # Errors
    /// The field is neither true nor false, nor null.
    pub fn nullable_bool(&mut self, name: &'static str) -> Result<Option<bool>, DocumentError> {
        match self.nullable(name) {
            None => Ok(None),
            Some(Value::Bool(is_so)) => Ok(Some(is_so)),
            Some(other) => Err(self.refuse(name, &other, "true or false")),
        }
    }

    /// # Errors
    /// The field is missing, or not a text.
    pub fn required_text(&mut self, name: &'static str) -> Result<String, DocumentError> {
        match self.required(name)? {
            Value::String(text) => Ok(text),
            other => Err(self.refuse(name, &other, "a text")),
        }
    }

    /// # Errors
    /// The field is not the name of a variant.
    pub fn optional_named<T: Named>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, DocumentError> {
        let value = self.optional(name);
        value.map(|value| self.named_of(name, &value)).transpose()
    }

    /// # Errors
    /// As [`Fields::optional_named`], or the field is missing.
    pub fn required_named<T: Named>(&mut self, name: &'static str) -> Result<T, DocumentError> {
        self.optional_named(name)?.ok_or_else(|| self.missing(name))
    }

    /// # Errors
    /// As [`Fields::optional_named`], but null is accepted.
    pub fn nullable_named<T: Named>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, DocumentError> {
        let value = self.nullable(name);
        value.map(|value| self.named_of(name, &value)).transpose()
    }

    /// The error for a field that is missing.
    pub fn missing(&self, name: &str) -> DocumentError {
        DocumentError::MissingField(self.path_of(name))
    }

    /// The error for a value that is not what was expected: words that follow "must be".
    pub fn refuse(&self, name: &str, given: &Value, expected: &str) -> DocumentError {
        SettingError::new(&self.path_of(name), &written(given), expected).into()
    }

    /// # Errors
    /// A field is left that was not read.
    pub fn finish(self) -> Result<(), DocumentError> {
        match self.left.keys().next() {
            Some(name) => Err(DocumentError::UnknownField {
                field: self.path_of(name),
                known: self.known.join(", "),
            }),
            None => Ok(()),
        }
    }

    fn u64_of(&self, name: &str, value: &Value, range: WholeRange) -> Result<u64, DocumentError> {
        whole_number(value)
            .filter(|&number| range.contains(number))
            .ok_or_else(|| self.refuse(name, value, &range.to_string()))
    }

    fn f64_of(&self, name: &str, value: &Value, range: RealRange) -> Result<f64, DocumentError> {
        value
            .as_f64()
            .filter(|&number| range.contains(number))
            .ok_or_else(|| self.refuse(name, value, &range.to_string()))
    }

    fn named_of<T: Named>(&self, name: &str, value: &Value) -> Result<T, DocumentError> {
        let variant = value.as_str().and_then(T::from_name);
        variant.ok_or_else(|| self.refuse(name, value, &T::expected()))
    }
}
