//! Numbers as people type them: grouped ones are read, ambiguous ones are refused with a
//! message that says what to change.

use playground_core::experiment::ranges::{self, RealRange};
use playground_core::form::search_term::SearchTerm;

fn refusal(typed: &str) -> String {
    let refused = ranges::REQUESTS.parse("Requests", typed);
    refused.expect_err("it must be refused").to_string()
}

#[test]
fn a_whole_number_is_read_with_any_sign_between_groups_of_three_digits() {
    for (typed, number) in [
        ("100000", 100_000),
        ("100,000", 100_000),
        ("100'000", 100_000),
        ("100’000", 100_000),
        ("100 000", 100_000),
        ("100\u{a0}000", 100_000),
        ("100\u{2007}000", 100_000),
        ("100\u{2009}000", 100_000),
        ("100\u{202f}000", 100_000),
        ("100_000", 100_000),
        ("1,000", 1_000),
        ("  12,345 ", 12_345),
        ("+12,345", 12_345),
        ("007", 7),
        // Full-width, Arabic, Persian, Devanagari and Bengali.
        ("１００，０００", 100_000),
        ("٩٨٬٧٦٥", 98_765),
        ("۱۲۳", 123),
        ("९०", 90),
        ("১২", 12),
    ] {
        assert_eq!(ranges::REQUESTS.parse("", typed), Ok(number), "{typed}");
    }
    let seed = ranges::SEED.parse("", "9,007,199,254,740,991");
    assert_eq!(seed, Ok(9_007_199_254_740_991));
}

#[test]
fn what_may_mean_two_numbers_is_refused_with_what_to_change() {
    for (typed, correction) in [
        ("1,5", ", without “,”"),
        ("1.000", ", without “.”"),
        ("1.000.000", ", without “.”"),
        ("1,000.0", ", without “,”"),
        ("0,500", ", without “,”"),
        ("1,0000", ", without “,”"),
        ("1000,000", ", without “,”"),
        ("1,000,", ", without “,”"),
        (",100", ", without “,”"),
        ("1,,000", ", without “,,”"),
        ("1,00,000", ", without “,”"),
        ("1,000 000", ", without “,”"),
        ("1 2", ", without a space"),
        ("1\u{202f}2", ", without a space"),
        ("1'2", ", without “'”"),
        ("1_2", ", without “_”"),
        ("1e9", ", without “e”"),
        ("500 requests", ", without “requests”"),
        ("100k", ", without “k”"),
        ("5 %", ", without “%”"),
        ("1-5", ", without “-”"),
        ("1\u{200b}000", ", without “[U+200B]”"),
        // Another script's digits.
        ("๑๒", ", in the digits 0 to 9"),
        ("½", ", in the digits 0 to 9"),
        // Nothing in particular is wrong with these.
        ("-1", ""),
        ("0", ""),
        ("200,000", ""),
        ("abc", ""),
        // The message asks for a whole number already.
        ("1.5", ""),
        ("0.500", ""),
        ("1.000,5", ""),
    ] {
        assert_eq!(
            refusal(typed),
            format!(
                "Requests is {typed}: it must be a whole number from 1 to 100,000{correction}."
            )
        );
    }
}

#[test]
fn a_fraction_is_typed_with_a_point_in_the_digits_of_any_keyboard() {
    const PERCENT: RealRange = RealRange {
        min: 0.0,
        max: 100.0,
    };
    for (typed, number) in [
        ("0.5", 0.5),
        (".5", 0.5),
        ("1.000", 1.0),
        ("１２．５", 12.5),
    ] {
        assert_eq!(PERCENT.parse("", typed), Ok(number), "{typed}");
    }
    for (typed, correction) in [
        ("1,5", ", with a point in place of the comma"),
        ("1,000", ", with a point in place of the comma"),
        ("5 %", ", without “%”"),
        ("1e2", ", without “e”"),
        ("101", ""),
        ("1.2.3", ""),
        ("", ""),
    ] {
        let refused = PERCENT.parse("Drop", typed).expect_err("it is refused");
        let expected = format!("a number from 0 to 100{correction}");
        assert_eq!(refused.expected, expected, "{typed}");
    }
}

#[test]
fn a_request_is_found_by_its_number_as_the_page_writes_it() {
    for (typed, term) in [
        ("1,234", SearchTerm::Number(1_234)),
        ("99 999", SearchTerm::Number(99_999)),
        ("0", SearchTerm::Number(0)),
        ("000123", SearchTerm::Number(123)),
        ("1,234,567", SearchTerm::Text("1,234,567")),
        ("1234567", SearchTerm::Text("1234567")),
        ("1,2", SearchTerm::Text("1,2")),
        (" a/1 ", SearchTerm::Text("a/1")),
        ("  ", SearchTerm::Nothing),
    ] {
        assert_eq!(SearchTerm::new(typed), term, "{typed:?}");
    }
}
