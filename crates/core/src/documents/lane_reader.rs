//! Reads a lane of a report: its run, and what was learnt beside its events.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::reader::{Fields, whole_number, written};
use crate::documents::request_reader::{Context, DocumentPath, read_request};
use crate::experiment::Experiment;
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::policy::Backoff;
use crate::experiment::ranges::{self, RealRange, SettingError, WholeRange};
use crate::experiment::strategy::{Strategy, Waiting};
use crate::run::event::Ending;
use crate::run::heartbeat::{Freeze, Heartbeat};
use crate::run::in_flight::CountFrom;
use crate::run::outcome::{CancelledBy, Outcome, OutcomeKind};
use crate::run::replay::{RecordedAttempt, ReplayError, replay};
use crate::run::{IllegalEvent, Run};
use crate::units::{Span, TimePoint};

/// A lane that has ended, and what was learnt beside its events.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedLane {
    pub run: Run,
    /// The ideal that was recorded; a run that could not be held against one has none.
    pub ideal: Option<Span>,
    pub max_in_flight_at_source: Option<u32>,
    pub refused_at_source: Option<u32>,
    pub counter_at_source: Option<u32>,
    /// Its freezes, the longest time without a frame, and the long tasks.
    pub heartbeat: Heartbeat,
    pub was_hidden: bool,
    pub startup: Option<Span>,
    pub waiting: Option<Waiting>,
    /// The address of each request's first attempt; empty where there was none.
    pub urls: Vec<String>,
}

/// How many were in flight at once; a source may count more than the page did.
const IN_FLIGHT: WholeRange = WholeRange {
    min: 0,
    max: ranges::REQUESTS.max,
};
/// All attempts at all requests.
const ATTEMPTS: WholeRange = WholeRange {
    min: 0,
    max: ranges::REQUESTS.max * (ranges::RETRIES.max + 1),
};
const LONG_TASKS: WholeRange = IN_FLIGHT;
/// Longer than any browser is left alone.
const LENGTH_MS: RealRange = RealRange {
    min: 0.0,
    max: 1e10,
};
/// The clocks of a page and its workers may be as coarse as this, where a browser hides
/// exact times from fingerprinting.
const THREADS_SKEW: Span = Span::from_whole_ms(100);

/// Reads a lane that has ended.
pub(super) fn read_lane(
    mut fields: Fields,
    place: usize,
    planned: &PlannedLane,
    experiment: &Experiment,
) -> Result<RecordedLane, DocumentError> {
    let strategy = planned.strategy;
    let name = fields.required_text("strategy")?;
    if name != strategy.name() {
        let expected = format!("{}, as in experiment.lanes[{place}]", strategy.name());
        return Err(fields.refuse("strategy", &name.into(), &expected));
    }
    let (attempts, urls) = read_requests(&mut fields, place, planned, experiment)?;
    let limits = read_limits(&mut fields, strategy, &attempts)?;
    let ending = fields.known_name("ending", &Ending::ALL, Ending::name)?;
    let ending = ending.unwrap_or_else(|| ending_of(&attempts));
    let requests = experiment.workload.requests;
    let most = fields.known_small("maxInFlight", IN_FLIGHT)?.unwrap_or(0);
    let blank = Run::recorded(strategy, requests, most)
        .sharing(&experiment.workload, planned.policy(experiment).lock);
    let run =
        replay(blank, &attempts, &limits, ending).map_err(|no_run| contradiction(no_run, place))?;
    check_counts(&mut fields, &run)?;
    if most > 0 && run.max_in_flight() > most && has_one_clock(strategy) {
        let expected = format!(
            "at least {}, by the times of its requests",
            run.max_in_flight()
        );
        return Err(fields.refuse("maxInFlight", &most.into(), &expected));
    }
    let until = run.last_end().unwrap_or_default();
    Ok(RecordedLane {
        run,
        ideal: span(&mut fields, "idealMs")?,
        max_in_flight_at_source: fields.known_small("maxInFlightAtSource", IN_FLIGHT)?,
        refused_at_source: fields.known_small("refusedAtSource", ATTEMPTS)?,
        counter_at_source: fields.known_small("counterAtSource", ATTEMPTS)?,
        heartbeat: Heartbeat::recorded(
            read_freezes(&mut fields, "freezes")?,
            span(&mut fields, "longestFreezeMs")?,
            fields.known_small("longTasks", LONG_TASKS)?,
            read_freezes(&mut fields, "longTaskSpans")?,
            until,
        ),
        was_hidden: fields.known("wasHidden") == Some(Value::Bool(true)),
        startup: span(&mut fields, "startupMs")?,
        waiting: fields.known_name("blocking", &Waiting::ALL, Waiting::name)?,
        urls,
    })
}

const fn has_one_clock(strategy: Strategy) -> bool {
    matches!(strategy, Strategy::Sequential | Strategy::Concurrent { .. })
}

