//! Report documents.

use std::sync::LazyLock;

use playground_core::session::compare::compare_bars;
use playground_core::session::comparison::Comparison;
use playground_core::session::figures::LaneFigures;
use playground_core::session::statistics::AllStatistics;
use playground_core::units::TimePoint;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use playground_testing::recorded::{read_back, write_again};
use playground_testing::reports::report_of;
use playground_testing::samples::Dice;

use crate::mutation::{mutated, mutated_text, mutations, text_mutations};
use crate::property::check;

/// Reports of runs with faults, retries, computations and changed limits.
static REPORTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let report = |seed| {
        let (experiment, run) = Dice::new(seed).driven(6);
        report_of(&experiment, &[&run])
    };
    (0..200).map(report).collect()
});

fn report(drawn: Index) -> Value {
    REPORTS[drawn.index(REPORTS.len())].clone()
}

#[test]
fn an_accepted_report_is_read_back_equal_shown_and_its_outcomes_sum_to_the_requests() {
    check(&(any::<Index>(), mutations()), |(drawn, mutations)| {
        assert_readable(&mutated(report(drawn), &mutations))
    });
}

#[test]
fn the_text_of_a_report_may_be_damaged_anywhere() {
    const PARTS: [&str; 12] = [
        "[", "]", "{", "}", ",", ":", "\"", "\\u0000", "\\ud800", "1e999", "-", "null",
    ];
    let values = (any::<Index>(), text_mutations(&PARTS));
    check(&values, |(drawn, mutations)| {
        let text = mutated_text(&report(drawn).to_string(), &mutations);
        match serde_json::from_str(&text) {
            Ok(document) => assert_readable(&document),
            Err(_) => Ok(()),
        }
    });
}

fn assert_readable(document: &Value) -> Result<(), TestCaseError> {
    let report = match read_back(document) {
        Ok(report) => report,
        Err(refusal) => {
            prop_assert!(!refusal.to_string().is_empty());
            return Ok(());
        }
    };
    for lane in &report.lanes {
        let requests = lane.run.requests().len() as u32;
        prop_assert_eq!(lane.run.counts().total() + lane.run.unfinished(), requests);
    }
    // Times are written in whole microseconds, so the documents are compared.
    let written = write_again(&report);
    let again = read_back(&written).map(|report| write_again(&report));
    prop_assert_eq!(again, Ok(written));

    let all = Comparison::from_report(&report);
    let figures = LaneFigures::all_lanes(&all, TimePoint::START);
    prop_assert_eq!(figures.len(), report.lanes.len());
    for lane in &figures {
        lane.remarks(4);
    }
    for bar in compare_bars(&figures) {
        let measured = bar.lengths.as_ref().map_or(0.0, |bar| bar.measured);
        prop_assert!((0.0..=1.0).contains(&measured), "{:?}", bar);
    }
    for lane in AllStatistics::new(&all).lanes {
        prop_assert_eq!(
            lane.figures.is_some(),
            !lane.counts.is_empty() || lane.slowest.is_none()
        );
    }
    Ok(())
}
