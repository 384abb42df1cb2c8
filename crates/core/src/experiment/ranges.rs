//! The range of every setting, in one place: the document reader and the fields on
//! screen refuse the same values with the same message.

use crate::wording::{number_input, numbers};
use std::fmt;

/// The range of a whole-number setting, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeRange {
    pub min: u64,
    pub max: u64,
}

/// The range of a fractional setting, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RealRange {
    pub min: f64,
    pub max: f64,
}

const fn whole(min: u64, max: u64) -> WholeRange {
    WholeRange { min, max }
}

pub const REQUESTS: WholeRange = whole(1, 100_000);
pub const LATENCY_MS: WholeRange = whole(0, 120_000);
/// Sigma of a log-normal latency: at 3, one latency in a thousand is ten
/// thousand times the median, and more would only hit the latency's own range.
pub const SIGMA: RealRange = RealRange { min: 0.0, max: 3.0 };
pub const BODY_BYTES: WholeRange = whole(0, 100_000_000);
pub const TRANSFER_MS: WholeRange = whole(0, 60_000);
pub const CAPACITY: WholeRange = whole(1, 1_000);
/// A computation keeps its thread busy: the page's cannot be stopped meanwhile.
pub const COMPUTE_MS: WholeRange = whole(1, 10_000);
pub const FAULT_FRACTION: RealRange = RealRange { min: 0.0, max: 1.0 };
/// JavaScript's largest exact integer, 2⁵³ − 1: a seed survives a trip through JSON.
pub const SEED: WholeRange = whole(0, (1 << 53) - 1);
/// A number on the server that requests write; as large as a seed, for the same reason.
pub const COUNTER: WholeRange = SEED;
pub const LANES: WholeRange = whole(1, 8);
pub const LIMIT: WholeRange = whole(1, 1_000);
pub const WORKERS: WholeRange = whole(1, 64);
pub const TIMEOUT_MS: WholeRange = whole(1, 120_000);
pub const RETRIES: WholeRange = whole(0, 10);

impl WholeRange {
    pub const fn contains(self, value: u64) -> bool {
        self.min <= value && value <= self.max
    }

    /// Reads what a person typed.
    ///
    /// # Errors
    /// The text is not a whole number, or is out of range.
    pub fn parse(self, field: &str, typed: &str) -> Result<u64, SettingError> {
        number_input::parse_whole(typed)
            .filter(|&value| self.contains(value))
            .ok_or_else(|| {
                let mut error = SettingError::new(field, typed, self);
                error.expected += &number_input::correction(typed, false);
                error
            })
    }
}

impl RealRange {
    pub fn contains(self, value: f64) -> bool {
        self.min <= value && value <= self.max
    }

    /// Reads what a person typed.
    ///
    /// # Errors
    /// The text is not a number, or is out of range.
    pub fn parse(self, field: &str, typed: &str) -> Result<f64, SettingError> {
        numbers::parse_decimal(&number_input::with_ascii_digits(typed))
            .filter(|&value| self.contains(value))
            .ok_or_else(|| {
                let mut error = SettingError::new(field, typed, self);
                error.expected += &number_input::correction(typed, true);
                error
            })
    }
}

impl fmt::Display for WholeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (min, max) = (
            numbers::group_digits(self.min),
            numbers::group_digits(self.max),
        );
        write!(f, "a whole number from {min} to {max}")
    }
}

impl fmt::Display for RealRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (min, max) = (
            numbers::format_short(self.min, 3),
            numbers::format_short(self.max, 3),
        );
        write!(f, "a number from {min} to {max}")
    }
}

/// A setting that was refused, with the value that was given and what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingError {
    /// The setting's path in the document, as in `workload.requests`, or its label.
    pub field: String,
    /// The value that was given, as it was written.
    pub given: String,
    /// The values that are accepted, in words that follow "must be".
    pub expected: String,
}

impl SettingError {
    pub fn new(field: &str, given: &str, expected: impl fmt::Display) -> Self {
        Self {
            field: field.to_owned(),
            given: shorten(given.trim()),
            expected: expected.to_string(),
        }
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, expected) = (&self.field, &self.expected);
        match self.given.as_str() {
            "" => write!(f, "{field} is empty: it must be {expected}."),
            given => write!(f, "{field} is {given}: it must be {expected}."),
        }
    }
}

impl std::error::Error for SettingError {}

/// A text of at most 60 characters, so that a message stays readable when the value is a
/// whole document.
pub fn shorten(given: &str) -> String {
    const MAX_CHARACTERS: usize = 60;
    match given.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &given[..end]),
        None => given.to_owned(),
    }
}
