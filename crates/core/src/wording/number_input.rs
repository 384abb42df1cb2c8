//! Numbers as people type them: with signs between groups of three digits, and with the
//! digits of other keyboards.

use crate::wording::characters::invisible_name;

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
    let typed = with_ascii_digits(typed);
    let number = typed.strip_prefix('+').unwrap_or(&typed);
    match number.chars().find(|c| !c.is_ascii_digit()) {
        None => (!number.is_empty()).then(|| number.to_owned()),
        Some(sign) if is_group_sign(sign) => without_groups(number, sign),
        Some(_) => None,
    }
}

/// Whether it may be between groups of three digits. A point may not: it is this page's
/// decimal sign.
const fn is_group_sign(c: char) -> bool {
    matches!(
        c,
        ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '_' | '٬'
    )
}

/// A number without this sign between its groups of three digits; `None` where it has other
/// groups. A decimal fraction may begin with a zero, a grouped number does not.
fn without_groups(number: &str, sign: char) -> Option<String> {
    let mut digits = String::new();
    let (mut in_group, mut has_groups) = (0, false);
    for c in number.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            in_group += 1;
        } else if c == sign && in_group > 0 && (in_group == 3 || !has_groups && in_group < 3) {
            has_groups = true;
            in_group = 0;
        } else {
            return None;
        }
    }
    (has_groups && in_group == 3 && !digits.starts_with('0')).then_some(digits)
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
/// `, without a comma`. Empty where nothing in particular is wrong.
pub fn correction(typed: &str, may_have_point: bool) -> String {
    /// The longest unit that is quoted, in bytes.
    const MAX_UNIT: usize = 20;
    let typed = with_ascii_digits(typed);
    let number = typed.trim_start_matches(['-', '−', '+']);
    let (mut wrong, mut has_digits) = (None, false);
    for c in number.chars() {
        if c.is_ascii_digit() {
            has_digits = true;
        } else if wrong.is_none_or(char::is_whitespace) && !(c == '.' && may_have_point) {
            // A unit is more to the point than the space before it.
            wrong = Some(c);
        }
    }
    let grouped_by = |sign| without_groups(number, sign).is_some();
    let what = match wrong {
        // It may only be out of range.
        Some(sign) if is_group_sign(sign) && !may_have_point && grouped_by(sign) => {
            return String::new();
        }
        Some('.') if grouped_by('.') => "a point",
        // A fraction is no whole number.
        Some('.') | None => return String::new(),
        Some(sign) if !has_digits && sign.is_ascii() => return String::new(),
        Some(_) if !has_digits => return ", in the digits 0 to 9".to_owned(),
        Some(',') if may_have_point => return ", with a point in place of the comma".to_owned(),
        Some(',') => "a comma",
        Some(sign) if sign.is_whitespace() => "a space",
        Some(sign) => match invisible_name(sign) {
            Some(name) => name,
            None => {
                let is_of_number = |c: char| c.is_ascii_digit() || c.is_whitespace();
                let unit = number.trim_matches(is_of_number);
                if unit.len() > MAX_UNIT {
                    return String::new();
                }
                return [", without “", unit, "”"].concat();
            }
        },
    };
    [", without ", what].concat()
}
