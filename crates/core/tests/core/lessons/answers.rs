//! Measured values against predicted ones.

use playground_core::experiment::strategy::Strategy;
use playground_core::lessons::answer::{AnswerRow, answer_rows, measured, verdict};
use playground_core::lessons::formula::Formula;
use playground_core::lessons::lesson::{Check, Lesson, Relation};
use playground_core::lessons::measure::{Measure, Observed};
use playground_core::lessons::question::Guess;
use playground_core::lessons::reader;
use playground_core::run::Run;
use playground_core::units::Span;
use serde_json::json;

use playground_testing::samples::completed_run;
use playground_testing::urls::StandardUrls;

const fn seen(run: &Run) -> Observed<'_> {
    Observed {
        run,
        departures: 0,
        counter: None,
        longest_freeze: None,
        most_at_server: None,
    }
}

#[test]
fn a_check_holds_exactly_within_its_tolerance() {
    let holds = |relation, within, measured| {
        let check = Check {
            lane: 0,
            measure: Measure::Makespan,
            relation,
            formula: Formula::Sum,
            within,
        };
        check.holds(100.0, measured)
    };
    let at = [0.0, 89.9, 90.0, 100.0, 110.0, 110.1, 1e9];
    let all = |relation, within| at.map(|measured| holds(relation, within, measured));
    let tenth = 0.1;
    let (yes, no) = (true, false);
    assert_eq!(all(Relation::Equal, tenth), [no, no, yes, yes, yes, no, no]);
    assert_eq!(
        all(Relation::AtLeast, tenth),
        [no, no, yes, yes, yes, yes, yes]
    );
    assert_eq!(
        all(Relation::AtMost, tenth),
        [yes, yes, yes, yes, yes, no, no]
    );
    assert_eq!(all(Relation::Equal, 0.0), [no, no, no, yes, no, no, no]);
    assert_eq!(
        all(Relation::AtLeast, 0.0),
        [no, no, no, yes, yes, yes, yes]
    );
    assert_eq!(all(Relation::AtMost, 0.0), [yes, yes, yes, yes, no, no, no]);
    // Sums of many times have rounding errors.
    assert!(holds(Relation::Equal, 0.0, 100.0 + 1e-9));
    assert!(!holds(Relation::Equal, 0.0, 100.0 + 1e-3));
}

fn two_steps() -> Lesson {
    let lesson = json!({
        "id": "two", "title": "Two", "claim": "One.",
        "experiment": {"workload": {
            "requests": 4, "transferMs": 0,
            "latencyMs": {"distribution": "constant", "value": 100},
        }},
        "question": {"ask": "How long?", "measure": "makespan", "axisMs": 1000},
        "steps": [
            {"lanes": [{"strategy": "sequential"}], "checks": [
                {"lane": 0, "measure": "makespan", "formula": "sum", "within": 0.1},
                {"lane": 0, "measure": "longestFreeze", "is": "atMost", "formula": 50},
            ]},
            {"lanes": [{"strategy": "concurrent", "limit": 4}], "checks": [
                {"lane": 1, "measure": "makespan", "formula": "rounds", "within": 0.1},
                {"lane": 1, "measure": "bestLimit", "formula": "limit"},
                {"lane": 0, "measure": "attempts", "formula": "all"},
                {"lane": 1, "measure": "maxInFlight", "is": "atLeast", "formula": 5},
            ]},
        ],
    });
    let lesson = reader::read(&lesson.to_string(), &StandardUrls::default());
    lesson.expect("it is a lesson")
}

