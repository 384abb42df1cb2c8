//! Reads one attempt of a report.

use serde_json::{Map, Value};

use super::context::{DocumentPath, LaneContext};
use crate::documents::document_error::DocumentError;
use crate::documents::json::whole_number;
use crate::experiment::ranges::{self, WholeRange};
use crate::named::Named;
use crate::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use crate::run::flight_phases::FlightPhase;
use crate::run::outcome::{CancelledBy, NetworkCause, Outcome, OutcomeKind};
use crate::run::request::Attempt;
use crate::units::{Span, TimePoint};

/// Whole numbers are exact in JavaScript up to the largest seed.
const BYTES: WholeRange = ranges::SEED;
const STATUS: WholeRange = WholeRange { min: 0, max: 999 };
const FOUND: WholeRange = WholeRange {
    min: 0,
    max: u32::MAX as u64,
};
/// No run takes as long as this, in ms.
const MAX_MS: f64 = 1e10;
/// What the phases of an attempt may lack or exceed, in ms: each is rounded to a microsecond.
const ROUNDED_MS: f64 = 0.02;

/// The fields of an attempt, as far as they are read.
#[derive(Default)]
pub(super) struct AttemptFields {
    attempt: Attempt,
    kind: Option<OutcomeKind>,
    error: Map<String, Value>,
    protocol: Option<Protocol>,
    phases: Option<Map<String, Value>>,
}

impl AttemptFields {
    /// Reads one field. Fields that a later version of the page added are ignored.
    pub fn read(
        &mut self,
        name: &str,
        value: &Value,
        path: DocumentPath,
    ) -> Result<(), DocumentError> {
        let Self { attempt, .. } = self;
        let point = || point(name, value, path);
        let whole = |range| whole(name, value, range, path);
        match name {
            "outcome" => {
                self.kind = Some(named_of("outcome", value, path)?);
            }
            "status" => attempt.status = whole(STATUS)?.map(|status| status as u16),
            "retryAfterMs" => {
                attempt.retry_after = whole(BYTES)?.map(|ms| Span::from_ms(ms as f64));
            }
            "queuedMs" => attempt.queued = point()?,
            "dispatchedMs" => attempt.dispatched = point()?,
            "responseMs" => attempt.responded = point()?,
            "readMs" => attempt.read = point()?,
            "computingMs" => attempt.computing = point()?,
            "endedMs" => attempt.ended = point()?,
            "bytes" => attempt.bytes = whole(BYTES)?.unwrap_or_default(),
            "found" => attempt.found = whole(FOUND)?.map(|found| found as u32),
            "protocol" => self.protocol = value.as_str().and_then(Protocol::from_name),
            "error" => self.error = value.as_object().cloned().unwrap_or_default(),
            "phasesMs" => self.phases = value.as_object().cloned(),
            _ => {}
        }
        Ok(())
    }

    /// The attempt, once all its fields are read.
    pub fn finish(
        mut self,
        path: DocumentPath,
        context: &LaneContext<'_>,
    ) -> Result<Attempt, DocumentError> {
        let kind = self.kind.ok_or_else(|| path.missing("outcome"))?;
        if self.attempt.ended.is_none() {
            return Err(path.missing("endedMs"));
        }
        if self.attempt.responded.is_some() && self.attempt.status.is_none() {
            return Err(path.missing("status"));
        }
        self.attempt.outcome = Some(self.outcome(kind, path, context)?);
        let points = match self.phases.take() {
            Some(phases) => self.points(&phases, path)?,
            None => None,
        };
        if self.protocol.is_some() || points.is_some() {
            let protocol = self.protocol;
            self.attempt.times = Some(BrowserTimes { protocol, points });
        }
        Ok(self.attempt)
    }

    /// The outcome; details that are missing follow from the rest.
    fn outcome(
        &self,
        kind: OutcomeKind,
        path: DocumentPath,
        context: &LaneContext<'_>,
    ) -> Result<Outcome, DocumentError> {
        let LaneContext { source, policy, .. } = context;
        let of_error = |name| {
            let value = self.error.get(name).unwrap_or(&Value::Null);
            whole(&format!("error.{name}"), value, BYTES, path)
        };
        Ok(match kind {
            OutcomeKind::Succeeded => Outcome::Succeeded,
            OutcomeKind::HttpError => Outcome::HttpError {
                status: self.attempt.status.ok_or_else(|| path.missing("status"))?,
            },
            OutcomeKind::TimedOut => {
                let after = self.error.get("afterMs").and_then(Value::as_f64);
                let policy = f64::from(policy.timeout_ms);
                Outcome::TimedOut {
                    after: Span::from_ms(after.unwrap_or(policy)),
                    page_was_busy: self.error.get("pageWasBusy") == Some(&Value::Bool(true)),
                }
            }
            OutcomeKind::NetworkError => {
                let cause = self.error_named("kind", path)?;
                Outcome::NetworkError(cause.unwrap_or(NetworkCause::NetworkOrCors))
            }
            OutcomeKind::BodyBroken => Outcome::BodyBroken {
                after_bytes: of_error("afterBytes")?.unwrap_or(self.attempt.bytes),
            },
            OutcomeKind::TooLarge => {
                let usual = if source.is_lab() {
                    ranges::BODY_BYTES.max
                } else {
                    self.attempt.bytes
                };
                Outcome::TooLarge {
                    limit_bytes: of_error("limitBytes")?.unwrap_or(usual),
                }
            }
            OutcomeKind::Cancelled => {
                let by = self.error_named("by", path)?;
                Outcome::Cancelled(by.unwrap_or(CancelledBy::User))
            }
        })
    }

