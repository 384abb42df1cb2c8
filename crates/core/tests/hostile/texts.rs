//! Texts of servers.

use playground_core::experiment::retry_after::parse_retry_after;
use proptest::prelude::*;

use crate::mutation::{mutated_text, text_mutations};
use crate::property::check;

#[test]
fn whatever_retry_after_says_is_a_wait() {
    const DATES: [&str; 4] = [
        "120",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ];
    const PARTS: [&str; 12] = [
        ",",
        " ",
        "-",
        ":",
        "GMT",
        "Feb",
        "99999999999999999999",
        "0",
        ".",
        "\u{e9}",
        "60",
        "31",
    ];
    let values = (
        prop::sample::select(&DATES),
        text_mutations(&PARTS),
        0.0..1e16_f64,
    );
    check(&values, |(value, mutations, now)| {
        let wait = parse_retry_after(&mutated_text(value, &mutations), now);
        prop_assert!(wait.ms().is_finite() && wait.ms() >= 0.0, "{:?}", wait);
        Ok(())
    });
}
