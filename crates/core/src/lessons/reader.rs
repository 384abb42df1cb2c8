//! Reads a lesson's document.

use serde_json::Value;

use super::formula::Formula;
use super::glossary::{WORDS, Word};
use super::lesson::{Check, Lesson, Step, Table};
use super::measure::Measure;
use super::question::{Choice, Guesses, Question};
use crate::documents::document_error::DocumentError;
use crate::documents::experiment;
use crate::documents::experiment::read_lanes;
use crate::documents::json::{Fields, named, names};
use crate::experiment::Experiment;
use crate::experiment::ranges::{RealRange, SettingError, WholeRange};
use crate::experiment::url::UrlParser;
use crate::units::Span;

/// Of anything that is counted or measured in ms.
const MEASURED: RealRange = RealRange { min: 0.0, max: 1e9 };
/// Of a time axis: one without length has no place for a guess.
const AXIS: RealRange = RealRange { min: 1.0, max: 1e9 };
const SHARE: RealRange = RealRange { min: 0.0, max: 1.0 };
const PLACE: WholeRange = WholeRange { min: 0, max: 7 };

/// Reads a lesson from its JSON text.
///
/// # Errors
/// It is none: the refusal says what and where.
pub fn read(text: &str, urls: &dyn UrlParser) -> Result<Lesson, DocumentError> {
    let document: Value =
        serde_json::from_str(text).map_err(|error| DocumentError::NotJson(error.to_string()))?;
    let mut fields = Fields::new("", document)?;
    let base = fields
        .optional("experiment")
        .unwrap_or_else(|| Value::Object(Default::default()));
    let base = Experiment {
        lanes: Vec::new(),
        ..experiment::read_recorded("experiment", base, urls)?
    };
    let lesson = Lesson {
        id: fields.required_text("id")?,
        title: fields.required_text("title")?,
        claim: fields.required_text("claim")?,
        text: texts(&mut fields, "text")?,
        code: joined(&mut fields, "code")?,
        simplified: joined(&mut fields, "simplified")?,
        words: read_words(&mut fields)?,
        needs_server: read_flag(&mut fields, "needsServer")?,
        table: read_table(&mut fields)?,
        question: read_question(fields.object_or_empty("question")?)?,
        steps: list(&mut fields, "steps", |step| read_step(step, urls))?,
        base,
    };
    if lesson.steps.is_empty() {
        return Err(fields.missing("steps"));
    }
    fields.finish()?;
    check_places(&lesson)?;
    for step in 0..lesson.steps.len() {
        lesson
            .experiment(step)
            .check_lanes("The strategy of a lane")?;
    }
    Ok(lesson)
}

/// What is asked is answered by the first step, and a check is of a lane that has run by
/// then: of any other, the page would never show it.
fn check_places(lesson: &Lesson) -> Result<(), DocumentError> {
    let mut lanes = 0;
    for (number, step) in lesson.steps.iter().enumerate() {
        lanes += step.lanes.len();
        if number == 0 {
            check_place("question.lane", lesson.question.lane, lanes)?;
        }
        for (place, check) in step.checks.iter().enumerate() {
            let field = format!("steps[{number}].checks[{place}].lane");
            check_place(&field, check.lane, lanes)?;
        }
    }
    Ok(())
}

fn check_place(field: &str, lane: usize, lanes: usize) -> Result<(), DocumentError> {
    if lane < lanes {
        return Ok(());
    }
    let expected = format!("less than {lanes}, the number of lanes that have run by then");
    Err(SettingError::new(field, &lane.to_string(), expected).into())
}

fn read_step(mut fields: Fields, urls: &dyn UrlParser) -> Result<Step, DocumentError> {
    let step = Step {
        press: joined(&mut fields, "press")?,
        code: joined(&mut fields, "code")?,
        lanes: read_lanes(&mut fields, urls)?.ok_or_else(|| fields.missing("lanes"))?,
        checks: list(&mut fields, "checks", read_check)?,
        why: texts(&mut fields, "why")?,
    };
    fields.finish()?;
    Ok(step)
}

fn read_check(mut fields: Fields) -> Result<Check, DocumentError> {
    let check = Check {
        lane: fields.required_u32("lane", PLACE)? as usize,
        measure: read_measure(&mut fields)?,
        relation: fields.optional_named("is")?.unwrap_or_default(),
        formula: read_formula(&mut fields)?,
        within: fields.optional_f64("within", SHARE)?.unwrap_or(0.0),
    };
    fields.finish()?;
    Ok(check)
}

fn read_measure(fields: &mut Fields) -> Result<Measure, DocumentError> {
    fields.required_named("measure")
}

