//! Reads what a report tells of one attempt.

use serde_json::{Map, Value};

use crate::documents::document_error::DocumentError;
use crate::documents::reader::{named, names, whole_number};
use crate::documents::request_reader::{Context, DocumentPath};
use crate::experiment::ranges::{self, WholeRange};
use crate::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use crate::run::outcome::{CancelledBy, NetworkCause, Outcome, OutcomeKind};
use crate::run::request::Attempt;
use crate::units::{Span, TimePoint};

/// Whole numbers are exact up to here in JavaScript.
const BYTES: WholeRange = ranges::SEED;
const STATUS: WholeRange = WholeRange { min: 0, max: 999 };
const FOUND: WholeRange = WholeRange {
    min: 0,
    max: u32::MAX as u64,
};
/// Longer than any browser is left alone, in ms.
const LATEST_MS: f64 = 1e10;

/// What is told of an attempt, field by field.
#[derive(Default)]
pub(super) struct AttemptFields {
    attempt: Attempt,
    kind: Option<OutcomeKind>,
    error: Map<String, Value>,
    protocol: Option<Protocol>,
    phases: Option<Map<String, Value>>,
}

impl AttemptFields {
    /// Fields that a later version of the page added are passed over.
    pub fn take(
        &mut self,
        name: &str,
        value: &Value,
        spot: DocumentPath,
    ) -> Result<(), DocumentError> {
        let Self { attempt, .. } = self;
        let point = || point(name, value, spot);
        let whole = |range| whole(name, value, range, spot);
        match name {
            "outcome" => {
                let (all, name) = (&OutcomeKind::ALL, OutcomeKind::name);
                let kind = named(value, all, name);
                self.kind = kind;
                kind.ok_or_else(|| spot.refuse("outcome", value, &names(all, name)))?;
            }
            "status" => attempt.status = whole(STATUS)?.map(|status| status as u16),
            "queuedMs" => attempt.queued = point()?,
            "dispatchedMs" => attempt.dispatched = point()?,
            "responseMs" => attempt.responded = point()?,
            "readMs" => attempt.read = point()?,
            "computingMs" => attempt.computing = point()?,
            "endedMs" => attempt.ended = point()?,
            "bytes" => attempt.bytes = whole(BYTES)?.unwrap_or_default(),
            "found" => attempt.found = whole(FOUND)?.map(|found| found as u32),
            "protocol" => self.protocol = value.as_str().and_then(Protocol::from_id),
            "error" => self.error = value.as_object().cloned().unwrap_or_default(),
            "phasesMs" => self.phases = value.as_object().cloned(),
            _ => {}
        }
        Ok(())
    }

    pub fn attempt(
        mut self,
        spot: DocumentPath,
        context: &Context<'_>,
    ) -> Result<Attempt, DocumentError> {
        let kind = self.kind.ok_or_else(|| spot.missing("outcome"))?;
        if self.attempt.ended.is_none() {
            return Err(spot.missing("endedMs"));
        }
        if self.attempt.responded.is_some() && self.attempt.status.is_none() {
            return Err(spot.missing("status"));
        }
        self.attempt.outcome = Some(self.outcome(kind, spot, context)?);
        let points = match self.phases.take() {
            Some(phases) => self.points(&phases, spot)?,
            None => None,
        };
        if self.protocol.is_some() || points.is_some() {
            let protocol = self.protocol;
            self.attempt.times = Some(BrowserTimes { protocol, points });
        }
        Ok(self.attempt)
    }

