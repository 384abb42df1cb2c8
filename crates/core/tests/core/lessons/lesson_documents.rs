//! An error in a lesson's document is named by its path.

use playground_core::lessons::formula::Formula;
use playground_core::lessons::glossary::{TERMS, Term};
use playground_core::lessons::lesson::{Lesson, Relation};
use playground_core::lessons::measure::Measure;
use playground_core::lessons::question::{Choice, Guesses};
use playground_core::lessons::reader;
use serde_json::{Value, json};

use playground_testing::urls::StandardUrls;

/// A minimal lesson, plus a second step.
fn document() -> Value {
    json!({
        "id": "two",
        "title": "Two",
        "claim": "One.",
        "question": {"ask": "How long?", "measure": "makespan", "axisMs": 1000},
        "steps": [
            {
                "lanes": [{"strategy": "sequential"}],
                "checks": [{"lane": 0, "measure": "makespan", "formula": "sum"}],
            },
            {
                "lanes": [{"strategy": "concurrent", "limit": 4}],
                "checks": [
                    {"lane": 0, "measure": "succeeded", "formula": "all"},
                    {"lane": 1, "measure": "makespan", "is": "atMost", "formula": 150, "within": 0.2},
                ],
            },
        ],
    })
}

fn read(document: &Value) -> Result<Lesson, String> {
    let lesson = reader::read(&document.to_string(), &StandardUrls::default());
    lesson.map_err(|refusal| refusal.to_string())
}

/// Puts a value at a place of the document, as in `/steps/0/checks`, and reads it.
#[track_caller]
fn refused(place: &str, value: Value, words: &str) {
    let mut changed = document();
    let (parent, name) = place.rsplit_once('/').expect("a place begins with a slash");
    let parent = changed.pointer_mut(parent).expect("there is such a place");
    match (parent, name.parse::<usize>()) {
        (Value::Array(items), Ok(number)) => items[number] = value,
        (parent, _) => parent[name] = value,
    }
    assert_eq!(read(&changed).err().as_deref(), Some(words), "{changed}");
}

#[track_caller]
fn missed(parent: &str, name: &str, words: &str) {
    let mut changed = document();
    let fields = changed.pointer_mut(parent).and_then(Value::as_object_mut);
    let taken = fields.and_then(|fields| fields.remove(name));
    assert!(taken.is_some(), "{name} was not there");
    assert_eq!(read(&changed).err().as_deref(), Some(words));
}

#[test]
fn absent_fields_take_their_defaults() {
    let lesson = read(&document()).expect("it is a lesson");
    assert_eq!(lesson.question.lane, 0);
    assert!(!lesson.needs_server && lesson.table.is_none());
    assert!(lesson.text.is_empty() && lesson.code.is_empty());
    let [first, second] = &lesson.steps[..] else {
        panic!("there are two steps");
    };
    assert_eq!(
        (first.checks[0].relation, first.checks[0].within),
        (Relation::Equal, 0.0)
    );
    let second = second.checks[1];
    assert_eq!((second.lane, second.measure), (1, Measure::Makespan));
    assert_eq!((second.relation, second.within), (Relation::AtMost, 0.2));
    assert_eq!(second.formula, Formula::Number(150.0));
    assert_eq!(lesson.experiment(0).lanes.len(), 1);
    assert_eq!(lesson.experiment(1).lanes.len(), 2);
}

#[test]
fn lines_of_a_program_are_joined_and_open_bounds_are_wide() {
    let mut document = document();
    document["code"] = json!(["one", "two"]);
    document["steps"][0]["press"] = json!("Go");
    document["question"] = json!({
        "ask": "How many?", "measure": "counter",
        "choices": [{"text": "few", "to": 4}, {"text": "many", "from": 5}],
    });
    let lesson = read(&document).expect("it is a lesson");
    assert_eq!(
        (lesson.code.as_str(), lesson.steps[0].press.as_str()),
        ("one\ntwo", "Go")
    );
    let choice = |text: &str, from, to| Choice {
        text: text.to_owned(),
        from,
        to,
    };
    let choices = vec![choice("few", 0.0, 4.0), choice("many", 5.0, 1e9)];
    assert_eq!(lesson.question.guesses, Guesses::Choice(choices));
}

#[test]
fn a_text_that_is_not_json_is_refused() {
    let refusal = reader::read("{", &StandardUrls::default()).expect_err("it is none");
    assert!(
        refusal
            .to_string()
            .starts_with("This is not a JSON document")
    );
}

