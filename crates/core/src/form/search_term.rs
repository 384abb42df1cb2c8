//! What was typed to find requests by.

/// Up to six digits are a number, as an index or a status is; anything else is words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed<'a> {
    Nothing,
    Number(u32),
    Words(&'a str),
}

impl<'a> Typed<'a> {
    pub fn of(text: &'a str) -> Self {
        /// A request's index has no more; addresses may.
        const MAX_DIGITS: usize = 6;
        let text = text.trim();
        let is_number =
            text.len() <= MAX_DIGITS && text.bytes().all(|letter| letter.is_ascii_digit());
        match text.parse() {
            _ if text.is_empty() => Self::Nothing,
            Ok(number) if is_number => Self::Number(number),
            _ => Self::Words(text),
        }
    }
}

/// Whether the words are in a text, in capitals or not. Of letters beyond ASCII the
/// case counts: their tables are larger than all of this, and addresses have none.
pub fn has(text: &str, words: &str) -> bool {
    let mut parts = text.as_bytes().windows(words.len().max(1));
    parts.any(|part| part.eq_ignore_ascii_case(words.as_bytes()))
}
