//! The observations of a lane in a report. A field that is added to
//! [`LaneObservations`] does not compile until it is written and read here.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, object};
use crate::experiment::ranges::{self, RealRange, WholeRange};
use crate::experiment::strategy::Waiting;
use crate::run::heartbeat::{Freeze, Heartbeat};
use crate::run::observations::LaneObservations;
use crate::run::unreachable::LoopbackPermission;
use crate::units::{Span, TimePoint};

/// Requests in flight at once; a source may count more than the page did.
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
/// No run takes longer than this, in ms.
pub(super) const LENGTH_MS: RealRange = RealRange {
    min: 0.0,
    max: 1e10,
};

/// Their fields, in the order of the document.
pub(super) fn observation_fields(observations: &LaneObservations) -> Vec<(&'static str, Value)> {
    let LaneObservations {
        max_in_flight_at_source,
        refused_at_source,
        counter_at_source,
        heartbeat,
        was_hidden,
        startup,
        waiting,
        loopback_permission,
    } = observations;
    vec![
        ("maxInFlightAtSource", (*max_in_flight_at_source).into()),
        ("refusedAtSource", (*refused_at_source).into()),
        ("counterAtSource", (*counter_at_source).into()),
        ("longestFreezeMs", heartbeat.longest().map(span_ms).into()),
        ("longTasks", heartbeat.long_tasks().into()),
        (
            "longTaskSpans",
            freezes_to_json(heartbeat.long_task_spans()),
        ),
        ("freezes", freezes_to_json(heartbeat.freezes())),
        ("wasHidden", (*was_hidden).into()),
        ("startupMs", startup.map(span_ms).into()),
        ("blocking", waiting.map(Waiting::name).into()),
        (
            "loopbackPermission",
            loopback_permission.map(LoopbackPermission::name).into(),
        ),
    ]
}

/// Reads them. `until`: the last end in the lane.
pub(super) fn read_observations(
    fields: &mut Fields,
    until: TimePoint,
) -> Result<LaneObservations, DocumentError> {
    Ok(LaneObservations {
        max_in_flight_at_source: fields.nullable_u32("maxInFlightAtSource", IN_FLIGHT)?,
        refused_at_source: fields.nullable_u32("refusedAtSource", ATTEMPTS)?,
        counter_at_source: fields.nullable_u64("counterAtSource", ATTEMPTS)?,
        heartbeat: Heartbeat::recorded(
            read_freezes(fields, "freezes")?,
            read_span(fields, "longestFreezeMs")?,
            fields.nullable_u32("longTasks", LONG_TASKS)?,
            read_freezes(fields, "longTaskSpans")?,
            until,
        ),
        was_hidden: fields.nullable_bool("wasHidden")?,
        startup: read_span(fields, "startupMs")?,
        waiting: fields.nullable_named("blocking")?,
        loopback_permission: fields.nullable_named("loopbackPermission")?,
    })
}

/// The most requests in flight at once, by the page's own count; absent and null are `None`.
pub(super) fn read_max_in_flight(fields: &mut Fields) -> Result<Option<u32>, DocumentError> {
    fields.nullable_u32("maxInFlight", IN_FLIGHT)
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

/// A list of spans in the order of time; absent and null are empty.
fn read_freezes(fields: &mut Fields, name: &'static str) -> Result<Vec<Freeze>, DocumentError> {
    let path = fields.path_of(name);
    match fields.nullable(name) {
        None => Ok(Vec::new()),
        Some(Value::Array(freezes)) => {
            let freezes = freezes.into_iter().enumerate();
            let mut last = TimePoint::START;
            let freeze = |(index, value)| {
                let mut fields = Fields::new(&format!("{path}[{index}]"), value)?;
                let mut point = |name| {
                    let ms = fields.required_f64(name, LENGTH_MS)?;
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

/// A length of time; absent and null are `None`.
pub(super) fn read_span(
    fields: &mut Fields,
    name: &'static str,
) -> Result<Option<Span>, DocumentError> {
    Ok(fields.nullable_f64(name, LENGTH_MS)?.map(Span::from_ms))
}

/// A point in ms from the lane's start, as reports write it.
pub(super) fn point_ms(point: TimePoint) -> f64 {
    span_ms(point - TimePoint::START)
}

/// A length in ms, as reports write it.
pub(super) fn span_ms(span: Span) -> f64 {
    span.rounded().ms()
}
