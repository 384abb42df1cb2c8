//! Every number format of the page, one function each. The platform's own formatting of
//! floats is exact to the last bit, and its code would be larger than the rest of this
//! module's.

use crate::units::Span;

/// A measured time: `85 ms`, `1.2 s`, `12.0 s`, `3 min 20 s`, `1 h 5 min`.
pub fn format_span(span: Span) -> String {
    let ms = span.ms().max(0.0);
    let seconds = libm::round(ms / 1_000.0) as u64;
    let minutes = libm::round(ms / 60_000.0) as u64;
    if ms < 999.5 {
        format!("{} ms", format_fixed(ms, 0))
    } else if ms < 99_950.0 {
        format!("{} s", format_fixed(ms / 1_000.0, 1))
    } else if seconds < 3_600 {
        format!("{} min {} s", seconds / 60, seconds % 60)
    } else {
        format!("{} h {} min", minutes / 60, minutes % 60)
    }
}

/// A time that was set, not measured: `5 s`, where a measured one is `5.0 s`.
pub fn format_set_span(span: Span) -> String {
    format_span(span).replace(".0 s", " s")
}

/// A time in whole ms, however long: `12,345 ms`.
pub fn format_ms(span: Span) -> String {
    format!(
        "{} ms",
        group_digits(libm::round(span.ms().max(0.0)) as u64)
    )
}

/// A count: `100000` as `100,000`.
pub fn group_digits(number: u64) -> String {
    group_thousands(&number.to_string())
}

/// A count and what is counted: `1 address`, `1,000 addresses`.
pub fn format_count(number: u64, one: &str, more: &str) -> String {
    let noun = if number == 1 { one } else { more };
    format!("{} {noun}", group_digits(number))
}

/// Groups the thousands of a formatted number.
fn group_thousands(number: &str) -> String {
    let point = number.find('.').unwrap_or(number.len());
    let mut grouped = String::with_capacity(number.len() * 4 / 3);
    let mut is_after_digit = false;
    for (at, c) in number.char_indices() {
        if is_after_digit && at < point && (point - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
        is_after_digit = c.is_ascii_digit();
    }
    grouped
}

/// A size: `1 byte`, `512 bytes`, `2 kB`, `1.5 MB`. A kB is 1,000 bytes, as in the
/// browsers' own tools.
pub fn format_size(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..=999 => format!("{bytes} bytes"),
        // What would round to 1000 kB is 1 MB.
        1_000..=999_949 => format!("{} kB", format_short(bytes as f64 / 1e3, 1)),
        _ => format!("{} MB", format_short_grouped(bytes as f64 / 1e6, 1)),
    }
}

/// A percentage, where 100 is the whole: `95 %`.
pub fn format_percent(percent: f64) -> String {
    format!("{} %", format_grouped(percent, 0))
}

/// A ratio: `3.9×`, and with two decimals below one, `0.25×`.
pub fn format_ratio(ratio: f64) -> String {
    format!("{}×", format_grouped(ratio, decimals(ratio)))
}

/// A rate: `93.5 per second`, `1,250 per second`.
pub fn format_rate(per_second: f64) -> String {
    let rate = if per_second >= 999.95 {
        group_digits(libm::round(per_second) as u64)
    } else {
        format_fixed(per_second, decimals(per_second))
    };
    format!("{rate} per second")
}

/// How many decimals keep about two digits of a ratio or a rate.
fn decimals(number: f64) -> u32 {
    match number {
        0.0 => 0,
        _ if number < 0.95 => 2,
        _ => 1,
    }
}

/// The number rounded to at most this many decimals, without trailing zeros: `1.5`, `12`.
pub fn format_short(number: f64, decimals: u32) -> String {
    let fixed = format_fixed(number, decimals);
    if fixed.contains('.') {
        fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        fixed
    }
}

/// The number rounded to exactly this many decimals: `1.50`. NaN and infinities are
/// written as a dash.
pub fn format_fixed(number: f64, decimals: u32) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let scale = 10_u64.pow(decimals);
    let scaled = libm::round(libm::fabs(number) * scale as f64) as u64;
    let sign = if number < 0.0 && scaled > 0 { "-" } else { "" };
    let (whole, fraction) = (scaled / scale, scaled % scale);
    match decimals {
        0 => format!("{sign}{whole}"),
        _ => format!(
            "{sign}{whole}.{fraction:0width$}",
            width = decimals as usize
        ),
    }
}

/// As [`format_short`], with its thousands grouped: `1,234.5`.
pub fn format_short_grouped(number: f64, decimals: u32) -> String {
    group_thousands(&format_short(number, decimals))
}

/// As [`format_fixed`], with its thousands grouped: `1,234.5`.
pub fn format_grouped(number: f64, decimals: u32) -> String {
    group_thousands(&format_fixed(number, decimals))
}

/// Reads a decimal number as people type it: `12`, `0.5`, `.5`, `-1`. `None` for anything
/// else, and for more than fifteen digits.
///
/// The digits as a whole number and the power of ten are both exact as doubles, so their
/// quotient is the double nearest to the typed number (W. D. Clinger, *How to read floating
/// point numbers accurately*, 1990).
pub fn parse_decimal(typed: &str) -> Option<f64> {
    const MAX_DIGITS: usize = 15;
    let typed = typed.trim();
    let (sign, digits) = match typed.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, typed),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    let is_number = all.len() <= MAX_DIGITS && all.bytes().all(|digit| digit.is_ascii_digit());
    // An empty text is not a number, and parsing it fails.
    let number: u64 = all.parse().ok().filter(|_| is_number)?;
    let scale = 10_u64.pow(fraction.len() as u32);
    Some(sign * (number as f64 / scale as f64))
}
