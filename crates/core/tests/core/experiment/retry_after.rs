//! The wait that each value of `Retry-After` asks for.

use playground_core::experiment::retry::wait_before_retry;
use playground_core::experiment::retry_after::parse_retry_after;
use playground_core::units::Span;

use crate::rows::assert_rows;

/// Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110's examples, in ms since 1970.
const EXAMPLE: f64 = 784_111_777_000.0;
/// The wait for a value that cannot be read.
const UNREADABLE: f64 = 10.0;

/// The seconds to wait, `before_s` before the date of the examples.
fn wait(value: &str, before_s: f64) -> f64 {
    parse_retry_after(value, EXAMPLE - before_s * 1_000.0).ms() / 1_000.0
}

#[test]
fn seconds_are_never_rounded_down() {
    let rows = [
        ("0", 0.0),
        ("1", 1.0),
        ("120", 120.0),
        (" 7\t", 7.0),
        ("007", 7.0),
        ("0.0", 0.0),
        ("2.0", 2.0),
        ("2.5", 3.0),
        ("0.001", 1.0),
        ("2.", 2.0),
        (".5", 1.0),
        ("1.09", 2.0),
        ("4294967296", 4_294_967_296.0),
    ];
    assert_rows(rows.map(|(value, expected)| (value, wait(value, 0.0), expected)));
}

#[test]
fn every_format_of_a_date_is_read() {
    let rows = [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 45.0, 45.0),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 45.0, 45.0),
        ("Sun Nov  6 08:49:37 1994", 45.0, 45.0),
        // A part of a second counts as a whole one.
        ("Sun, 06 Nov 1994 08:49:37 GMT", 44.001, 45.0),
        ("Mon, 07 Nov 1994 08:49:37 GMT", 45.0, 86_445.0),
        ("Sun, 06 Nov 1994 09:50:38 GMT", 0.0, 3_661.0),
        // A second for a leap second.
        ("Sun, 06 Nov 1994 08:49:60 GMT", 0.0, 23.0),
        // Over the end of a year, and a leap day.
        ("Sun, 01 Jan 1995 08:49:37 GMT", 0.0, 56.0 * 86_400.0),
        ("Fri, 01 Mar 1996 08:49:37 GMT", 0.0, 481.0 * 86_400.0),
        ("Thu, 29 Feb 1996 08:49:37 GMT", 0.0, 480.0 * 86_400.0),
        // The past: there is nothing to wait for.
        ("Sun, 06 Nov 1994 08:49:37 GMT", -0.5, 0.0),
        ("Sat, 06 Nov 1993 08:49:37 GMT", 0.0, 0.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0, 0.0),
        ("Wed, 31 Dec 1969 23:59:59 GMT", 0.0, 0.0),
        ("Mon, 01 Jan 1900 00:00:00 GMT", 0.0, 0.0),
        // Two digits of a year are the past if they would be over 50 years from now.
        ("Sunday, 06-Nov-95 08:49:37 GMT", 0.0, 365.0 * 86_400.0),
        ("Monday, 06-Nov-00 08:49:37 GMT", 0.0, 2_192.0 * 86_400.0),
        ("Saturday, 06-Nov-45 08:49:37 GMT", 0.0, 0.0),
    ];
    assert_rows(rows.map(|(value, before_s, expected)| (value, wait(value, before_s), expected)));
}

#[test]
fn a_value_that_cannot_be_read_is_no_leave_to_retry_at_once() {
    let unreadable = [
        "",
        " ",
        ",",
        "soon",
        "-1",
        "+5",
        "1e3",
        "0x10",
        "5s",
        "5 seconds",
        ".",
        "2.5.1",
        "2.x",
        "NaN",
        "inf",
        "٣",
        "1; 2",
        "1, 2s",
        "Sun",
        "Sun, soon",
        "1994-11-06T08:49:37Z",
        "06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 08:49:37 GMT+1",
        "Sun, 06 Non 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 99999 08:49:37 GMT",
        "Sun, 06 11 1994 08:49:37 GMT",
        "6 8:49:37 1994",
        "GMT",
    ];
    assert_rows(unreadable.map(|value| (value, wait(value, 0.0), UNREADABLE)));
}

#[test]
fn of_several_values_the_longest_wait_counts() {
    let rows = [
        ("2, 5", 5.0),
        ("5, 2", 5.0),
        ("2,5", 5.0),
        ("5,", 5.0),
        // A word says nothing.
        ("soon, 5", 5.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT, 120", 120.0),
        ("3, Sun, 06 Nov 1994 08:49:37 GMT", 45.0),
        (
            "Sunday, 06-Nov-94 08:49:37 GMT, Sun Nov  6 08:49:38 1994",
            46.0,
        ),
    ];
    assert_rows(rows.map(|(value, expected)| (value, wait(value, 45.0), expected)));
}

#[test]
fn a_wait_of_more_than_a_minute_is_not_made() {
    let many_nines = "9".repeat(400);
    let rows = [
        ("60", Some(60.0)),
        ("61", None),
        ("60.5", None),
        ("4294967296", None),
        (many_nines.as_str(), None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("never", Some(UNREADABLE)),
        ("0", Some(0.1)),
    ];
    assert_rows(rows.map(|(value, expected)| {
        let asked = parse_retry_after(value, EXAMPLE);
        let wait = wait_before_retry(Span::from_ms(100.0), Some(asked));
        (value, wait.map(|wait| wait.ms() / 1_000.0), expected)
    }));
}
