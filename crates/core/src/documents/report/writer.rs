//! Writes a report: what was run, where, and how every request ended.

use serde_json::Value;

use super::environment::Environment;
use super::observations::{observation_fields, point_ms, span_ms};
use crate::analysis::speedup::speedup;
use crate::analysis::statistics::Durations;
use crate::documents::experiment;
use crate::documents::json::object;
use crate::documents::version::VERSION;
use crate::experiment::Experiment;
use crate::experiment::source::Source;
use crate::experiment::workload::Workload;
use crate::run::Run;
use crate::run::browser_times::Protocol;
use crate::run::event::Ending;
use crate::run::flight_phases::FlightPhases;
use crate::run::in_flight::CountFrom;
use crate::run::observations::LaneObservations;
use crate::run::outcome::{NetworkCause, Outcome, OutcomeKind};
use crate::run::request::{Attempt, RequestRecord};
use crate::run::run_evidence::RunEvidence;
use crate::units::{RequestIndex, Span};
use crate::wording::explain::{ExplainedBy, explain};

/// A lane that has ended, and what was observed beside its events.
pub struct LaneReport<'a> {
    pub run: &'a Run,
    pub ideal: Option<Span>,
    /// The source that answered it.
    pub source: &'a Source,
    pub observations: LaneObservations,
    /// The address a request was sent to.
    pub url: &'a dyn Fn(RequestIndex) -> String,
}

impl LaneReport<'_> {
    /// What is known of the requests that got no usable response.
    pub(super) fn evidence(&self) -> RunEvidence {
        RunEvidence::new(self.run, self.observations.loopback_permission, self.url)
    }
}

/// The whole document.
pub fn to_json(
    experiment: &Experiment,
    environment: &Environment,
    lanes: &[LaneReport<'_>],
) -> Value {
    let runs: Vec<&Run> = lanes.iter().map(|lane| lane.run).collect();
    let lane_to_json = |lane: &LaneReport<'_>| {
        let writer = RequestWriter::new(lane, experiment, lane.evidence());
        let requests = lane.run.requests().iter().zip(0..);
        let requests = requests.map(|(request, index)| writer.value(RequestIndex(index), request));
        let mut fields = lane_fields(lane, &runs);
        fields.push(("requests", requests.collect::<Vec<_>>().into()));
        object(fields)
    };
    let lanes = lanes.iter().map(lane_to_json).collect::<Vec<_>>();
    let mut fields = head_fields(experiment, environment);
    fields.push(("lanes", lanes.into()));
    fields.extend(tail_fields(experiment));
    object(fields)
}

/// What comes before the lanes.
pub(super) fn head_fields(
    experiment: &Experiment,
    environment: &Environment,
) -> Vec<(&'static str, Value)> {
    vec![
        ("version", VERSION.into()),
        ("experiment", experiment::to_json(experiment)),
        ("environment", environment.to_json()),
    ]
}

/// What comes after the lanes.
pub(super) fn tail_fields(experiment: &Experiment) -> Vec<(&'static str, Value)> {
    vec![("refusedUrls", refused_urls_to_json(&experiment.source))]
}

/// The lines of the user's list that are not fetched; null where there is no list.
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

/// The fields of a lane but its requests, which come after them.
pub(super) fn lane_fields(lane: &LaneReport<'_>, runs: &[&Run]) -> Vec<(&'static str, Value)> {
    let run = lane.run;
    let strategy = run.strategy();
    let limit = Some(strategy.limit()).filter(|_| strategy.kind().runs_on_event_loop());
    let counts = OutcomeKind::ALL
        .into_iter()
        .map(|kind| (kind.name(), run.counts().of(kind).into()));
    let ideal = lane.ideal.filter(|_| run.is_comparable());
    let speedup = speedup(run, runs).and_then(Result::ok);
    let speedup = speedup.map(|times| span_ms(Span::from_ms(times)));
    let mut fields = vec![
        ("strategy", strategy.kind().name().into()),
        ("limit", limit.into()),
        ("ending", run.ending().map(Ending::name).into()),
        ("limitChanged", run.limit_changed().into()),
        ("limits", limits_to_json(run)),
        ("makespanMs", run.makespan().map(span_ms).into()),
        ("idealMs", ideal.map(span_ms).into()),
        ("speedup", speedup.into()),
        ("maxInFlight", run.max_in_flight().into()),
    ];
    fields.extend(observation_fields(&lane.observations));
    fields.extend([
        ("counts", object(counts.collect())),
        ("durationMs", durations_to_json(Durations::from_run(run))),
    ]);
    fields
}

