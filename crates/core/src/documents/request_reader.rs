//! Reads what a report tells of each request. There may be a hundred thousand, so each
//! object is gone through once, and a field's path is put together only to refuse it.

use serde_json::{Map, Value};

use crate::documents::attempt_reader::AttemptFields;
use crate::documents::document_error::DocumentError;
use crate::documents::reader::{whole_number, written};
use crate::experiment::policy::Policy;
use crate::experiment::ranges::SettingError;
use crate::experiment::source::Source;
use crate::run::replay::RecordedAttempt;
use crate::units::{RequestIndex, Span, TimePoint};

/// What a lane's requests are read with.
pub(super) struct Context<'a> {
    pub source: &'a Source,
    pub policy: Policy,
    /// By so much the clocks of its threads may differ.
    pub skew: Span,
}

/// Where an attempt stands in the document.
#[derive(Clone, Copy)]
pub(super) struct DocumentPath {
    pub lane: usize,
    pub request: usize,
    /// Its place in the list of attempts; of what is told of the request itself, `None`.
    pub attempt: Option<usize>,
}

impl DocumentPath {
    pub fn path_of(self, name: &str) -> String {
        let Self { lane, request, .. } = self;
        match self.attempt {
            Some(place) => format!("lanes[{lane}].requests[{request}].attempts[{place}].{name}"),
            None => format!("lanes[{lane}].requests[{request}].{name}"),
        }
    }

    pub fn refuse(self, name: &str, given: &Value, expected: &str) -> DocumentError {
        SettingError::new(&self.path_of(name), &written(given), expected).into()
    }

    pub fn missing(self, name: &str) -> DocumentError {
        DocumentError::MissingField(self.path_of(name))
    }
}

/// Adds a request's attempts, and gives its address.
pub(super) fn read_request(
    value: Value,
    spot: DocumentPath,
    context: &Context<'_>,
    attempts: &mut Vec<RecordedAttempt>,
) -> Result<String, DocumentError> {
    let fields = as_object(value, spot)?;
    let mut own = AttemptFields::default();
    let (mut url, mut list) = (String::new(), Value::Null);
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("index", value) if whole_number(&value) != Some(spot.request as u64) => {
                let expected = format!("{}, its place in the list", spot.request);
                return Err(spot.refuse("index", &value, &expected));
            }
            ("url", Value::String(text)) => url = text,
            ("attempts", value) => list = value,
            (name, value) => own.take(name, &value, spot)?,
        }
    }
    let own = own.attempt(spot, context)?;
    let index = RequestIndex(spot.request as u32);
    let first = attempts.len();
    match list {
        Value::Null => {}
        Value::Array(list) => {
            for (place, value) in list.into_iter().enumerate() {
                let attempt = Some(place);
                let spot = DocumentPath { attempt, ..spot };
                let mut told = AttemptFields::default();
                for (name, value) in as_object(value, spot)? {
                    told.take(&name, &value, spot)?;
                }
                let attempt = told.attempt(spot, context)?;
                attempts.push(RecordedAttempt { index, attempt });
            }
        }
        other => return Err(spot.refuse("attempts", &other, "a list of attempts")),
    }
    let listed = attempts.get(first..).unwrap_or_default();
    match listed.last() {
        // The last attempt is told twice.
        Some(last) if own.dispatched.is_some() => {
            if last.attempt != own {
                let last = Value::from(format!("{} attempts", listed.len()));
                let expected = "a list whose last is what the request itself tells";
                return Err(spot.refuse("attempts", &last, expected));
            }
        }
        _ => attempts.push(RecordedAttempt {
            index,
            attempt: own,
        }),
    }
    let listed = attempts.get(first..).unwrap_or_default();
    check_number(listed.len(), spot, context)?;
    check_order(listed, spot, context)?;
    Ok(url)
}

fn as_object(value: Value, spot: DocumentPath) -> Result<Map<String, Value>, DocumentError> {
    match value {
        Value::Object(fields) => Ok(fields),
        other => {
            let path = spot.path_of("");
            let path = path.trim_end_matches('.');
            Err(SettingError::new(path, &written(&other), "an object").into())
        }
    }
}

fn check_number(
    attempts: usize,
    spot: DocumentPath,
    context: &Context<'_>,
) -> Result<(), DocumentError> {
    let most = context.policy.retries as usize + 1;
    if attempts <= most {
        return Ok(());
    }
    let field = format!("The number of {}", spot.path_of("attempts"));
    let expected = format!("at most {most}, as the lane's retries allow");
    Err(SettingError::new(&field, &attempts.to_string(), expected).into())
}

/// What happens later is told to be later.
fn check_order(
    attempts: &[RecordedAttempt],
    spot: DocumentPath,
    context: &Context<'_>,
) -> Result<(), DocumentError> {
    let mut before = ("the lane's start", TimePoint::START);
    for (place, RecordedAttempt { attempt, .. }) in attempts.iter().enumerate() {
        let is_last = place + 1 == attempts.len();
        let attempt_place = (!is_last).then_some(place);
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
                let spot = DocumentPath {
                    attempt: attempt_place,
                    ..spot
                };
                let earlier = written(&before.1.ms().into());
                let expected = format!("at least {earlier}, as {} is", before.0);
                return Err(spot.refuse(name, &point.ms().into(), &expected));
            }
            before = (name, before.1.max(point));
        }
    }
    Ok(())
}
