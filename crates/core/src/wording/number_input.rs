//! Numbers as people type them: with signs between groups of three digits, and with the
//! digits of other keyboards.

use crate::wording::characters::{code_point, invisible_name};

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
    let ascii = |c: char| match c {
        '，' => ',',
        '．' => '.',
        _ => {
            let digit = |zero| u32::from(c).checked_sub(u32::from(zero));
            let mut digits = ZEROS.into_iter().filter_map(digit);
            let digit = digits.find(|digit| *digit < 10);
            digit.and_then(|it| char::from_digit(it, 10)).unwrap_or(c)
        }
    };
    typed.trim().chars().map(ascii).collect()
}

/// What to change in a number that cannot be read, in words that follow "it must be a number":
/// `, without a comma`. Empty where nothing in particular is wrong.
pub fn correction(typed: &str, may_have_point: bool) -> String {
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
    let Some(sign) = wrong.filter(|_| may_have_point || digits_of(&typed).is_none()) else {
        return String::new();
    };
    let what = match sign {
        _ if !has_digits && sign.is_ascii() => return String::new(),
        _ if !has_digits => return ", in the digits 0 to 9".to_owned(),
        ',' if may_have_point => return ", with a point in place of the comma".to_owned(),
        ',' => "a comma".to_owned(),
        '.' if without_groups(number, '.').is_some() => "a point".to_owned(),
        // A fraction is no whole number.
        '.' => return String::new(),
        '\'' | '’' => "an apostrophe".to_owned(),
        '_' => "an underscore".to_owned(),
        _ if sign.is_whitespace() => "a space".to_owned(),
        _ => match invisible_name(sign) {
            Some(name) => format!("{} ({name})", code_point(sign)),
            None if sign.is_ascii_alphabetic() => {
                let unit = number.trim_matches(|c: char| !c.is_ascii_alphabetic());
                format!("“{unit}”")
            }
            None => format!("“{sign}”"),
        },
    };
    format!(", without {what}")
}
