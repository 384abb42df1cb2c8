//! Reads a lesson's document.

use serde_json::Value;

use super::formula::Formula;
use super::glossary::{TERMS, Term};
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

/// The range of a count or a time in ms.
const MEASURED: RealRange = RealRange { min: 0.0, max: 1e9 };
/// The range of a time axis in ms: a guess needs an axis with a length.
const AXIS: RealRange = RealRange { min: 1.0, max: 1e9 };
const SHARE: RealRange = RealRange { min: 0.0, max: 1.0 };
/// Of a lane's index: an experiment has at most eight lanes.
const LANE: WholeRange = WholeRange { min: 0, max: 7 };

/// Reads a lesson from its JSON text.
///
/// # Errors
/// The document is not a valid lesson: the error names the field and the problem.
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
        terms: read_terms(&mut fields)?,
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
    check_lane_indexes(&lesson)?;
    for step in 0..lesson.steps.len() {
        lesson
            .experiment(step)
            .check_lanes("The strategy of a lane")?;
    }
    Ok(lesson)
}

/// Checks that the question is about a lane of the first step, and each check about a lane
/// that has run by then: the page would never show any other.
fn check_lane_indexes(lesson: &Lesson) -> Result<(), DocumentError> {
    let mut lanes = 0;
    for (number, step) in lesson.steps.iter().enumerate() {
        lanes += step.lanes.len();
        if number == 0 {
            check_lane_index("question.lane", lesson.question.lane, lanes)?;
        }
        for (position, check) in step.checks.iter().enumerate() {
            let field = format!("steps[{number}].checks[{position}].lane");
            check_lane_index(&field, check.lane, lanes)?;
        }
    }
    Ok(())
}

fn check_lane_index(field: &str, lane: usize, lanes: usize) -> Result<(), DocumentError> {
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
        lane: fields.required_u32("lane", LANE)? as usize,
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

/// Reads a formula's name, or a number.
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
        lane: fields.optional_u32("lane", LANE)?.unwrap_or(0) as usize,
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

/// Reads the choices, which a question without an axis must have.
fn read_choices(fields: &mut Fields) -> Result<Vec<Choice>, DocumentError> {
    let choices = list(fields, "choices", read_choice)?;
    if choices.is_empty() {
        Err(fields.missing("axisMs or choices"))
    } else {
        Ok(choices)
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

/// Reads a list of terms by name; an absent one is empty.
fn read_terms(fields: &mut Fields) -> Result<Vec<Term>, DocumentError> {
    let Some(value) = fields.optional("terms") else {
        return Ok(Vec::new());
    };
    let terms = value.as_array().and_then(|all| {
        let terms = all.iter().map(|one| named(one, &TERMS, Term::name));
        terms.collect()
    });
    terms.ok_or_else(|| {
        let expected = format!("a list, each {}", names(&TERMS, Term::name));
        fields.refuse("terms", &value, &expected)
    })
}

/// Reads a list of objects; an absent one is empty.
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
        .map(|(position, item)| read(Fields::new(&format!("{path}[{position}]"), item)?))
        .collect()
}

/// Reads a list of texts; an absent one is empty.
fn texts(fields: &mut Fields, name: &'static str) -> Result<Vec<String>, DocumentError> {
    let Some(value) = fields.optional(name) else {
        return Ok(Vec::new());
    };
    all_texts(&value).ok_or_else(|| fields.refuse(name, &value, "a list of texts"))
}

/// Reads a text, or a list of lines as one text; an absent one is empty.
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

/// Reads a flag; an absent one is false.
fn read_flag(fields: &mut Fields, name: &'static str) -> Result<bool, DocumentError> {
    match fields.optional(name) {
        None => Ok(false),
        Some(Value::Bool(flag)) => Ok(flag),
        Some(other) => Err(fields.refuse(name, &other, "true or false")),
    }
}