/// By its name, or a number.
fn read_formula(fields: &mut Fields) -> Result<Formula, DocumentError> {
    let Some(value) = fields.optional("formula") else {
        return Err(fields.missing("formula"));
    };
    if let Some(number) = value.as_f64() {
        return Ok(Formula::Number(number));
    }
    named(&value, &Formula::NAMED, Formula::name).ok_or_else(|| {
        let expected = format!("a number, or {}", names(&Formula::NAMED, Formula::name));
        fields.refuse("formula", &value, &expected)
    })
}

fn read_question(mut fields: Fields) -> Result<Question, DocumentError> {
    let axis = fields.optional_f64("axisMs", AXIS)?;
    let question = Question {
        ask: fields.required_text("ask")?,
        lane: fields.optional_u32("lane", PLACE)?.unwrap_or(0) as usize,
        measure: read_measure(&mut fields)?,
        guesses: match axis {
            Some(axis) => Guesses::Time {
                axis: Span::from_ms(axis),
            },
            None => Guesses::Choice(read_choices(&mut fields)?),
        },
    };
    fields.finish()?;
    Ok(question)
}

/// A question without an axis has to have some.
fn read_choices(fields: &mut Fields) -> Result<Vec<Choice>, DocumentError> {
    let choices = list(fields, "choices", read_choice)?;
    match choices.is_empty() {
        true => Err(fields.missing("axisMs or choices")),
        false => Ok(choices),
    }
}

fn read_choice(mut fields: Fields) -> Result<Choice, DocumentError> {
    let choice = Choice {
        text: fields.required_text("text")?,
        from: fields
            .optional_f64("from", MEASURED)?
            .unwrap_or(MEASURED.min),
        to: fields.optional_f64("to", MEASURED)?.unwrap_or(MEASURED.max),
    };
    fields.finish()?;
    Ok(choice)
}

fn read_table(fields: &mut Fields) -> Result<Option<Table>, DocumentError> {
    let Some(value) = fields.optional("table") else {
        return Ok(None);
    };
    let mut table = Fields::new("table", value)?;
    let read = Table {
        caption: table.required_text("caption")?,
        head: texts(&mut table, "head")?,
        rows: list(&mut table, "rows", |mut row| {
            let cells = texts(&mut row, "cells")?;
            row.finish()?;
            Ok(cells)
        })?,
    };
    table.finish()?;
    Ok(Some(read))
}

/// A list of names; an absent one is empty.
fn read_words(fields: &mut Fields) -> Result<Vec<Word>, DocumentError> {
    let Some(value) = fields.optional("words") else {
        return Ok(Vec::new());
    };
    let words = value.as_array().and_then(|all| {
        let words = all.iter().map(|one| named(one, &WORDS, Word::name));
        words.collect()
    });
    words.ok_or_else(|| {
        let expected = format!("a list, each {}", names(&WORDS, Word::name));
        fields.refuse("words", &value, &expected)
    })
}

/// A list of objects; an absent one is empty.
fn list<T>(
    fields: &mut Fields,
    name: &'static str,
    read: impl Fn(Fields) -> Result<T, DocumentError>,
) -> Result<Vec<T>, DocumentError> {
    let path = fields.path_of(name);
    let items = match fields.optional(name) {
        None => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(other) => return Err(fields.refuse(name, &other, "a list")),
    };
    let items = items.into_iter().enumerate();
    items
        .map(|(place, item)| read(Fields::new(&format!("{path}[{place}]"), item)?))
        .collect()
}

/// A list of texts; an absent one is empty.
fn texts(fields: &mut Fields, name: &'static str) -> Result<Vec<String>, DocumentError> {
    let Some(value) = fields.optional(name) else {
        return Ok(Vec::new());
    };
    all_texts(&value).ok_or_else(|| fields.refuse(name, &value, "a list of texts"))
}

/// Lines of text as one.
fn joined(fields: &mut Fields, name: &'static str) -> Result<String, DocumentError> {
    let Some(value) = fields.optional(name) else {
        return Ok(String::new());
    };
    let lines = match &value {
        Value::String(text) => Some(text.clone()),
        _ => all_texts(&value).map(|lines| lines.join("\n")),
    };
    lines.ok_or_else(|| fields.refuse(name, &value, "a text, or lines of it"))
}

fn all_texts(value: &Value) -> Option<Vec<String>> {
    let texts = value.as_array()?.iter();
    texts.map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Yes or no; an absent one is no.
fn read_flag(fields: &mut Fields, name: &'static str) -> Result<bool, DocumentError> {
    match fields.optional(name) {
        None => Ok(false),
        Some(Value::Bool(yes)) => Ok(yes),
        Some(other) => Err(fields.refuse(name, &other, "true or false")),
    }
}
