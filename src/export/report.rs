//! The report document: what was run, where, and what became of every request.

use serde_json::{Map, Value, json};

use super::{VERSION, experiment};
use crate::model::browser_times::{FlightPhases, Protocol};
use crate::model::experiment::Experiment;
use crate::model::explain::explain;
use crate::model::outcome::{Outcome, OutcomeKind};
use crate::model::request::{Attempt, RequestRecord};
use crate::model::run::Run;
use crate::model::stats::{Durations, speedup};
use crate::model::strategy::Strategy;
use crate::model::units::{RequestIndex, Span, TimePoint};

/// Where the report was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    pub user_agent: String,
    pub hardware_concurrency: u32,
    pub cross_origin_isolated: bool,
    pub app_version: String,
}

/// A finished lane and what was learnt beside its events.
pub struct LaneReport<'a> {
    pub run: &'a Run,
    pub ideal: Option<Span>,
    /// The lab's own count of the most requests in flight at once.
    pub max_in_flight_at_source: Option<u32>,
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
    json!({
        "version": VERSION,
        "experiment": experiment::to_json(experiment),
        "environment": {
            "userAgent": environment.user_agent,
            "hardwareConcurrency": environment.hardware_concurrency,
            "crossOriginIsolated": environment.cross_origin_isolated,
            "appVersion": environment.app_version,
        },
        "lanes": lanes.iter().map(|lane| lane_to_json(lane, &runs)).collect::<Vec<_>>(),
    })
}

fn lane_to_json(lane: &LaneReport<'_>, runs: &[&Run]) -> Value {
    let run = lane.run;
    let requests = run.requests().iter().zip(0..).map(|(request, index)| {
        let index = RequestIndex(index);
        request_to_json(index, request, (lane.url)(index))
    });
    json!({
        "strategy": run.strategy().name(),
        "limit": match run.strategy() {
            Strategy::Sequential | Strategy::Concurrent { .. } => Some(run.strategy().slots()),
            Strategy::Threads { .. } => None,
        },
        "makespanMs": run.makespan().map(span_ms),
        "idealMs": lane.ideal.filter(|_| run.is_comparable()).map(span_ms),
        "speedup": speedup(run, runs).map(round_to_thousandths),
        "maxInFlight": run.max_in_flight(),
        "maxInFlightAtSource": lane.max_in_flight_at_source,
        "counts": OutcomeKind::ALL
            .into_iter()
            .map(|kind| (kind.name().to_owned(), json!(run.counts().of(kind))))
            .collect::<Map<_, _>>(),
        "durationMs": durations_to_json(Durations::of(run)),
        "requests": requests.collect::<Vec<_>>(),
    })
}

fn durations_to_json(durations: Option<Durations>) -> Value {
    let of = |pick: fn(&Durations) -> Span| durations.as_ref().map(pick).map(span_ms);
    json!({
        "p50": of(|all| all.p50),
        "p90": of(|all| all.p90),
        "p95": of(|all| all.p95),
        "p99": of(|all| all.p99),
        "max": of(|all| all.max),
    })
}

fn request_to_json(index: RequestIndex, request: &RequestRecord, url: String) -> Value {
    let mut fields = Map::new();
    fields.insert("index".to_owned(), json!(index.0));
    fields.insert("url".to_owned(), json!(url));
    fields.append(&mut attempt_to_json(&request.attempt));
    let attempts: Vec<_> = request
        .attempts()
        .filter(|attempt| attempt.dispatched.is_some())
        .map(attempt_to_json)
        .collect();
    fields.insert("attempts".to_owned(), json!(attempts));
    Value::Object(fields)
}

/// What an attempt spent its time on; together it is all of its time in flight.
fn phases_to_json(phases: FlightPhases) -> Value {
    json!({
        "connection": span_ms(phases.connection),
        "dns": span_ms(phases.dns),
        "connect": span_ms(phases.connect),
        "tls": span_ms(phases.tls),
        "response": span_ms(phases.response),
        "receiving": span_ms(phases.receiving),
    })
}

fn attempt_to_json(attempt: &Attempt) -> Map<String, Value> {
    let Attempt { outcome, times, .. } = *attempt;
    let error = outcome.and_then(|outcome| {
        let message = explain(&outcome)?;
        Some(json!({"kind": error_kind(&outcome), "message": message}))
    });
    [
        (
            "outcome",
            json!(outcome.map(|outcome| outcome.kind().name())),
        ),
        ("status", json!(attempt.status)),
        ("error", json!(error)),
        ("queuedMs", json!(attempt.queued.map(point_ms))),
        ("dispatchedMs", json!(attempt.dispatched.map(point_ms))),
        ("responseMs", json!(attempt.responded.map(point_ms))),
        ("endedMs", json!(attempt.ended.map(point_ms))),
        ("bytes", json!(attempt.bytes)),
        (
            "protocol",
            json!(times.and_then(|times| times.protocol).map(Protocol::id)),
        ),
        (
            "phasesMs",
            json!(FlightPhases::of(attempt).map(phases_to_json)),
        ),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
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
    round_to_thousandths(point.ms())
}

fn span_ms(span: Span) -> f64 {
    round_to_thousandths(span.ms())
}

/// No clock here is finer than 5 µs; more digits would only look exact.
fn round_to_thousandths(number: f64) -> f64 {
    libm::round(number * 1_000.0) / 1_000.0
}
