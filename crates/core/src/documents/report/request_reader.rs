//! Reads the requests of a report. There may be a hundred thousand, so each object is gone
//! through once, and a field's path is put together only to refuse it.

use serde_json::{Map, Value};

use super::attempt_reader::AttemptFields;
use super::context::{DocumentPath, LaneContext};
use crate::documents::document_error::DocumentError;
use crate::documents::json::{whole_number, written};
use crate::experiment::ranges::SettingError;
use crate::run::replay::RecordedAttempt;
use crate::units::{RequestIndex, TimePoint};

/// Adds a request's attempts, and returns its address.
pub(super) fn read_request(
    value: Value,
    path: DocumentPath,
    context: &LaneContext<'_>,
    attempts: &mut Vec<RecordedAttempt>,
) -> Result<String, DocumentError> {
    let fields = as_object(value, path)?;
    let mut last = AttemptFields::default();
    let (mut url, mut list) = (String::new(), Value::Null);
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("index", value) if whole_number(&value) != Some(path.request as u64) => {
                let expected = format!("{}, its position in the list", path.request);
                return Err(path.refuse("index", &value, &expected));
            }
            ("url", Value::String(text)) => url = text,
            ("attempts", value) => list = value,
            (name, value) => last.read(name, &value, path)?,
        }
    }
    let last = last.finish(path, context)?;
    let index = RequestIndex(path.request as u32);
    let first = attempts.len();
    match list {
        Value::Null => {}
        Value::Array(list) => {
            for (position, value) in list.into_iter().enumerate() {
                let attempt = Some(position);
                let path = DocumentPath { attempt, ..path };
                let mut fields = AttemptFields::default();
                for (name, value) in as_object(value, path)? {
                    fields.read(&name, &value, path)?;
                }
                let attempt = fields.finish(path, context)?;
                attempts.push(RecordedAttempt { index, attempt });
            }
        }
        other => return Err(path.refuse("attempts", &other, "a list of attempts")),
    }
    let listed = attempts.get(first..).unwrap_or_default();
    match listed.last() {
        // The last attempt is in the document twice.
        Some(listed_last) if last.dispatched.is_some() => {
            if listed_last.attempt != last {
                let given = Value::from(format!("{} attempts", listed.len()));
                let expected = "a list whose last attempt is the same as the request's own fields";
                return Err(path.refuse("attempts", &given, expected));
            }
        }
        _ => attempts.push(RecordedAttempt {
            index,
            attempt: last,
        }),
    }
    let listed = attempts.get(first..).unwrap_or_default();
    check_number(listed.len(), path, context)?;
    check_order(listed, path, context)?;
    Ok(url)
}

fn as_object(value: Value, path: DocumentPath) -> Result<Map<String, Value>, DocumentError> {
    match value {
        Value::Object(fields) => Ok(fields),
        other => {
            let field = path.path_of("");
            let field = field.trim_end_matches('.');
            Err(SettingError::new(field, &written(&other), "an object").into())
        }
    }
}

fn check_number(
    attempts: usize,
    path: DocumentPath,
    context: &LaneContext<'_>,
) -> Result<(), DocumentError> {
    let max = context.policy.retries as usize + 1;
    if attempts <= max {
        return Ok(());
    }
    let field = format!("The number of {}", path.path_of("attempts"));
    let expected = format!("at most {max}, as the lane's retries allow");
    Err(SettingError::new(&field, &attempts.to_string(), expected).into())
}

/// The points of a request are in the order of its life.
fn check_order(
    attempts: &[RecordedAttempt],
    path: DocumentPath,
    context: &LaneContext<'_>,
) -> Result<(), DocumentError> {
    let mut before = ("the lane's start", TimePoint::START);
    for (position, RecordedAttempt { attempt, .. }) in attempts.iter().enumerate() {
        let is_last = position + 1 == attempts.len();
        let attempt_position = (!is_last).then_some(position);
        for (name, point) in [
            ("queuedMs", attempt.queued),
            ("dispatchedMs", attempt.dispatched),
            ("responseMs", attempt.responded),
            ("readMs", attempt.read),
            ("computingMs", attempt.computing),
            ("endedMs", attempt.ended),
        ] {
            let Some(point) = point else {
                continue;
            };
            if point + context.skew < before.1 {
                let path = DocumentPath {
                    attempt: attempt_position,
                    ..path
                };
                let earlier = written(&before.1.ms().into());
                let expected = format!("at least {earlier}, as {} is", before.0);
                return Err(path.refuse(name, &point.ms().into(), &expected));
            }
            before = (name, before.1.max(point));
        }
    }
    Ok(())
}
