//! What is typed into the fields.

use playground_core::experiment::Experiment;
use playground_core::experiment::workload::Fault;
use playground_core::form::draft::{Draft, Field};
use proptest::prelude::*;
use proptest::sample::select;

use crate::property::check;

const FIELDS: [Field; 15] = [
    Field::Requests,
    Field::LatencyValue,
    Field::LatencyMin,
    Field::LatencyMax,
    Field::LatencyMedian,
    Field::Sigma,
    Field::BodyBytes,
    Field::TransferMs,
    Field::Fault(Fault::Hang),
    Field::Capacity,
    Field::Seed,
    Field::ComputeMs,
    Field::Limit,
    Field::TimeoutMs,
    Field::Retries,
];

fn typed() -> impl Strategy<Value = String> {
    const PARTS: [&str; 24] = [
        "0", "1", "7", "10", "100", "000", "99999", ",", ".", "'", " ", "\u{a0}", "\u{202f}", "_",
        "-", "+", "e", "%", "\u{661}", "\u{ff11}", "1e999", "NaN", "0x10", "\n",
    ];
    let part = prop_oneof![
        8 => select(&PARTS).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

#[test]
fn what_is_typed_is_read_as_it_is_shown_again_or_refused_with_words() {
    let fields = prop::collection::vec((select(&FIELDS), typed()), 1..4);
    check(&fields, |fields| {
        let mut draft = Draft::new(&Experiment::default());
        for (field, text) in fields {
            draft.set(field, text);
        }
        match draft.read() {
            Ok(experiment) => {
                prop_assert_eq!(Draft::new(&experiment).read(), Ok(experiment));
            }
            Err(errors) => {
                for error in errors.values() {
                    prop_assert!(!error.to_string().is_empty());
                }
            }
        }
        Ok(())
    });
}
