//! What is read of a response beside its body's length.

use js_sys::Date;

use playground_core::experiment::retry_after::parse_retry_after;
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

/// How long the value of a `Retry-After` header asks to wait; `None` where the page reads
/// none, because there is none or its server hides it.
pub fn retry_after(value: Option<String>) -> Option<Span> {
    value.map(|value| parse_retry_after(&value, Date::now()))
}
