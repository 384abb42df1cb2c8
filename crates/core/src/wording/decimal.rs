//! Numbers with a few decimals, as people read and write them. The platform's
//! own formatting of floats is exact to the last bit and costs a page that loads
//! over the network more than the rest of this floor together.

/// The number rounded to so many decimals, without trailing zeros: `1.5`, `12`.
pub fn format_short(number: f64, places: u32) -> String {
    let fixed = format_fixed(number, places);
    match fixed.contains('.') {
        true => fixed.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => fixed,
    }
}

/// The number rounded to exactly so many decimals: `1.50`. What is not finite is
/// written as a dash.
pub fn format_fixed(number: f64, places: u32) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let scale = 10_u64.pow(places);
    let scaled = libm::round(libm::fabs(number) * scale as f64) as u64;
    let sign = if number < 0.0 && scaled > 0 { "-" } else { "" };
    let (whole, decimals) = (scaled / scale, scaled % scale);
    match places {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{decimals:0width$}", width = places as usize),
    }
}

/// Reads a decimal number as people type it: `12`, `0.5`, `.5`, `-1`. `None` for
/// anything else, and for more than fifteen digits.
///
/// The digits as a whole number and the power of ten are both exact as doubles,
/// so their quotient is the double nearest to what was typed (W. D. Clinger,
/// *How to read floating point numbers accurately*, 1990).
pub fn parse(typed: &str) -> Option<f64> {
    const MAX_DIGITS: usize = 15;
    let typed = typed.trim();
    let (sign, digits) = match typed.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, typed),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{decimals}");
    let is_number = all.len() <= MAX_DIGITS && all.bytes().all(|digit| digit.is_ascii_digit());
    // An empty text is no number either, which the whole one says.
    let number: u64 = all.parse().ok().filter(|_| is_number)?;
    let scale = 10_u64.pow(decimals.len() as u32);
    Some(sign * (number as f64 / scale as f64))
}