#[test]
fn an_unknown_field_is_named_wherever_it_is() {
    let unknown = |place: &str, value, start: &str| {
        let mut changed = document();
        let (parent, name) = place.rsplit_once('/').expect("a slash");
        changed.pointer_mut(parent).expect("a place")[name] = value;
        let words = read(&changed).expect_err("it is refused");
        let start = format!("{start} is not a known field");
        assert!(words.starts_with(&start), "{words}");
    };
    unknown("/colour", json!(1), "colour");
    unknown("/steps/1/colour", json!(1), "steps[1].colour");
    unknown(
        "/steps/1/checks/0/colour",
        json!(1),
        "steps[1].checks[0].colour",
    );
    unknown("/question/colour", json!(1), "question.colour");
    // A guess is either a time or a choice.
    unknown(
        "/question/choices",
        json!([{"text": "few"}]),
        "question.choices",
    );
    let question = json!({
        "ask": "How many?", "measure": "counter",
        "choices": [{"text": "few"}, {"text": "many", "colour": 1}],
    });
    unknown("/question", question, "question.choices[1].colour");
    unknown("/experiment", json!({"colour": 1}), "experiment.colour");
    let table = json!({"caption": "", "rows": [{"cells": [], "colour": 1}]});
    unknown("/table", table, "table.rows[0].colour");
}

#[test]
fn a_missing_field_is_named() {
    for name in ["id", "title", "claim"] {
        missed("", name, &format!("{name} is missing."));
    }
    missed("", "steps", "steps is missing.");
    refused("/steps", json!([]), "steps is missing.");
    missed("", "question", "question.ask is missing.");
    missed("/question", "measure", "question.measure is missing.");
    missed(
        "/question",
        "axisMs",
        "question.axisMs or choices is missing.",
    );
    missed("/steps/1", "lanes", "steps[1].lanes is missing.");
    missed(
        "/steps/0/checks/0",
        "lane",
        "steps[0].checks[0].lane is missing.",
    );
    missed(
        "/steps/0/checks/0",
        "measure",
        "steps[0].checks[0].measure is missing.",
    );
    missed(
        "/steps/1/checks/1",
        "formula",
        "steps[1].checks[1].formula is missing.",
    );
    let question = json!({"ask": "How many?", "measure": "counter", "choices": []});
    refused(
        "/question",
        question,
        "question.axisMs or choices is missing.",
    );
}

#[test]
fn an_invalid_value_is_named_with_what_is_allowed() {
    let measures = Measure::ALL.map(Measure::name);
    let measures = measures.join(", ");
    let words = format!("steps[0].checks[0].measure is \"speed\": it must be one of {measures}.");
    refused("/steps/0/checks/0/measure", json!("speed"), &words);
    let explained = TERMS.map(Term::name).join(", ");
    let words =
        format!("terms is [\"lane\",\"lame\"]: it must be a list, each one of {explained}.");
    refused("/terms", json!(["lane", "lame"]), &words);
    let formulas = Formula::NAMED.map(Formula::name).join(", ");
    let words = format!(
        "steps[1].checks[0].formula is \"half\": it must be a number, or one of {formulas}."
    );
    refused("/steps/1/checks/0/formula", json!("half"), &words);
    let words = "steps[0].checks[0].is is \"about\": it must be equal, atLeast or atMost.";
    refused("/steps/0/checks/0/is", json!("about"), words);
    let words = "steps[0].checks[0].within is 1.5: it must be a number from 0 to 1.";
    refused("/steps/0/checks/0/within", json!(1.5), words);
    let words = "question.axisMs is 0: it must be a number from 1 to 1000000000.";
    refused("/question/axisMs", json!(0), words);
    refused(
        "/text",
        json!("one"),
        "text is \"one\": it must be a list of texts.",
    );
    let words = "code is [\"one\",2]: it must be a text, or lines of it.";
    refused("/code", json!(["one", 2]), words);
    refused(
        "/needsServer",
        json!("yes"),
        "needsServer is \"yes\": it must be true or false.",
    );
    refused(
        "/steps/1/checks",
        json!(3),
        "steps[1].checks is 3: it must be a list.",
    );
    refused("/steps/1", json!(3), "steps[1] is 3: it must be an object.");
    let words = "experiment.workload.requests is 0: it must be a whole number from 1 to 100,000.";
    refused("/experiment", json!({"workload": {"requests": 0}}), words);
}

#[test]
fn a_question_or_check_about_a_lane_that_has_not_run_is_refused() {
    let words = "steps[0].checks[0].lane is 1: it must be less than 1, the number of lanes that \
                 have run by then.";
    refused("/steps/0/checks/0/lane", json!(1), words);
    let words = "steps[1].checks[1].lane is 2: it must be less than 2, the number of lanes that \
                 have run by then.";
    refused("/steps/1/checks/1/lane", json!(2), words);
    let words = "question.lane is 1: it must be less than 1, the number of lanes that have run \
                 by then.";
    refused("/question/lane", json!(1), words);
}

#[test]
fn a_lane_that_cannot_run_the_lessons_work_is_refused() {
    let mut updates = document();
    updates["experiment"] = json!({"workload": {"kind": "update"}});
    assert!(read(&updates).is_ok());
    updates["steps"][1]["lanes"][0] = json!({"strategy": "threads", "workers": 2});
    let words = "The strategy of a lane is threads: it must be sequential, batched or concurrent: the \
                 shared counter is updated on the page's own event loop.";
    assert_eq!(read(&updates).err().as_deref(), Some(words));
    let words = "steps[1].lanes[0].limit is 0: it must be a whole number from 1 to 1,000.";
    refused("/steps/1/lanes/0/limit", json!(0), words);
}
