//! Characters that a reader cannot see or tell from others, made visible in messages.

use std::fmt::{self, Write as _};

/// What a character is called that is not seen, or not told from a space; `None` for all
/// others, for ASCII's space, and for control characters.
pub fn invisible_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "text direction mark"
        }
        '\u{202f}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{feff}' => "byte-order mark",
        '\u{2028}' | '\u{2029}' => "line separator",
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => "wide or thin space",
        _ => return None,
    })
}

/// The first character that cannot be seen and should not be in an address.
pub fn unseen_character(text: &str) -> Option<char> {
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        // Persian words and some emoji are written with joiners between their parts.
        let is_word = |side: Option<char>| side.is_some_and(|side| !side.is_ascii());
        let joins = matches!(c, '\u{200c}' | '\u{200d}')
            && is_word(before)
            && is_word(characters.peek().copied());
        if c.is_control() || (invisible_name(c).is_some() && !joins) {
            return Some(c);
        }
        before = Some(c);
    }
    None
}

/// A text whose invisible and control characters are written as `[U+200B]`.
pub struct Revealed<'a>(pub &'a str);

impl fmt::Display for Revealed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if c.is_control() || invisible_name(c).is_some() {
                write!(f, "[{}]", CodePoint(c))?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// A character's number: `U+200B`.
pub struct CodePoint(pub char);

impl fmt::Display for CodePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.0))
    }
}
