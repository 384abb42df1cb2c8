//! Number formats, and the messages about settings out of range.

use playground_core::experiment::ranges;
use playground_core::units::Span;
use playground_core::wording::explain::explain_counter;
use playground_core::wording::numbers::{
    format_count, format_ms, format_percent, format_rate, format_ratio, format_set_span,
    format_size, format_span, group_digits,
};

use playground_testing::samples::Dice;

fn refusal(typed: &str) -> String {
    let refused = ranges::REQUESTS.parse("workload.requests", typed);
    refused.expect_err("it must be refused").to_string()
}

#[test]
fn a_refused_number_is_named_with_its_value_and_its_range() {
    for typed in ["0", "-1", "abc", "1.5", "100001", "99999999999999999999"] {
        assert_eq!(
            refusal(typed),
            format!("workload.requests is {typed}: it must be a whole number from 1 to 100,000.")
        );
    }
    let seed = ranges::SEED.parse("workload.seed", "9007199254740992");
    assert_eq!(
        seed.expect_err("2⁵³ is too large").to_string(),
        "workload.seed is 9007199254740992: \
         it must be a whole number from 0 to 9,007,199,254,740,991."
    );
}

#[test]
fn an_empty_field_is_reported_as_empty() {
    for typed in ["", "   "] {
        assert_eq!(
            refusal(typed),
            "workload.requests is empty: it must be a whole number from 1 to 100,000."
        );
    }
}

#[test]
fn a_very_long_value_is_shortened_in_the_message() {
    let message = refusal(&"9é".repeat(500));
    assert!(message.chars().count() < 150, "{message}");
    assert!(message.contains('…'));
}

#[test]
fn both_ends_of_every_range_are_accepted_and_their_neighbours_are_not() {
    let all = [
        ranges::REQUESTS,
        ranges::LATENCY_MS,
        ranges::BODY_BYTES,
        ranges::TRANSFER_MS,
        ranges::COMPUTE_MS,
        ranges::SEED,
        ranges::LANES,
        ranges::LIMIT,
        ranges::WORKERS,
        ranges::TIMEOUT_MS,
        ranges::RETRIES,
    ];
    for range in all {
        let parse = |value: u64| range.parse("field", &value.to_string()).ok();
        assert_eq!(parse(range.min), Some(range.min));
        assert_eq!(parse(range.max), Some(range.max));
        assert_eq!(parse(range.max + 1), None);
        assert_eq!(range.min.checked_sub(1).and_then(parse), None);
        let spaced = format!("  {} ", range.max);
        assert_eq!(range.parse("field", &spaced), Ok(range.max));
    }
}

#[test]
fn a_fraction_outside_0_to_1_is_refused_and_so_is_text() {
    let parse = |typed| ranges::FAULT_FRACTION.parse("workload.faults.hang", typed);
    for (typed, value) in [("0", 0.0), ("1", 1.0), ("0.05", 0.05), (" .5 ", 0.5)] {
        assert_eq!(parse(typed), Ok(value));
    }
    for typed in ["-0.1", "1.01", "NaN", "inf"] {
        let message = parse(typed).expect_err("it must be refused").to_string();
        let expected = format!("workload.faults.hang is {typed}: it must be a number from 0 to 1.");
        assert_eq!(message, expected);
    }
}

#[test]
fn counts_have_groups_of_three_digits() {
    let written = [0, 7, 999, 1_000, 20_000, 100_000, 1_234_567].map(group_digits);
    assert_eq!(
        written,
        ["0", "7", "999", "1,000", "20,000", "100,000", "1,234,567"]
    );
}

#[test]
fn what_is_counted_is_in_the_singular_for_one_only() {
    let written = [0, 1, 2, 1_001].map(|count| format_count(count, "request", "requests"));
    assert_eq!(
        written,
        ["0 requests", "1 request", "2 requests", "1,001 requests"]
    );
}

#[test]
fn the_counter_is_shown_with_its_lost_updates() {
    for (shows, succeeded, words) in [
        (20, 20, "counter 20 of 20"),
        (19, 20, "counter 19 of 20: 1 update lost"),
        (1, 2_000, "counter 1 of 2,000: 1,999 updates lost"),
        (0, 0, "counter 0 of 0"),
        // A cancelled request may have written its update too.
        (4, 3, "counter 4 of 3"),
    ] {
        assert_eq!(explain_counter(shows, succeeded), words);
    }
}

