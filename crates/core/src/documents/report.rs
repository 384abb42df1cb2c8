//! The report document: what was run, where, and what became of every request.

use serde_json::Value;

use super::{VERSION, experiment, object};
use crate::analysis::statistics::{Durations, speedup};
pub use crate::documents::environment::Environment;
use crate::experiment::Experiment;
use crate::experiment::source::Source;
use crate::experiment::strategy::{Strategy, Waiting};
use crate::run::Run;
use crate::run::browser_times::{FlightPhases, Protocol};
use crate::run::event::Ending;
use crate::run::heartbeat::Freeze;
use crate::run::in_flight::CountFrom;
use crate::run::outcome::{NetworkCause, Outcome, OutcomeKind};
use crate::run::request::{Attempt, RequestRecord};
use crate::units::{RequestIndex, Span, TimePoint};
use crate::wording::explain::explain;

/// A finished lane and what was learnt beside its events.
pub struct LaneReport<'a> {
    pub run: &'a Run,
    pub ideal: Option<Span>,
    /// Whom it asked.
    pub source: &'a Source,
    /// The lab's own count of the most requests in flight at once.
    pub max_in_flight_at_source: Option<u32>,
    /// How many it refused because it was at its capacity.
    pub refused_at_source: Option<u32>,
    /// What the number that its requests share came to, where they share one.
    pub counter_at_source: Option<u64>,
    /// The longest time from frame to frame.
    pub longest_freeze: Option<Span>,
    /// How many long tasks there were, where the browser tells.
    pub long_tasks: Option<u32>,
    /// When the first of them were.
    pub long_task_spans: &'a [Freeze],
    /// The times without a frame that a person notices.
    pub freezes: &'a [Freeze],
    /// The page was hidden for a while.
    pub was_hidden: bool,
    /// How long its workers took to start, before the run did.
    pub startup: Option<Span>,
    pub waiting: Option<Waiting>,
    /// The address a request was sent to.
    pub url: &'a dyn Fn(RequestIndex) -> String,
}

