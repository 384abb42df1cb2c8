//! An experiment's lanes in a document.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::experiment::{read_source, source_to_json};
use crate::documents::object;
use crate::documents::policy::{policy_to_json, read_policy};
use crate::documents::reader::Fields;
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges;
use crate::experiment::source::Source;
use crate::experiment::strategy::Strategy;
use crate::experiment::url::UrlParser;

/// A lane, with no more than what is other for it.
pub(super) fn lane_to_json(lane: &PlannedLane) -> Value {
    let mut fields = vec![("strategy", lane.strategy.name().into())];
    match lane.strategy {
        Strategy::Sequential | Strategy::Blocking => {}
        Strategy::Concurrent { limit } => fields.push(("limit", limit.into())),
        Strategy::Threads { workers } => fields.push(("workers", workers.into())),
    }
    if let Some(source) = &lane.source {
        fields.push(("source", source_to_json(source)));
    }
    if !lane.own.is_empty() {
        fields.push(("policy", policy_to_json(&lane.own)));
    }
    object(fields)
}

/// Reads a list of lanes, if it is there.
pub fn read_lanes(
    document: &mut Fields,
    urls: &dyn UrlParser,
) -> Result<Option<Vec<PlannedLane>>, DocumentError> {
    let value = match document.take("lanes") {
        None => return Ok(None),
        Some(Value::Array(lanes)) if ranges::LANES.contains(lanes.len() as u64) => lanes,
        Some(Value::Array(lanes)) => {
            let expected = format!("a list of lanes, {} of them", ranges::LANES);
            return Err(document.refuse("lanes", &lanes.len().into(), &expected));
        }
        Some(other) => return Err(document.refuse("lanes", &other, "a list of lanes")),
    };
    let path = document.path_of("lanes");
    let lanes = value.into_iter().enumerate();
    let read = lanes
        .map(|(place, lane)| read_lane(Fields::new(&format!("{path}[{place}]"), lane)?, urls))
        .collect::<Result<_, _>>()?;
    Ok(Some(read))
}

fn read_lane(mut fields: Fields, urls: &dyn UrlParser) -> Result<PlannedLane, DocumentError> {
    let name = fields.required_text("strategy")?;
    let strategy = match name.as_str() {
        "sequential" => Strategy::Sequential,
        "concurrent" => Strategy::Concurrent {
            limit: fields.small("limit", ranges::LIMIT)?.unwrap_or(10),
        },
        "threads" => Strategy::Threads {
            workers: fields.small("workers", ranges::WORKERS)?.unwrap_or(4),
        },
        "blocking" => Strategy::Blocking,
        _ => {
            let kinds = "sequential, concurrent, threads or blocking";
            return Err(fields.refuse("strategy", &name.into(), kinds));
        }
    };
    let source = read_source(&mut fields, urls)?;
    if let Some(Source::Urls(_)) = &source {
        let expected = "lab or server: one list of addresses is for all lanes";
        return Err(fields.refuse("source.kind", &"urls".into(), expected));
    }
    let own = read_policy(fields.object("policy")?)?;
    fields.finish()?;
    Ok(PlannedLane {
        strategy,
        source,
        own,
    })
}