    /// An outcome's details, where they are not told, follow from the rest.
    fn outcome(
        &self,
        kind: OutcomeKind,
        spot: DocumentPath,
        context: &Context<'_>,
    ) -> Result<Outcome, DocumentError> {
        let Context { source, policy, .. } = context;
        let of_error = |name| {
            let value = self.error.get(name).unwrap_or(&Value::Null);
            whole(&format!("error.{name}"), value, BYTES, spot)
        };
        Ok(match kind {
            OutcomeKind::Succeeded => Outcome::Succeeded,
            OutcomeKind::HttpError => Outcome::HttpError {
                status: self.attempt.status.ok_or_else(|| spot.missing("status"))?,
            },
            OutcomeKind::TimedOut => {
                let after = self.error.get("afterMs").and_then(Value::as_f64);
                let policy = f64::from(policy.timeout_ms);
                Outcome::TimedOut {
                    after: Span::from_ms(after.unwrap_or(policy)),
                }
            }
            OutcomeKind::NetworkError => Outcome::NetworkError(self.one_of(
                "kind",
                &NetworkCause::ALL,
                NetworkCause::name,
                NetworkCause::NetworkOrCors,
                spot,
            )?),
            OutcomeKind::BodyBroken => Outcome::BodyBroken {
                after_bytes: of_error("afterBytes")?.unwrap_or(self.attempt.bytes),
            },
            OutcomeKind::TooLarge => {
                let usual = match source.is_lab() {
                    true => ranges::BODY_BYTES.max,
                    false => self.attempt.bytes,
                };
                Outcome::TooLarge {
                    limit_bytes: of_error("limitBytes")?.unwrap_or(usual),
                }
            }
            OutcomeKind::Cancelled => Outcome::Cancelled(self.one_of(
                "by",
                &CancelledBy::ALL,
                CancelledBy::name,
                CancelledBy::User,
                spot,
            )?),
        })
    }

    /// A word of the error.
    fn one_of<T: Copy>(
        &self,
        field: &str,
        all: &[T],
        name: fn(T) -> &'static str,
        untold: T,
        spot: DocumentPath,
    ) -> Result<T, DocumentError> {
        let Some(value) = self.error.get(field).filter(|value| !value.is_null()) else {
            return Ok(untold);
        };
        named(value, all, name)
            .ok_or_else(|| spot.refuse(&format!("error.{field}"), value, &names(all, name)))
    }

    /// The points that an attempt's phases come from, as far as the phases depend on
    /// them. `None` where there is nothing to count them from.
    fn points(
        &self,
        phases: &Map<String, Value>,
        spot: DocumentPath,
    ) -> Result<Option<ExchangePoints>, DocumentError> {
        let Attempt {
            dispatched, ended, ..
        } = self.attempt;
        let Some((dispatched, ended)) = dispatched.zip(ended) else {
            return Ok(None);
        };
        let span = |name: &str| -> Result<Span, DocumentError> {
            let value = phases.get(name).unwrap_or(&Value::Null);
            let told = point(&format!("phasesMs.{name}"), value, spot)?;
            Ok(told.unwrap_or_default() - TimePoint::START)
        };
        let (redirects, tls) = (span("redirects")?, span("tls")?);
        let redirects_end = dispatched + redirects;
        let lookup_start = redirects_end + span("connection")?;
        let lookup_end = lookup_start + span("dns")?;
        let secure_start = lookup_end + span("connect")?;
        let back = |from: TimePoint, span: Span| from + (Span::ZERO - span);
        let response_start = back(self.attempt.read.unwrap_or(ended), span("receiving")?);
        Ok(Some(ExchangePoints {
            redirects_end: (redirects > Span::ZERO).then_some(redirects_end),
            lookup_start,
            lookup_end,
            connect_start: lookup_end,
            secure_start: (tls > Span::ZERO).then_some(secure_start),
            connect_end: secure_start + tls,
            request_start: back(response_start, span("response")?),
            response_start,
        }))
    }
}

fn point(
    name: &str,
    value: &Value,
    spot: DocumentPath,
) -> Result<Option<TimePoint>, DocumentError> {
    if value.is_null() {
        return Ok(None);
    }
    let number = value.as_f64().filter(|ms| libm::fabs(*ms) <= LATEST_MS);
    let point = number.map(|ms| Some(TimePoint::from_ms(ms)));
    point.ok_or_else(|| spot.refuse(name, value, "a number of milliseconds, or null"))
}

fn whole(
    name: &str,
    value: &Value,
    range: WholeRange,
    spot: DocumentPath,
) -> Result<Option<u64>, DocumentError> {
    if value.is_null() {
        return Ok(None);
    }
    let number = whole_number(value).filter(|&number| range.contains(number));
    number
        .map(Some)
        .ok_or_else(|| spot.refuse(name, value, &range.to_string()))
}
