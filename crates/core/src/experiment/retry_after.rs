//! What the header `Retry-After` asks for.

use crate::units::Span;

/// The wait if a value cannot be read. The server did ask for a wait, so it is as long as the
/// longest backoff.
const UNREADABLE_S: u64 = 10;

const MONTHS: [&[u8]; 12] = [
    b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec", b"Jan", b"Feb",
];
/// From the year 0 to 1970, if years begin in March.
const DAYS_TO_1970: u64 = 719_468;
const DAY_S: u64 = 86_400;
const YEAR_S: u64 = 31_556_952;
/// A larger number counts as this: no wait is so long.
const MAX: u64 = 1_000_000_000_000;

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

/// In seconds; `None` if a value cannot be read, or there is none. By bytes, which is less
/// code than by characters.
fn longest_wait(value: &str, now_s: u64) -> Option<u64> {
    let mut longest = None;
    // Browsers join the values of several headers with commas. A date has one too, behind a
    // day that the rest makes unnecessary.
    for item in value.as_bytes().split(|&byte| byte == b',') {
        let item = item.trim_ascii();
        if is_word(item) {
            continue;
        }
        let wait = match number(item) {
            Some(seconds) => seconds,
            None => date(item, now_s)?.saturating_sub(now_s),
        };
        longest = longest.max(Some(wait));
    }
    longest
}

/// Whether it is empty or of letters alone.
fn is_word(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_alphabetic)
}

/// The seconds from 1970 to a date without the day before its comma:
/// `06 Nov 1994 08:49:37 GMT`, `06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
fn date(item: &[u8], now_s: u64) -> Option<u64> {
    let (mut numbers, mut count, mut month, mut is_gmt) = ([0; 5], 0, None, false);
    for part in item.split(|byte| b" -:".contains(byte)) {
        if let Some(number) = number(part) {
            *numbers.get_mut(count)? = number;
            count += 1;
        } else if !is_word(part) {
            return None;
        } else if part == b"GMT" {
            is_gmt = true;
        } else if let Some(number) = MONTHS.iter().position(|&name| name == part) {
            month = Some(number as u64);
        }
    }
    let [day, mut year, mut hour, mut minute, mut second] = numbers;
    if !is_gmt {
        (hour, minute, second, year) = (year, hour, minute, second);
    }
    let is_valid = count == 5 && day <= 31 && year <= 9_999;
    if !is_valid || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    if year < 100 {
        // Not more than 50 years from now (RFC 9110, 5.6.7).
        let first = 1_920 + now_s / YEAR_S;
        year += (first - year).div_ceil(100) * 100;
    }
    let month = month?;
    // January and February belong to the year before (H. Hinnant, days_from_civil, at
    // <https://howardhinnant.github.io/date_algorithms.html>).
    year -= u64::from(month > 9);
    let leap_days = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leap_days + (153 * month + 2) / 5 + day;
    // Before 1970 all is past.
    let days = days.saturating_sub(DAYS_TO_1970 + 1);
    Some(days * DAY_S + hour * 3_600 + minute * 60 + second)
}

/// A number, at most [`MAX`]. A fraction is rounded up: it is against the grammar, but its
/// meaning is clear.
fn number(text: &[u8]) -> Option<u64> {
    let (mut number, mut fraction, mut is_whole) = (0, 0, true);
    for byte in text {
        if byte.is_ascii_digit() {
            let digit = u64::from(byte - b'0');
            if is_whole {
                number = MAX.min(number * 10 + digit);
            } else {
                fraction = fraction.max(digit);
            }
        } else if *byte == b'.' && is_whole {
            is_whole = false;
        } else {
            return None;
        }
    }
    let has_digit = text.iter().any(u8::is_ascii_digit);
    has_digit.then_some(number + fraction.min(1))
}
