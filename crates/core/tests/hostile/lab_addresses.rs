//! What a lab is asked, by anyone.

use playground_core::experiment::plan::Plan;
use playground_core::lab::address::{LabCall, LabKey, LabRequest};
use playground_core::units::{AttemptNumber, RequestIndex, RunId};
use proptest::prelude::*;

use playground_testing::samples::Dice;

use crate::mutation::{mutated_text, text_mutations};
use crate::property::check;

const PARTS: [&str; 18] = [
    "work?",
    "counter?",
    "stats?run=",
    "ping",
    "&",
    "=",
    "&&",
    "%",
    "%zz",
    "+",
    "-1",
    "0",
    "4294967296",
    "18446744073709551616",
    "1e3",
    "&run=1",
    "&end=never",
    "&status=200",
];

#[test]
fn an_accepted_call_is_written_as_it_was_meant() {
    let values = (any::<u64>(), text_mutations(&PARTS));
    check(&values, |(seed, mutations)| {
        let mut dice = Dice::new(seed);
        let mut workload = dice.workload(20);
        workload.capacity = dice.chance(5).then(|| dice.capacity(9));
        let key = LabKey {
            run: RunId(seed),
            request: RequestIndex(dice.whole(0, 19)),
            attempt: AttemptNumber(dice.whole(1, 4)),
        };
        let call = match dice.whole(0, 4) {
            0 => LabCall::Ping,
            1 => LabCall::Stats(key.run),
            _ => LabCall::Work(LabRequest::from_plan(key, &Plan::new(workload))),
        };
        prop_assert_eq!(LabCall::parse(&call.to_string()), Ok(call));
        match LabCall::parse(&mutated_text(&call.to_string(), &mutations)) {
            Ok(call) => prop_assert_eq!(LabCall::parse(&call.to_string()), Ok(call)),
            Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
        }
        Ok(())
    });
}