/// The whole document.
pub fn to_json(
    experiment: &Experiment,
    environment: &Environment,
    lanes: &[LaneReport<'_>],
) -> Value {
    let runs: Vec<&Run> = lanes.iter().map(|lane| lane.run).collect();
    let lanes: Vec<_> = lanes.iter().map(|lane| lane_to_json(lane, &runs)).collect();
    object(vec![
        ("version", VERSION.into()),
        ("experiment", experiment::to_json(experiment)),
        ("environment", environment.to_json()),
        ("lanes", lanes.into()),
        ("refusedUrls", refused_urls_to_json(&experiment.source)),
    ])
}

/// The lines of the user's list that were no addresses to fetch; null where there
/// is no list.
fn refused_urls_to_json(source: &Source) -> Value {
    let Source::Urls(list) = source else {
        return Value::Null;
    };
    let refused = list.refused().iter().map(|line| {
        object(vec![
            ("line", line.number.into()),
            ("url", line.text.as_str().into()),
            ("kind", line.problem.name().into()),
            ("message", line.to_string().into()),
        ])
    });
    refused.collect::<Vec<_>>().into()
}

fn lane_to_json(lane: &LaneReport<'_>, runs: &[&Run]) -> Value {
    let run = lane.run;
    let requests = run.requests().iter().zip(0..).map(|(request, index)| {
        let index = RequestIndex(index);
        request_to_json(index, request, (lane.url)(index), lane.source)
    });
    let limit = match run.strategy() {
        Strategy::Sequential | Strategy::Concurrent { .. } => Some(run.strategy().slots()),
        Strategy::Threads { .. } | Strategy::Blocking => None,
    };
    let counts = OutcomeKind::ALL
        .into_iter()
        .map(|kind| (kind.name(), run.counts().of(kind).into()));
    let ideal = lane.ideal.filter(|_| run.is_comparable());
    object(vec![
        ("strategy", run.strategy().name().into()),
        ("limit", limit.into()),
        ("ending", run.ending().map(Ending::name).into()),
        ("limitChanged", run.limit_changed().into()),
        ("limits", limits_to_json(run)),
        ("makespanMs", run.makespan().map(span_ms).into()),
        ("idealMs", ideal.map(span_ms).into()),
        (
            "speedup",
            speedup(run, runs)
                .map(|times| span_ms(Span::from_ms(times)))
                .into(),
        ),
        ("maxInFlight", run.max_in_flight().into()),
        ("maxInFlightAtSource", lane.max_in_flight_at_source.into()),
        ("refusedAtSource", lane.refused_at_source.into()),
        ("counterAtSource", lane.counter_at_source.into()),
        ("longestFreezeMs", lane.longest_freeze.map(span_ms).into()),
        ("longTasks", lane.long_tasks.into()),
        ("longTaskSpans", freezes_to_json(lane.long_task_spans)),
        ("freezes", freezes_to_json(lane.freezes)),
        ("wasHidden", lane.was_hidden.into()),
        ("startupMs", lane.startup.map(span_ms).into()),
        ("blocking", lane.waiting.map(Waiting::name).into()),
        ("counts", object(counts.collect())),
        ("durationMs", durations_to_json(Durations::from_run(run))),
        ("requests", requests.collect::<Vec<_>>().into()),
    ])
}

fn freezes_to_json(freezes: &[Freeze]) -> Value {
    let freezes = freezes.iter().map(|freeze| {
        object(vec![
            ("fromMs", point_ms(freeze.from).into()),
            ("toMs", point_ms(freeze.to).into()),
        ])
    });
    freezes.collect::<Vec<_>>().into()
}

/// The limits a lane ran under, each from a point on; null where there was but one.
fn limits_to_json(run: &Run) -> Value {
    if !run.limit_changed() {
        return Value::Null;
    }
    let limits = run.in_flight_over_time().limits().iter();
    let limits = limits.map(|&(from, limit): &CountFrom| {
        object(vec![
            ("fromMs", point_ms(from).into()),
            ("limit", limit.into()),
        ])
    });
    limits.collect::<Vec<_>>().into()
}

fn durations_to_json(durations: Option<Durations>) -> Value {
    let of = |pick: fn(&Durations) -> Span| durations.as_ref().map(pick).map(span_ms).into();
    object(vec![
        ("p50", of(|all| all.p50)),
        ("p90", of(|all| all.p90)),
        ("p95", of(|all| all.p95)),
        ("p99", of(|all| all.p99)),
        ("max", of(|all| all.max)),
    ])
}

fn request_to_json(
    index: RequestIndex,
    request: &RequestRecord,
    url: String,
    source: &Source,
) -> Value {
    let sent = request
        .attempts()
        .filter(|attempt| attempt.dispatched.is_some());
    let attempts: Vec<_> = sent
        .map(|attempt| object(attempt_fields(attempt, source)))
        .collect();
    let mut fields = vec![("index", index.0.into()), ("url", url.into())];
    fields.append(&mut attempt_fields(&request.attempt, source));
    fields.push(("attempts", attempts.into()));
    object(fields)
}

/// What an attempt spent its time on; together it is all of its time in flight.
fn phases_to_json(phases: FlightPhases) -> Value {
    object(vec![
        ("redirects", span_ms(phases.redirects).into()),
        ("connection", span_ms(phases.connection).into()),
        ("dns", span_ms(phases.dns).into()),
        ("connect", span_ms(phases.connect).into()),
        ("tls", span_ms(phases.tls).into()),
        ("response", span_ms(phases.response).into()),
        ("receiving", span_ms(phases.receiving).into()),
        ("thread", span_ms(phases.thread).into()),
        ("computing", span_ms(phases.computing).into()),
    ])
}

fn attempt_fields(attempt: &Attempt, source: &Source) -> Vec<(&'static str, Value)> {
    let Attempt { outcome, times, .. } = *attempt;
    let protocol = times.and_then(|times| times.protocol).map(Protocol::id);
    let phases = FlightPhases::of(attempt).map(phases_to_json);
    let error = outcome.and_then(|outcome| error_to_json(&outcome, source));
    // Of a blocking request that failed nobody knows how far it came.
    let is_untold = outcome == Some(Outcome::NetworkError(NetworkCause::Untold));
    let bytes = Some(attempt.bytes).filter(|_| !is_untold);
    vec![
        (
            "outcome",
            outcome.map(|outcome| outcome.kind().name()).into(),
        ),
        ("status", attempt.status.into()),
        ("error", error.into()),
        ("queuedMs", attempt.queued.map(point_ms).into()),
        ("dispatchedMs", attempt.dispatched.map(point_ms).into()),
        ("responseMs", attempt.responded.map(point_ms).into()),
        ("readMs", attempt.read.map(point_ms).into()),
        ("computingMs", attempt.computing.map(point_ms).into()),
        ("endedMs", attempt.ended.map(point_ms).into()),
        ("bytes", bytes.into()),
        ("found", attempt.found.into()),
        ("protocol", protocol.into()),
        ("phasesMs", phases.into()),
    ]
}

fn error_to_json(outcome: &Outcome, source: &Source) -> Option<Value> {
    let mut fields = vec![
        ("kind", error_kind(outcome).into()),
        ("message", explain(outcome, source)?.into()),
    ];
    // What the words say and nothing else in the document does.
    match *outcome {
        Outcome::Cancelled(by) => fields.push(("by", by.name().into())),
        Outcome::TimedOut { after } => fields.push(("afterMs", span_ms(after).into())),
        Outcome::BodyBroken { after_bytes } => {
            fields.push(("afterBytes", after_bytes.into()));
        }
        Outcome::TooLarge { limit_bytes } => fields.push(("limitBytes", limit_bytes.into())),
        _ => {}
    }
    Some(object(fields))
}

/// The kind of error as documents name it: the outcome's, or the finer cause
/// where one is known.
const fn error_kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::NetworkError(cause) => cause.name(),
        other => other.kind().name(),
    }
}

fn point_ms(point: TimePoint) -> f64 {
    span_ms(point - TimePoint::START)
}

fn span_ms(span: Span) -> f64 {
    span.rounded().ms()
}
