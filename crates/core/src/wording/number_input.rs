//! Numbers as people type them: with signs between groups of three digits, and with the
//! digits of other keyboards.

use crate::wording::characters::reveal;

/// The zeros of the digits that are read beside 0 to 9: full-width, Arabic, Persian,
/// Devanagari and Bengali, which keyboards type by themselves. Each is followed by its 1 to 9.
const ZEROS: [char; 5] = ['０', '٠', '۰', '०', '০'];

/// Reads a whole number, which may have signs between its groups of three digits: `100,000`.
/// `None` for anything else: `1.000` and `1,5` may each mean two numbers.
pub fn parse_whole(typed: &str) -> Option<u64> {
    digits_of(typed)?.parse().ok()
}

/// The digits of a whole number, as ASCII.
pub fn digits_of(typed: &str) -> Option<String> {
    digits_between(&with_ascii_digits(typed), is_group_sign)
}

/// The digits of a whole number, which may have a sign of this kind between its groups.
fn digits_between(number: &str, is_sign: fn(char) -> bool) -> Option<String> {
    let number = number.strip_prefix('+').unwrap_or(number);
    let mut digits = String::new();
    let (mut sign, mut in_group) = (None, 0);
    for c in number.chars() {
        let ends_group = in_group == 3 || sign.is_none() && (1..3).contains(&in_group);
        if c.is_ascii_digit() {
            digits.push(c);
            in_group += 1;
        } else if ends_group && is_sign(c) && sign.is_none_or(|sign| sign == c) {
            sign = Some(c);
            in_group = 0;
        } else {
            return None;
        }
    }
    // A decimal fraction may begin with a zero, a grouped number does not.
    let fits = match sign {
        Some(_) => in_group == 3 && !digits.starts_with('0'),
        None => in_group > 0,
    };
    fits.then_some(digits)
}

/// Whether it may be between groups of three digits. A point may not: it is this page's
/// decimal sign.
fn is_group_sign(c: char) -> bool {
    matches!(
        c,
        ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '_' | '٬'
    )
}

/// The text without spaces around it, and with 0 to 9, comma and point for those of other
/// keyboards.
pub fn with_ascii_digits(typed: &str) -> String {
    typed.trim().chars().map(ascii).collect()
}

fn ascii(c: char) -> char {
    for zero in ZEROS {
        let digit = u32::from(c).wrapping_sub(u32::from(zero));
        if digit < 10 {
            return char::from(b'0' + digit as u8);
        }
    }
    match c {
        '，' => ',',
        '．' => '.',
        _ => c,
    }
}

/// What to change in a number that cannot be read, in words that follow "it must be a number":
/// `, without “,”`. Empty where nothing in particular is wrong.
pub fn correction(typed: &str, may_have_point: bool) -> String {
    /// The longest unit that is quoted, in bytes.
    const MAX_UNIT: usize = 20;
    let typed = with_ascii_digits(typed);
    // A unit, or the first sign between digits.
    let mut unit = String::new();
    let (mut has_digits, mut has_space, mut is_whole) = (false, false, false);
    for c in typed.chars() {
        if c.is_ascii_digit() || c.is_whitespace() {
            has_digits |= c.is_ascii_digit();
            has_space |= c.is_whitespace();
            is_whole |= !unit.is_empty();
        } else if !is_whole && (has_digits || !matches!(c, '+' | '-' | '−')) {
            unit.push(c);
        }
    }
    let correction = match unit.as_str() {
        _ if !has_digits && !typed.is_ascii() => ", in the digits 0 to 9",
        _ if !has_digits => "",
        // It may only be out of range.
        _ if !may_have_point && digits_between(&typed, is_group_sign).is_some() => "",
        "" if has_space => ", without a space",
        "," if may_have_point => ", with a point in place of the comma",
        // A fraction is no whole number.
        "." if may_have_point || digits_between(&typed, |c| c == '.').is_none() => "",
        unit if unit.is_empty() || unit.len() > MAX_UNIT => "",
        unit => return [", without “", &reveal(unit), "”"].concat(),
    };
    correction.to_owned()
}
