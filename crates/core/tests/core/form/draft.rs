//! The page's fields: text until it is read, refused by the same ranges as a
//! document; and decimals as people write them.

use playground_core::experiment::Experiment;
use playground_core::experiment::workload::{Capacity, Fault, OverflowPolicy, WorkKind};
use playground_core::form::draft::{Draft, Field};
use playground_core::wording::numbers::{format_fixed, format_short, parse_decimal};

use playground_testing::samples::Dice;

/// What the field says to such a text.
#[track_caller]
fn refused(field: Field, text: &str) -> String {
    let mut draft = Draft::new(&Experiment::default());
    draft.set(field, text.to_owned());
    let errors = draft.read().expect_err("the field is refused");
    assert_eq!(errors.keys().collect::<Vec<_>>(), [&field], "and no other");
    errors[&field].to_string()
}

#[test]
fn unchanged_fields_give_the_experiment_back() {
    let mut dice = Dice::new(131);
    assert_eq!(
        Draft::new(&Experiment::default()).read(),
        Ok(Experiment::default())
    );
    for _ in 0..300 {
        let experiment = dice.experiment();
        assert_eq!(Draft::new(&experiment).read(), Ok(experiment));
    }
}

#[test]
fn an_impossible_number_is_refused_in_its_field_with_its_range() {
    for text in ["0", "-1", "abc", "1.5", "100001"] {
        let message = refused(Field::Requests, text);
        let range = format!("is {text}: it must be a whole number from 1 to 100,000.");
        assert!(message.ends_with(&range), "{message}");
    }
    let empty = refused(Field::Requests, " ");
    assert!(empty.contains("is empty: it must be"), "{empty}");
    for (field, text) in [
        (Field::LatencyMax, "120001"),
        (Field::BodyBytes, "100000001"),
        (Field::TransferMs, "60001"),
        (Field::Seed, "9007199254740992"),
        (Field::Limit, "0"),
        (Field::TimeoutMs, "0"),
        (Field::Retries, "11"),
    ] {
        let message = refused(field, text);
        assert!(
            message.contains(&format!("is {text}: it must be a whole")),
            "{message}"
        );
    }
}

#[test]
fn every_wrong_field_is_reported_not_only_the_first() {
    let mut draft = Draft::new(&Experiment::default());
    draft.set(Field::Requests, "none".to_owned());
    draft.set(Field::Retries, "many".to_owned());
    draft.set(Field::Limit, "1e9".to_owned());
    let errors = draft.read().expect_err("three fields are refused");
    let wrong: Vec<_> = errors.keys().copied().collect();
    assert_eq!(wrong, [Field::Requests, Field::Limit, Field::Retries]);
}

#[test]
fn faults_are_typed_in_percent_and_refused_where_they_sum_to_more_than_all() {
    let hang = Field::Fault(Fault::Hang);
    let mut draft = Draft::new(&Experiment::default());
    draft.set(hang, "7".to_owned());
    let read = draft.read().expect("7 % is a fraction");
    assert_eq!(read.workload.faults.fraction(Fault::Hang), 0.07);
    assert_eq!(Draft::new(&read).text(hang), "7", "not 7.000000000000001");

    draft.set(hang, "100.5".to_owned());
    assert!(draft.read().is_err());
    draft.set(hang, "60".to_owned());
    draft.set(Field::Fault(Fault::ServerError), "50".to_owned());
    let errors = draft.read().expect_err("110 % is too much");
    let told: Vec<_> = errors.values().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("110 %") && told[0].contains("at most 100 %"),
        "{told:?}"
    );
}

#[test]
fn a_capacity_that_is_not_typed_is_none_and_one_that_is_wrong_is_refused() {
    let mut draft = Draft::new(&Experiment::default());
    assert_eq!(draft.text(Field::Capacity), "");
    draft.beyond = OverflowPolicy::Unavailable;
    for empty in ["", "  "] {
        draft.set(Field::Capacity, empty.to_owned());
        assert!(!draft.has_capacity());
        assert_eq!(draft.read(), Ok(Experiment::default()));
    }
    draft.set(Field::Capacity, " 20 ".to_owned());
    let read = draft.read().expect("20 is a capacity");
    let capacity = Capacity {
        requests: 20,
        beyond: OverflowPolicy::Unavailable,
    };
    assert_eq!(read.workload.capacity, Some(capacity));
    for text in ["0", "1001", "many"] {
        assert_eq!(
            refused(Field::Capacity, text),
            format!("Server capacity is {text}: it must be a whole number from 1 to 1,000.")
        );
    }
    // No requests are sent, so there is no server with a capacity.
    draft.kind = WorkKind::Compute;
    draft.set(Field::Capacity, "many".to_owned());
    assert!(!draft.is_used(Field::Capacity));
    assert!(
        draft
            .read()
            .is_ok_and(|read| read.workload.capacity.is_none())
    );
}

#[test]
fn decimals_are_rounded_and_as_short_as_possible() {
    let short = [
        (0.0, 3, "0"),
        (12.0, 3, "12"),
        (1.5, 3, "1.5"),
        (0.1 + 0.2, 6, "0.3"),
        (0.07 * 100.0, 6, "7"),
        (2.000_4, 3, "2"),
        (-1.25, 2, "-1.25"),
        (-0.000_1, 2, "0"),
        (100.0, 0, "100"),
    ];
    for (number, places, text) in short {
        assert_eq!(format_short(number, places), text, "{number}");
    }
    let fixed = [
        (1.5, 2, "1.50"),
        (59.95, 1, "60.0"),
        (0.049, 1, "0.0"),
        (9.999, 2, "10.00"),
    ];
    for (number, places, text) in fixed {
        assert_eq!(format_fixed(number, places), text, "{number}");
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(format_short(number, 2), "–");
    }
}

#[test]
fn a_typed_decimal_is_the_double_nearest_to_it() {
    for typed in [
        "0",
        "12",
        "0.1",
        "0.3",
        "2.675",
        "1.005",
        "33.333333",
        "-1.25",
        "007",
        "0.000001",
        "123456789012345",
        "1.23456789012345",
        "99999.9999999999",
    ] {
        let nearest: f64 = typed.parse().expect("a number");
        assert_eq!(parse_decimal(typed), Some(nearest), "{typed}");
    }
    assert_eq!(
        (parse_decimal(" .5 "), parse_decimal("5.")),
        (Some(0.5), Some(5.0))
    );
}

#[test]
fn text_that_is_not_a_decimal_is_not_read() {
    for text in [
        "", ".", "-", "abc", "1,5", "1.2.3", "1e3", "+1", "1 2", "٣", "inf", "NaN", "null",
    ] {
        assert_eq!(parse_decimal(text), None, "{text}");
    }
    assert_eq!(
        parse_decimal("1234567890123456"),
        None,
        "more digits than are exact"
    );
}

#[test]
fn every_fraction_in_thousandths_is_read_as_it_was() {
    for thousandths in 0..=1_000 {
        let mut experiment = Experiment::default();
        let share = f64::from(thousandths) / 1_000.0;
        experiment.workload.faults = experiment.workload.faults.with(Fault::Slow, share);
        let read = Draft::new(&experiment).read();
        assert_eq!(read, Ok(experiment), "{share}");
    }
}
