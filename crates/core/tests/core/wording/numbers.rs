//! What the page says: refused settings with their ranges, and lengths of time.

use playground_core::experiment::ranges::{self, group_digits};
use playground_core::units::Span;
use playground_core::wording::explain::{explain_counter, format_span};

use playground_testing::samples::Dice;

fn refusal(typed: &str) -> String {
    let refused = ranges::REQUESTS.parse("workload.requests", typed);
    refused.expect_err("it must be refused").to_string()
}

#[test]
fn a_refused_number_is_named_with_its_value_and_its_range() {
    for typed in [
        "0",
        "-1",
        "1e9",
        "abc",
        "1.5",
        "100001",
        "99999999999999999999",
    ] {
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
fn an_empty_field_is_said_to_be_empty() {
    for typed in ["", "   "] {
        assert_eq!(
            refusal(typed),
            "workload.requests is empty: it must be a whole number from 1 to 100,000."
        );
    }
}

#[test]
fn a_whole_document_in_a_field_is_not_thrown_back_in_full() {
    let message = refusal(&"9é".repeat(500));
    assert!(message.chars().count() < 150, "{message}");
    assert!(message.contains('…'));
}

#[test]
fn both_ends_of_every_range_are_taken_and_their_neighbours_are_not() {
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
fn a_fraction_outside_0_to_1_is_refused_and_so_is_what_is_no_number() {
    let parse = |typed| ranges::FAULT_FRACTION.parse("workload.faults.hang", typed);
    for (typed, value) in [("0", 0.0), ("1", 1.0), ("0.05", 0.05), (" .5 ", 0.5)] {
        assert_eq!(parse(typed), Ok(value));
    }
    for typed in ["-0.1", "1.01", "NaN", "inf", "5 %", "1,5"] {
        let message = parse(typed).expect_err("it must be refused").to_string();
        let expected = format!("workload.faults.hang is {typed}: it must be a number from 0 to 1.");
        assert_eq!(message, expected);
    }
}

#[test]
fn counts_are_written_in_groups_of_three_digits() {
    let written = [0, 7, 999, 1_000, 20_000, 100_000, 1_234_567].map(group_digits);
    assert_eq!(
        written,
        ["0", "7", "999", "1,000", "20,000", "100,000", "1,234,567"]
    );
}

#[test]
fn a_counter_says_how_many_updates_it_has_lost() {
    for (shows, succeeded, words) in [
        (20, 20, "counter 20 of 20"),
        (19, 20, "counter 19 of 20: 1 update lost"),
        (1, 2_000, "counter 1 of 2,000: 1,999 updates lost"),
        (0, 0, "counter 0 of 0"),
        // One that was given up may have written all the same.
        (4, 3, "counter 4 of 3"),
    ] {
        assert_eq!(explain_counter(shows, succeeded), words);
    }
}

#[test]
fn lengths_of_time_change_their_unit_where_the_rounded_figure_does() {
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
fn no_length_of_time_is_written_with_60_minutes_or_60_seconds_beside_minutes() {
    let mut dice = Dice::new(41);
    for _ in 0..20_000 {
        let ms = f64::from(dice.whole(0, 8_000_000)) + f64::from(dice.whole(0, 99)) / 100.0;
        let text = format_span(Span::from_ms(ms));
        let beyond = text.contains(" 60 s") || text.contains("60 min") || text == "1000 ms";
        assert!(!beyond, "{ms} ms is written {text}");
        let parts: Vec<_> = text.split(' ').collect();
        let figure = |place: usize| parts[place].parse::<f64>().expect("a figure");
        let read = match parts[..] {
            [_, "ms"] => figure(0),
            [_, "s"] => figure(0) * 1_000.0,
            [_, "min", _, "s"] => (figure(0) * 60.0 + figure(2)) * 1_000.0,
            [_, "h", _, "min"] => (figure(0) * 60.0 + figure(2)) * 60_000.0,
            _ => panic!("{ms} ms is written {text}"),
        };
        // Rounded to the nearest of its last unit, never further.
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
