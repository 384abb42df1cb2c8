//! Reads a lane of a report: its run, and what was observed beside its events.

use serde_json::Value;

use super::context::{DocumentPath, LaneContext};
use super::observations::{LENGTH_MS, read_max_in_flight, read_observations, read_span};
use super::request_reader::read_request;
use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, whole_number, written};
use crate::experiment::Experiment;
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::policy::Backoff;
use crate::experiment::ranges::{self, SettingError};
use crate::experiment::strategy::Strategy;
use crate::run::event::Ending;
use crate::run::in_flight::CountFrom;
use crate::run::observations::LaneObservations;
use crate::run::outcome::{CancelledBy, Outcome, OutcomeKind};
use crate::run::replay::{RecordedAttempt, ReplayError, replay};
use crate::run::{IllegalEvent, Run};
use crate::units::{Span, TimePoint};

/// A lane that has ended, and what was observed beside its events.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedLane {
    pub run: Run,
    /// The ideal that was recorded; `None` for a run that could not be compared with one.
    pub ideal: Option<Span>,
    pub observations: LaneObservations,
    /// The address of each request's first attempt; empty where there was none.
    pub urls: Vec<String>,
}

/// The clocks of a page and its workers may be as coarse as this, where a browser hides
/// exact times from fingerprinting.
const THREADS_SKEW: Span = Span::from_whole_ms(100);

/// Reads a lane that has ended.
pub(super) fn read_lane(
    mut fields: Fields,
    index: usize,
    planned: &PlannedLane,
    experiment: &Experiment,
) -> Result<RecordedLane, DocumentError> {
    let strategy = planned.strategy;
    let name = fields.required_text("strategy")?;
    if name != strategy.kind().name() {
        let expected = format!(
            "{}, as in experiment.lanes[{index}]",
            strategy.kind().name()
        );
        return Err(fields.refuse("strategy", &name.into(), &expected));
    }
    let (attempts, urls) = read_requests(&mut fields, index, planned, experiment)?;
    let limits = read_limits(&mut fields, strategy, &attempts)?;
    let ending = fields.nullable_named("ending")?;
    let ending = ending.unwrap_or_else(|| ending_of(&attempts));
    let requests = experiment.workload.requests;
    let max = read_max_in_flight(&mut fields)?.unwrap_or(0);
    let blank = Run::recorded(strategy, requests, max).sharing(
        &experiment.workload,
        planned.policy(&experiment.policy).lock,
    );
    let run =
        replay(blank, &attempts, &limits, ending).map_err(|error| contradiction(error, index))?;
    check_counts(&mut fields, &run)?;
    if max > 0 && run.max_in_flight() > max && strategy.kind().runs_on_event_loop() {
        let expected = format!(
            "at least {}, by the times of its requests",
            run.max_in_flight()
        );
        return Err(fields.refuse("maxInFlight", &max.into(), &expected));
    }
    let until = run.last_end().unwrap_or_default();
    Ok(RecordedLane {
        run,
        ideal: read_span(&mut fields, "idealMs")?,
        observations: read_observations(&mut fields, until)?,
        urls,
    })
}

fn read_requests(
    fields: &mut Fields,
    lane: usize,
    planned: &PlannedLane,
    experiment: &Experiment,
) -> Result<(Vec<RecordedAttempt>, Vec<String>), DocumentError> {
    let requests = match fields.required("requests")? {
        Value::Array(requests) => requests,
        other => return Err(fields.refuse("requests", &other, "a list of requests")),
    };
    let expected = experiment.workload.requests;
    if requests.len() != expected as usize {
        let field = format!("The number of {}", fields.path_of("requests"));
        let expected = format!("{expected}, as experiment.workload.requests says");
        return Err(SettingError::new(&field, &requests.len().to_string(), expected).into());
    }
    let context = LaneContext {
        source: planned.source(&experiment.source),
        policy: planned.policy(&experiment.policy),
        skew: if planned.strategy.kind().runs_on_event_loop() {
            Span::ZERO
        } else {
            THREADS_SKEW
        },
    };
    let mut attempts = Vec::with_capacity(requests.len());
    let mut urls = Vec::with_capacity(requests.len());
    for (request, value) in requests.into_iter().enumerate() {
        let path = DocumentPath {
            lane,
            request,
            attempt: None,
        };
        urls.push(read_request(value, path, &context, &mut attempts)?);
    }
    if context.policy.backoff == Backoff::None {
        mark_immediate_retries(&mut attempts);
    }
    Ok((attempts, urls))
}

