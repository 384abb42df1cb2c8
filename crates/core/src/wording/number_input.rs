//! Numbers as people type them: with signs between groups of three digits, and with the
//! digits of other keyboards.

use crate::wording::characters::{CodePoint, invisible_name};

/// Signs between groups of three digits: comma, apostrophes, spaces, underscore and the Arabic
/// sign. Not the point, which is this page's decimal sign.
const GROUP_SIGNS: &str = ",'’ \u{a0}\u{2007}\u{2009}\u{202f}_٬";

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
    let digits = typed.strip_prefix('+').unwrap_or(&typed);
    match digits.chars().find(|c| !c.is_ascii_digit()) {
        None => (!digits.is_empty()).then(|| digits.to_owned()),
        Some(sign) => GROUP_SIGNS
            .contains(sign)
            .then(|| without_groups(digits, sign))?,
    }
}

/// A number without this sign between its groups of three digits; `None` where it has other
/// groups. A decimal fraction may begin with a zero, a grouped number does not.
fn without_groups(number: &str, sign: char) -> Option<String> {
    let mut groups = number.split(sign);
    let has_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next()?;
    let is_grouped = has_digits(first)
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && has_digits(group));
    is_grouped.then(|| number.split(sign).collect())
}

/// The text without spaces around it, and with 0 to 9, comma and point for those of other
/// keyboards.
pub fn with_ascii_digits(typed: &str) -> String {
    let ascii = |c: char| match c {
        '，' => ',',
        '．' => '.',
        _ => ZEROS
            .iter()
            .find_map(|&zero| {
                let digit = u32::from(c).checked_sub(u32::from(zero))?;
                char::from_digit(digit, 10)
            })
            .unwrap_or(c),
    };
    typed.trim().chars().map(ascii).collect()
}

/// What to change in a number that cannot be read, in words that follow "it must be a number":
/// `, without a comma`. Empty where nothing in particular is wrong. `point`: the decimal point
/// of a number that may have one, or nothing.
pub fn correction(typed: &str, point: &str) -> String {
    let typed = with_ascii_digits(typed);
    let number = typed.trim_start_matches(['-', '−', '+']);
    if !number.contains(char::is_numeric) || (point.is_empty() && digits_of(&typed).is_some()) {
        return String::new();
    }
    let is_wrong = |c: &char| !c.is_ascii_digit() && !point.contains(*c);
    let mut wrong = number.chars().filter(is_wrong);
    let first = number.chars().find(is_wrong);
    // A unit is more to the point than the space before it.
    let Some(sign) = wrong.find(|c| !c.is_whitespace()).or(first) else {
        return String::new();
    };
    match sign {
        ',' if !point.is_empty() => ", with a point in place of the comma".to_owned(),
        ',' => ", without a comma".to_owned(),
        '.' if without_groups(number, '.').is_some() => ", without a point".to_owned(),
        // A fraction is no whole number.
        '.' => String::new(),
        '\'' | '’' => ", without an apostrophe".to_owned(),
        '_' => ", without an underscore".to_owned(),
        _ if sign.is_whitespace() => ", without a space".to_owned(),
        _ if sign.is_numeric() => ", in the digits 0 to 9".to_owned(),
        _ => match invisible_name(sign) {
            Some(name) => format!(", without {} ({name})", CodePoint(sign)),
            None => {
                let from = number.find(sign).unwrap_or_default();
                let rest = number[from..].trim_end();
                let unit = rest.split(|c: char| !c.is_alphabetic()).next();
                match unit.filter(|unit| !unit.is_empty()) {
                    Some(unit) => format!(", without “{unit}”"),
                    None => format!(", without “{sign}”"),
                }
            }
        },
    }
}