#[test]
fn a_time_changes_its_unit_where_the_rounded_figure_does() {
    let written = [
        (0.0, "0 ms"),
        (0.4, "0 ms"),
        (85.0, "85 ms"),
        (999.0, "999 ms"),
        (999.4, "999 ms"),
        (999.6, "1.0 s"),
        (1_000.0, "1.0 s"),
        (1_240.0, "1.2 s"),
        (12_000.0, "12.0 s"),
        (59_940.0, "59.9 s"),
        (59_950.0, "60.0 s"),
        (99_940.0, "99.9 s"),
        (99_960.0, "1 min 40 s"),
        (100_000.0, "1 min 40 s"),
        (119_600.0, "2 min 0 s"),
        (200_000.0, "3 min 20 s"),
        (3_599_400.0, "59 min 59 s"),
        (3_599_600.0, "1 h 0 min"),
        (3_600_000.0, "1 h 0 min"),
        (7_169_000.0, "1 h 59 min"),
        (7_171_000.0, "2 h 0 min"),
    ];
    for (ms, words) in written {
        assert_eq!(format_span(Span::from_ms(ms)), words, "{ms} ms");
    }
}

#[test]
fn no_time_has_60_minutes_or_60_seconds_beside_minutes() {
    let mut dice = Dice::new(41);
    for _ in 0..20_000 {
        let ms = f64::from(dice.whole(0, 8_000_000)) + f64::from(dice.whole(0, 99)) / 100.0;
        let text = format_span(Span::from_ms(ms));
        let beyond = text.contains(" 60 s") || text.contains("60 min") || text == "1000 ms";
        assert!(!beyond, "{ms} ms is written {text}");
        let parts: Vec<_> = text.split(' ').collect();
        let figure = |index: usize| parts[index].parse::<f64>().expect("a figure");
        let read = match parts[..] {
            [_, "ms"] => figure(0),
            [_, "s"] => figure(0) * 1_000.0,
            [_, "min", _, "s"] => (figure(0) * 60.0 + figure(2)) * 1_000.0,
            [_, "h", _, "min"] => (figure(0) * 60.0 + figure(2)) * 60_000.0,
            _ => panic!("{ms} ms is written {text}"),
        };
        // Rounded to the nearest value of its last unit.
        let unit = match parts[..] {
            [_, "ms"] => 1.0,
            [_, "s"] => 100.0,
            [_, "min", _, "s"] => 1_000.0,
            _ => 60_000.0,
        };
        assert!(
            (read - ms).abs() <= unit / 2.0 + 1e-6,
            "{ms} ms is written {text}"
        );
    }
}

/// Panics with every row whose text is not as expected.
#[track_caller]
fn assert_all<T: std::fmt::Debug + Copy>(format: impl Fn(T) -> String, rows: &[(T, &str)]) {
    let wrong: Vec<_> = rows
        .iter()
        .map(|&(value, expected)| (value, format(value), expected))
        .filter(|(_, text, expected)| text != expected)
        .collect();
    assert!(wrong.is_empty(), "(value, text, expected): {wrong:?}");
}

#[test]
fn a_size_is_rounded_to_a_tenth_of_its_unit() {
    assert_all(
        format_size,
        &[
            (0, "0 bytes"),
            (1, "1 byte"),
            (2, "2 bytes"),
            (999, "999 bytes"),
            (1_000, "1 kB"),
            (1_049, "1 kB"),
            (1_050, "1.1 kB"),
            (2_000, "2 kB"),
            (65_536, "65.5 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1 MB"),
            (1_500_000, "1.5 MB"),
            (10_000_000, "10 MB"),
            (100_000_000, "100 MB"),
            (1_234_560_000, "1,234.6 MB"),
            (2_000_000_000, "2,000 MB"),
        ],
    );
}

#[test]
fn a_set_time_has_no_trailing_zero_and_ms_are_grouped() {
    assert_all(
        |ms| format_set_span(Span::from_ms(ms)),
        &[
            (250.0, "250 ms"),
            (5_000.0, "5 s"),
            (1_500.0, "1.5 s"),
            (10_000.0, "10 s"),
            (120_000.0, "2 min 0 s"),
        ],
    );
    assert_all(
        |ms| format_ms(Span::from_ms(ms)),
        &[
            (-1.0, "0 ms"),
            (0.4, "0 ms"),
            (0.5, "1 ms"),
            (12_345.0, "12,345 ms"),
        ],
    );
}

#[test]
fn ratios_and_rates_have_two_decimals_below_one_and_one_above() {
    let rows = [
        (0.0, "0×"),
        (0.25, "0.25×"),
        (0.944, "0.94×"),
        (0.95, "1.0×"),
        (1.0, "1.0×"),
        (3.94, "3.9×"),
        (1_234.0, "1,234.0×"),
        (-1_234.5, "-1,234.50×"),
    ];
    assert_all(format_ratio, &rows);
    let rows = [
        (0.0, "0 per second"),
        (0.5, "0.50 per second"),
        (93.52, "93.5 per second"),
        (999.94, "999.9 per second"),
        (999.95, "1,000 per second"),
        (12_345.6, "12,346 per second"),
    ];
    assert_all(format_rate, &rows);
    let rows = [
        (0.0, "0 %"),
        (94.4, "94 %"),
        (99.5, "100 %"),
        (123.0, "123 %"),
        (123_456.0, "123,456 %"),
    ];
    assert_all(format_percent, &rows);
}