/// Marks the failed attempts of a lane without backoff after which the request did not wait
/// either because a server asked it to, by `Retry-After`.
fn mark_immediate_retries(attempts: &mut [RecordedAttempt]) {
    /// Servers ask for whole seconds.
    const MIN_RETRY_AFTER: Span = Span::from_whole_ms(1_000);
    let mut next: Option<RecordedAttempt> = None;
    for recorded in attempts.iter_mut().rev() {
        let again = next.filter(|next| next.index == recorded.index);
        let again = again.and_then(|next| next.attempt.queued.or(next.attempt.ended));
        let gap = again.zip(recorded.attempt.ended);
        let gap = gap.map(|(again, ended)| again - ended);
        recorded.attempt.retried_immediately = gap.is_some_and(|gap| gap < MIN_RETRY_AFTER);
        next = Some(recorded.clone());
    }
}

/// All limits of the lane, where its limit was changed. If the report does not say when it
/// was changed, it counts as changed at the end.
fn read_limits(
    fields: &mut Fields,
    strategy: Strategy,
    attempts: &[RecordedAttempt],
) -> Result<Vec<CountFrom>, DocumentError> {
    let was_changed = fields.nullable_bool("limitChanged")? == Some(true);
    match fields.nullable("limits") {
        None if !was_changed => Ok(Vec::new()),
        None => {
            let ends = attempts.iter().filter_map(|it| it.attempt.ended);
            let last = ends.fold(TimePoint::START, TimePoint::max);
            Ok(vec![(last, strategy.limit())])
        }
        Some(Value::Array(limits)) => {
            let path = fields.path_of("limits");
            let limits = limits.into_iter().enumerate();
            let limit = |(index, value)| {
                let mut fields = Fields::new(&format!("{path}[{index}]"), value)?;
                let from = fields.required_f64("fromMs", LENGTH_MS)?;
                let limit = fields.required_u32("limit", ranges::LIMIT)?;
                Ok((TimePoint::from_ms(from), limit))
            };
            limits.map(limit).collect()
        }
        Some(other) => Err(fields.refuse("limits", &other, "a list of limits, or null")),
    }
}

/// The ending of a lane whose report does not say: what cancelled its requests ended it.
fn ending_of(attempts: &[RecordedAttempt]) -> Ending {
    let cancelled_by = attempts.iter().find_map(|it| match it.attempt.outcome {
        Some(Outcome::Cancelled(by)) => Some(by),
        _ => None,
    });
    match cancelled_by {
        None => Ending::Completed,
        Some(CancelledBy::User) => Ending::Stopped,
        Some(CancelledBy::FailFast) => Ending::FailedFast,
        Some(CancelledBy::Crash) => Ending::Crashed,
        Some(CancelledBy::NoWorkers) => Ending::NoWorkers,
    }
}

/// The counts fit the outcomes of the requests.
fn check_counts(fields: &mut Fields, run: &Run) -> Result<(), DocumentError> {
    let Some(counts) = fields.nullable("counts") else {
        return Ok(());
    };
    let mut counts = Fields::new(&fields.path_of("counts"), counts)?;
    for kind in OutcomeKind::ALL {
        let is = run.counts().of(kind);
        if let Some(given) = counts.nullable(kind.name())
            && whole_number(&given) != Some(u64::from(is))
        {
            let expected = format!("{is}, as many as {}", fields.path_of("requests"));
            return Err(counts.refuse(kind.name(), &given, &expected));
        }
    }
    Ok(())
}

fn contradiction(error: ReplayError, lane: usize) -> DocumentError {
    let requests = format!("lanes[{lane}].requests");
    let (field, reason) = match error {
        ReplayError::Illegal(IllegalEvent::Step(index, step)) => {
            (format!("{requests}[{index}]"), step.to_string())
        }
        ReplayError::Illegal(other) => (requests, other.to_string()),
        ReplayError::Crowded(at) => {
            let at = written(&at.ms().into());
            let reason = format!("at {at} ms more were in flight at once than any limit allows");
            (requests, reason)
        }
    };
    DocumentError::Contradiction { field, reason }
}
