//! What is read of a response beside its body's length.

use js_sys::Date;

use playground_core::units::Span;

/// The headers that are kept: they show why a response is as it is.
pub const KEPT_HEADERS: [&str; 5] = [
    "content-type",
    "content-length",
    "retry-after",
    "server-timing",
    "server",
];

/// How much of a body is kept.
pub const MAX_KEPT_BYTES: u32 = 512;

/// How long a `Retry-After` header asks to wait, in either of its forms (RFC 9110,
/// 10.2.3): whole seconds, or a date.
pub fn parse_retry_after(value: &str) -> Option<Span> {
    let ms = match value.trim().parse::<u32>() {
        Ok(seconds) => f64::from(seconds) * 1_000.0,
        Err(_) => Date::parse(value) - Date::now(),
    };
    // An invalid date is NaN.
    (ms >= 0.0).then(|| Span::from_ms(ms))
}
