//! What the header `Retry-After` asks for.

use crate::units::Span;

/// The wait if a value cannot be read. The server did ask for a wait, so it is as long as the
/// longest backoff.
const UNREADABLE_S: u64 = 10;

/// Days of the week, as dates begin with.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb",
];
/// From the year 0 to 1970, if years begin in March.
const DAYS_TO_1970: u64 = 719_468;
const DAY_S: u64 = 86_400;
const YEAR_S: u64 = 31_556_952;

/// How long a `Retry-After` header asks to wait (RFC 9110, 10.2.3): seconds, or a date in one
/// of the three formats of HTTP (5.6.7). A part of a second counts as a whole one, and of
/// several values the longest wait counts, so that no retry is sooner than any of them asks.
///
/// `now`: ms since 1970.
pub fn parse_retry_after(value: &str, now: f64) -> Span {
    let now_s = (now / 1_000.0) as u64;
    let seconds = longest_wait(value, now_s).unwrap_or(UNREADABLE_S);
    Span::from_ms(seconds as f64 * 1_000.0)
}

/// In seconds; `None` if a value cannot be read, or there is none.
fn longest_wait(value: &str, now_s: u64) -> Option<u64> {
    let mut longest = None;
    // Browsers join the values of several headers with commas, and a date has one too.
    for item in value.split(',') {
        let item = item.trim_ascii();
        if item.is_empty() || is_day(item) {
            continue;
        }
        let wait = match seconds(item) {
            Some(seconds) => seconds,
            None => date(item, now_s)?.saturating_sub(now_s),
        };
        longest = longest.max(Some(wait));
    }
    longest
}

/// A day of the week, its name short or long.
fn is_day(word: &str) -> bool {
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word && word.get(..3).is_some_and(|start| DAYS.contains(&start))
}

/// A fraction is against the grammar, but its meaning is clear.
fn seconds(item: &str) -> Option<u64> {
    let (whole, fraction) = item.split_once('.').unwrap_or((item, "0"));
    let rest = u64::from(digits(fraction)? > 0);
    Some(digits(whole)?.saturating_add(rest))
}

/// The seconds from 1970 to a date without the day before its comma:
/// `06 Nov 1994 08:49:37 GMT`, `06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
fn date(item: &str, now_s: u64) -> Option<u64> {
    let (mut numbers, mut count, mut month, mut is_gmt) = ([0; 5], 0, None, false);
    for part in item.split([' ', '-', ':']) {
        if let Some(number) = digits(part) {
            *numbers.get_mut(count)? = number;
            count += 1;
        } else if part == "GMT" {
            is_gmt = true;
        } else if let Some(number) = MONTHS.iter().position(|&name| name == part) {
            month = Some(number as u64);
        } else if !part.is_empty() && !is_day(part) {
            return None;
        }
    }
    let (day, year, hour, minute, second) = match numbers {
        [day, year, hour, minute, second] if is_gmt => (day, year, hour, minute, second),
        [day, hour, minute, second, year] => (day, year, hour, minute, second),
    };
    let is_valid = count == 5 && (1..=31).contains(&day) && year <= 9_999;
    if !is_valid || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let mut year = year;
    if year < 100 {
        // Not more than 50 years from now (RFC 9110, 5.6.7).
        let first = 1_920 + now_s / YEAR_S;
        year += (first - year).div_ceil(100) * 100;
    }
    let month = month?;
    // January and February belong to the year before (H. Hinnant, days_from_civil, at
    // <https://howardhinnant.github.io/date_algorithms.html>).
    let year = year - u64::from(month > 9);
    let leap_days = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leap_days + (153 * month + 2) / 5 + day - 1;
    // Before 1970 all is past.
    let days = days.saturating_sub(DAYS_TO_1970);
    Some(days * DAY_S + hour * 3_600 + minute * 60 + second)
}

/// A number of digits alone. One that is too large is the largest.
fn digits(text: &str) -> Option<u64> {
    let mut number = 0_u64;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        let digit = u64::from(byte - b'0');
        number = number.saturating_mul(10).saturating_add(digit);
    }
    (!text.is_empty()).then_some(number)
}
