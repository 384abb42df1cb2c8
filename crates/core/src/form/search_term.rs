//! The text that is typed to find requests.

use crate::wording::number_input::digits_of;

/// A text to find requests by. Up to six digits are a number, as an index or a status is,
/// also where they are grouped; anything else is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchTerm<'a> {
    Nothing,
    Number(u32),
    Text(&'a str),
}

impl<'a> SearchTerm<'a> {
    pub fn new(text: &'a str) -> Self {
        /// A request's index has no more; addresses may.
        const MAX_DIGITS: usize = 6;
        let text = text.trim();
        let digits = digits_of(text).filter(|digits| digits.len() <= MAX_DIGITS);
        match digits.map(|digits| digits.parse()) {
            _ if text.is_empty() => Self::Nothing,
            Some(Ok(number)) => Self::Number(number),
            _ => Self::Text(text),
        }
    }
}

/// Whether a text contains another, in upper or lower case. Beyond ASCII the case must be
/// the same: tables for it would be larger than all of this, and addresses have only ASCII.
pub fn contains_ignoring_case(text: &str, part: &str) -> bool {
    let mut parts = text.as_bytes().windows(part.len().max(1));
    parts.any(|found| found.eq_ignore_ascii_case(part.as_bytes()))
}