fn read_requests(
    fields: &mut Fields,
    place: usize,
    planned: &PlannedLane,
    experiment: &Experiment,
) -> Result<(Vec<RecordedAttempt>, Vec<String>), DocumentError> {
    let requests = match fields.take("requests") {
        Some(Value::Array(requests)) => requests,
        Some(other) => return Err(fields.refuse("requests", &other, "a list of requests")),
        None => return Err(fields.missing("requests")),
    };
    let expected = experiment.workload.requests;
    if requests.len() != expected as usize {
        let field = format!("The number of {}", fields.path_of("requests"));
        let expected = format!("{expected}, as experiment.workload.requests says");
        return Err(SettingError::new(&field, &requests.len().to_string(), expected).into());
    }
    let context = Context {
        source: planned.source(experiment),
        policy: planned.policy(experiment),
        skew: match has_one_clock(planned.strategy) {
            true => Span::ZERO,
            false => THREADS_SKEW,
        },
    };
    let mut attempts = Vec::with_capacity(requests.len());
    let mut urls = Vec::with_capacity(requests.len());
    for (request, value) in requests.into_iter().enumerate() {
        let spot = DocumentPath {
            lane: place,
            request,
            attempt: None,
        };
        urls.push(read_request(value, spot, &context, &mut attempts)?);
    }
    if context.policy.backoff == Backoff::None {
        mark_those_again_at_once(&mut attempts);
    }
    Ok((attempts, urls))
}

/// In a lane without backoff, whoever did not wait as a server asked, by `Retry-After`.
fn mark_those_again_at_once(attempts: &mut [RecordedAttempt]) {
    /// Servers ask for whole seconds.
    const SHORTEST_ASKED: Span = Span::from_whole_ms(1_000);
    let mut next: Option<RecordedAttempt> = None;
    for recorded in attempts.iter_mut().rev() {
        let again = next.filter(|next| next.index == recorded.index);
        let again = again.and_then(|next| next.attempt.queued.or(next.attempt.ended));
        let gap = again.zip(recorded.attempt.ended);
        let gap = gap.map(|(again, ended)| again - ended);
        recorded.attempt.again_at_once = gap.is_some_and(|gap| gap < SHORTEST_ASKED);
        next = Some(recorded.clone());
    }
}

/// Where the limit was changed, all that there were. Of a change that is not told
/// nobody knows when it was, only that it was.
fn read_limits(
    fields: &mut Fields,
    strategy: Strategy,
    attempts: &[RecordedAttempt],
) -> Result<Vec<CountFrom>, DocumentError> {
    let was_changed = fields.known("limitChanged") == Some(Value::Bool(true));
    match fields.known("limits") {
        None if !was_changed => Ok(Vec::new()),
        None => {
            let ends = attempts.iter().filter_map(|it| it.attempt.ended);
            let last = ends.fold(TimePoint::START, TimePoint::max);
            Ok(vec![(last, strategy.slots())])
        }
        Some(Value::Array(limits)) => {
            let path = fields.path_of("limits");
            let limits = limits.into_iter().enumerate();
            let limit = |(place, value)| {
                let mut fields = Fields::new(&format!("{path}[{place}]"), value)?;
                let from = fields.real("fromMs", LENGTH_MS)?;
                let from = from.ok_or_else(|| fields.missing("fromMs"))?;
                let limit = fields.required_small("limit", ranges::LIMIT)?;
                Ok((TimePoint::from_ms(from), limit))
            };
            limits.map(limit).collect()
        }
        Some(other) => Err(fields.refuse("limits", &other, "a list of limits, or null")),
    }
}

fn read_freezes(fields: &mut Fields, name: &'static str) -> Result<Vec<Freeze>, DocumentError> {
    let path = fields.path_of(name);
    match fields.known(name) {
        None => Ok(Vec::new()),
        Some(Value::Array(freezes)) => {
            let freezes = freezes.into_iter().enumerate();
            let mut last = TimePoint::START;
            let freeze = |(place, value)| {
                let mut fields = Fields::new(&format!("{path}[{place}]"), value)?;
                let mut point = |name| {
                    let ms = fields.real(name, LENGTH_MS)?;
                    let ms = ms.ok_or_else(|| fields.missing(name))?;
                    Ok::<_, DocumentError>(TimePoint::from_ms(ms))
                };
                let (from, to) = (point("fromMs")?, point("toMs")?);
                // Each begins where the one before has ended, or later.
                if from < last || to < from {
                    return Err(fields.refuse("toMs", &to.ms().into(), "in the order of time"));
                }
                last = to;
                Ok(Freeze { from, to })
            };
            freezes.map(freeze).collect()
        }
        Some(other) => Err(fields.refuse(name, &other, "a list of spans of time")),
    }
}

/// How a lane ended that does not say so: whoever cancelled its requests ended it.
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

/// What was counted fits what is told of each request.
fn check_counts(fields: &mut Fields, run: &Run) -> Result<(), DocumentError> {
    let Some(counts) = fields.known("counts") else {
        return Ok(());
    };
    let mut counts = Fields::new(&fields.path_of("counts"), counts)?;
    for kind in OutcomeKind::ALL {
        let is = run.counts().of(kind);
        if let Some(given) = counts.known(kind.name())
            && whole_number(&given) != Some(u64::from(is))
        {
            let expected = format!("{is}, as many as {}", fields.path_of("requests"));
            return Err(counts.refuse(kind.name(), &given, &expected));
        }
    }
    Ok(())
}

fn contradiction(no_run: ReplayError, place: usize) -> DocumentError {
    let requests = format!("lanes[{place}].requests");
    let (field, reason) = match no_run {
        ReplayError::Illegal(IllegalEvent::Step(index, step)) => {
            (format!("{requests}[{index}]"), step.to_string())
        }
        ReplayError::Illegal(other) => (requests, other.to_string()),
        ReplayError::Crowded(at) => {
            let at = written(&at.ms().into());
            let reason = format!("by {at} ms more were in flight at once than a limit allows");
            (requests, reason)
        }
    };
    DocumentError::Contradiction { field, reason }
}

fn span(fields: &mut Fields, name: &'static str) -> Result<Option<Span>, DocumentError> {
    Ok(fields.known_real(name, LENGTH_MS)?.map(Span::from_ms))
}