    /// A named field of the error; absent and null are `None`.
    fn error_named<T: Named>(
        &self,
        field: &str,
        path: DocumentPath,
    ) -> Result<Option<T>, DocumentError> {
        let value = self.error.get(field).filter(|value| !value.is_null());
        value
            .map(|value| named_of(&format!("error.{field}"), value, path))
            .transpose()
    }

    /// The points of the exchange, as its phases give them, which are all of its time in flight.
    /// `None` where the attempt was not dispatched.
    fn points(
        &self,
        phases: &Map<String, Value>,
        path: DocumentPath,
    ) -> Result<Option<ExchangePoints>, DocumentError> {
        let Attempt {
            dispatched, ended, ..
        } = self.attempt;
        let Some((dispatched, ended)) = dispatched.zip(ended) else {
            return Ok(None);
        };
        let span = |phase: FlightPhase| -> Result<Span, DocumentError> {
            let name = phase.name();
            let value = phases.get(name).unwrap_or(&Value::Null);
            let point = point(&format!("phasesMs.{name}"), value, path)?;
            Ok(point.unwrap_or_default() - TimePoint::START)
        };
        let total = FlightPhase::ALL
            .into_iter()
            .try_fold(Span::ZERO, |sum, phase| {
                span(phase).map(|length| sum + length)
            })?;
        let duration = ended - dispatched;
        if libm::fabs((total - duration).ms()) > ROUNDED_MS {
            let given = Value::Object(phases.clone());
            let duration = duration.rounded().ms();
            let expected = format!("lengths whose sum is {duration} ms, as its duration");
            return Err(path.refuse("phasesMs", &given, &expected));
        }
        let (redirects, tls) = (span(FlightPhase::Redirects)?, span(FlightPhase::Tls)?);
        let redirects_end = dispatched + redirects;
        let lookup_start = redirects_end + span(FlightPhase::Connection)?;
        let lookup_end = lookup_start + span(FlightPhase::Dns)?;
        let secure_start = lookup_end + span(FlightPhase::Connect)?;
        let back = |from: TimePoint, span: Span| from + (Span::ZERO - span);
        let response_start = back(
            self.attempt.read.unwrap_or(ended),
            span(FlightPhase::Receiving)?,
        );
        Ok(Some(ExchangePoints {
            redirects_end: (redirects > Span::ZERO).then_some(redirects_end),
            lookup_start,
            lookup_end,
            connect_start: lookup_end,
            secure_start: (tls > Span::ZERO).then_some(secure_start),
            connect_end: secure_start + tls,
            request_start: back(response_start, span(FlightPhase::Response)?),
            response_start,
        }))
    }
}

fn named_of<T: Named>(name: &str, value: &Value, path: DocumentPath) -> Result<T, DocumentError> {
    let variant = value.as_str().and_then(T::from_name);
    variant.ok_or_else(|| path.refuse(name, value, &T::expected()))
}

fn point(
    name: &str,
    value: &Value,
    path: DocumentPath,
) -> Result<Option<TimePoint>, DocumentError> {
    if value.is_null() {
        return Ok(None);
    }
    let number = value.as_f64().filter(|ms| libm::fabs(*ms) <= MAX_MS);
    let point = number.map(|ms| Some(TimePoint::from_ms(ms)));
    point.ok_or_else(|| path.refuse(name, value, "a number of milliseconds, or null"))
}

fn whole(
    name: &str,
    value: &Value,
    range: WholeRange,
    path: DocumentPath,
) -> Result<Option<u64>, DocumentError> {
    if value.is_null() {
        return Ok(None);
    }
    let number = whole_number(value).filter(|&number| range.contains(number));
    number
        .map(Some)
        .ok_or_else(|| path.refuse(name, value, &range.to_string()))
}
