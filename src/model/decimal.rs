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

/// Reads a decimal number as people type it: a JSON number, or one that begins
/// with its point, as in `.5`.
pub fn parse(typed: &str) -> Option<f64> {
    let typed = typed.trim();
    match typed.starts_with('.') {
        true => serde_json::from_str(&format!("0{typed}")).ok(),
        false => serde_json::from_str(typed).ok(),
    }
}