#[test]
fn rows_are_of_the_steps_so_far_and_of_available_measures() {
    let lesson = two_steps();
    let sequential = completed_run(Strategy::Sequential, &[430.0]);
    let concurrent = completed_run(Strategy::Concurrent { limit: 4 }, &[120.0, 100.0]);
    let lanes = [seen(&sequential), seen(&concurrent)];
    let row =
        |lane: &str, measure, formula: &str, predicted: &str, measured: &str, holds| AnswerRow {
            lane: lane.to_owned(),
            measure,
            formula: formula.to_owned(),
            predicted: predicted.to_owned(),
            // Only the times have a tolerance, of a tenth.
            within: match measure {
                Measure::Makespan => " ± 10 %".to_owned(),
                _ => String::new(),
            },
            measured: measured.to_owned(),
            holds: Ok(holds),
        };
    let sum = row(
        "Sequential",
        Measure::Makespan,
        "Σ d = 4 · 100 ms",
        "400 ms",
        "430 ms",
        true,
    );
    assert_eq!(
        answer_rows(&lesson, 0, &lanes, 2),
        std::slice::from_ref(&sum)
    );
    let title = "Concurrent, limit 4";
    let rounds = "⌈n / k⌉ · d = ⌈4 / 4⌉ · 100 ms";
    let second = [
        sum,
        row(title, Measure::Makespan, rounds, "100 ms", "120 ms", false),
        row("", Measure::BestLimit, "k: the limit", "4", "4", true),
        row(
            "Sequential",
            Measure::Attempts,
            "n: all requests",
            "4",
            "1",
            false,
        ),
        row(title, Measure::MaxInFlight, "", "at least 5", "2", false),
    ];
    assert_eq!(answer_rows(&lesson, 1, &lanes, 2), second);
    let [sum, _, _, sent, _] = second;
    let first = answer_rows(&lesson, 1, &lanes[..1], 2);
    assert_eq!(first, [sum, sent], "the second lane has not run");

    let frozen = Observed {
        longest_freeze: Some(Span::from_ms(60.0)),
        ..lanes[0]
    };
    let rows = answer_rows(&lesson, 0, &[frozen], 2);
    let freeze = row(
        "Sequential",
        Measure::LongestFreeze,
        "",
        "at most 50 ms",
        "60 ms",
        false,
    );
    assert_eq!(rows[1..], [freeze]);
}

#[test]
fn a_time_outside_the_tolerance_makes_no_guess_wrong() {
    let lesson = two_steps();
    let concurrent = completed_run(Strategy::Concurrent { limit: 4 }, &[500.0]);
    let guess = Some(Guess::Time(Span::from_ms(100.0)));
    // The other lane is off in both, and is not asked about.
    for (ms, is_right) in [(430.0, Some(false)), (450.0, None)] {
        let sequential = completed_run(Strategy::Sequential, &[ms]);
        let lanes = [seen(&sequential), seen(&concurrent)];
        let verdict = verdict(&lesson, 1, &lanes, 2, guess).expect("it has been measured");
        assert_eq!(verdict.is_right, is_right, "{ms}: {}", verdict.text);
        for words in ["Run it again", "another program", "this browser is slower"] {
            let advises = verdict.text.contains(words);
            assert_eq!(advises, is_right.is_none(), "{ms}: {}", verdict.text);
        }
    }
    assert_eq!(verdict(&lesson, 1, &[], 2, guess), None);
}

#[test]
fn a_lane_that_failed_against_the_plan_answers_no_question_of_time() {
    let lesson = two_steps();
    let sequential = completed_run(Strategy::Sequential, &[30.0, 30.0, 30.0, 30.0]);
    let failing = Observed {
        departures: 3,
        ..seen(&sequential)
    };
    let guess = Some(Guess::Time(Span::from_ms(400.0)));
    let verdict = verdict(&lesson, 0, &[failing], 2, guess).expect("it has ended");
    let reason = "3 of 4 failed against the plan: no comparison";
    assert_eq!(
        verdict.text,
        format!("This run gives no answer ({reason}). Run it again.")
    );
    assert_eq!(verdict.is_right, None);
    assert_eq!(measured(&lesson.question, &[failing]), None);
    assert_eq!(measured(&lesson.question, &[seen(&sequential)]), Some(30.0));

    let whole = completed_run(Strategy::Concurrent { limit: 4 }, &[100.0; 4]);
    let rows = answer_rows(&lesson, 1, &[failing, seen(&whole)], 2);
    let holds = rows.into_iter().map(|row| (row.measure, row.holds));
    // Counts are compared all the same, and so is the other lane.
    let expected = [
        (Measure::Makespan, Err(reason.to_owned())),
        (Measure::Makespan, Ok(true)),
        (Measure::BestLimit, Ok(true)),
        (Measure::Attempts, Ok(true)),
        (Measure::MaxInFlight, Ok(false)),
    ];
    assert_eq!(holds.collect::<Vec<_>>(), expected);
}