/// Writes the requests of one lane.
pub(super) struct RequestWriter<'a> {
    pub lane: &'a LaneReport<'a>,
    workload: &'a Workload,
    pub known: RunEvidence,
}

impl<'a> RequestWriter<'a> {
    pub fn new(lane: &'a LaneReport<'a>, experiment: &'a Experiment, known: RunEvidence) -> Self {
        let workload = &experiment.workload;
        Self {
            lane,
            workload,
            known,
        }
    }

    pub fn value(&self, index: RequestIndex, request: &RequestRecord) -> Value {
        let url = (self.lane.url)(index);
        let fields_of = |attempt: &Attempt| {
            let by = ExplainedBy {
                source: self.lane.source,
                workload: self.workload,
                evidence: self.known.of(&url, attempt),
            };
            attempt_fields(attempt, by)
        };
        let sent = request
            .attempts()
            .filter(|attempt| attempt.dispatched.is_some());
        let attempts: Vec<_> = sent.map(|attempt| object(fields_of(attempt))).collect();
        let mut fields = vec![("index", index.0.into()), ("url", url.as_str().into())];
        fields.append(&mut fields_of(&request.attempt));
        fields.push(("attempts", attempts.into()));
        object(fields)
    }
}

/// The limits a lane ran under, each from a point on; null where there was only one.
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

/// How long an attempt spent in each phase; together it is all of its time in flight.
fn phases_to_json(phases: FlightPhases) -> Value {
    let phases = phases.by_phase().into_iter();
    object(
        phases
            .map(|(phase, span)| (phase.name(), span_ms(span).into()))
            .collect(),
    )
}

fn attempt_fields(attempt: &Attempt, by: ExplainedBy<'_>) -> Vec<(&'static str, Value)> {
    let Attempt { outcome, times, .. } = *attempt;
    let protocol = times.and_then(|times| times.protocol).map(Protocol::name);
    let phases = FlightPhases::from_attempt(attempt).map(phases_to_json);
    let error = outcome.and_then(|outcome| error_to_json(&outcome, by));
    // How many bytes of a failed blocking request arrived is unknown.
    let is_unknown = outcome == Some(Outcome::NetworkError(NetworkCause::Unknown));
    let bytes = Some(attempt.bytes).filter(|_| !is_unknown);
    vec![
        (
            "outcome",
            outcome.map(|outcome| outcome.kind().name()).into(),
        ),
        ("status", attempt.status.into()),
        (
            "retryAfterMs",
            attempt.retry_after.map(|wait| wait.ms() as u64).into(),
        ),
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

fn error_to_json(outcome: &Outcome, by: ExplainedBy<'_>) -> Option<Value> {
    let mut fields = vec![
        ("kind", error_kind(outcome).into()),
        ("message", explain(outcome, by)?.into()),
    ];
    // The details that the message has, and nothing else in the document.
    match *outcome {
        Outcome::Cancelled(by) => fields.push(("by", by.name().into())),
        Outcome::TimedOut {
            after,
            page_was_busy,
        } => {
            fields.push(("afterMs", span_ms(after).into()));
            fields.push(("pageWasBusy", page_was_busy.into()));
        }
        Outcome::BodyBroken { after_bytes } => {
            fields.push(("afterBytes", after_bytes.into()));
        }
        Outcome::TooLarge { limit_bytes } => fields.push(("limitBytes", limit_bytes.into())),
        Outcome::Succeeded | Outcome::HttpError { .. } | Outcome::NetworkError(_) => {}
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
