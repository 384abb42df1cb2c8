//! Characters that a reader cannot see or tell from others, made visible in messages.

/// What a character is called that is not seen, or not told from a space; `None` for all
/// others, for ASCII's space, and for control characters.
pub const fn invisible_name(c: char) -> Option<&'static str> {
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
    let mut is_after_word = false;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let is_before_word = || !rest.clone().next().is_none_or(|next| next.is_ascii());
        // Persian words and some emoji are written with joiners between their parts.
        let joins = matches!(c, '\u{200c}' | '\u{200d}') && is_after_word && is_before_word();
        if c.is_control() || (invisible_name(c).is_some() && !joins) {
            return Some(c);
        }
        is_after_word = !c.is_ascii();
    }
    None
}

/// A text whose invisible and control characters are written as `[U+200B]`.
pub fn reveal(text: &str) -> String {
    let mut revealed = String::new();
    for c in text.chars() {
        if c.is_control() || invisible_name(c).is_some() {
            revealed.push('[');
            revealed.push_str(&code_point(c));
            revealed.push(']');
        } else {
            revealed.push(c);
        }
    }
    revealed
}

/// A character's number: `U+200B`. None of those that are named here has more digits.
pub fn code_point(c: char) -> String {
    let mut text = "U+".to_owned();
    for bits in [12, 8, 4, 0] {
        let digit = (u32::from(c) >> bits & 15) as u8;
        let zero = if digit < 10 { b'0' } else { b'A' - 10 };
        text.push(char::from(zero + digit));
    }
    text
}
