//! An experiment's lanes in a document.

use serde_json::Value;

use super::policy::{policy_to_json, read_policy};
use super::source::{read_source, source_to_json};
use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, object};
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges;
use crate::experiment::source::{Source, SourceKind};
use crate::experiment::strategy::StrategyKind;
use crate::experiment::url::UrlParser;

/// A lane, with its strategy and what it has different from the experiment.
pub(super) fn lane_to_json(lane: &PlannedLane) -> Value {
    let kind = lane.strategy.kind();
    let mut fields = vec![("strategy", kind.name().into())];
    if let Some(setting) = kind.limit_setting() {
        fields.push((setting.name(), lane.strategy.limit().into()));
    }
    if let Some(source) = &lane.source {
        fields.push(("source", source_to_json(source)));
    }
    if !lane.overrides.is_empty() {
        fields.push(("policy", policy_to_json(&lane.overrides)));
    }
    object(fields)
}

/// Reads the lanes of an object; an absent list is `None`.
///
/// # Errors
/// It is not a list of lanes, or has too few or too many.
pub fn read_lanes(
    parent: &mut Fields,
    urls: &dyn UrlParser,
) -> Result<Option<Vec<PlannedLane>>, DocumentError> {
    let value = match parent.optional("lanes") {
        None => return Ok(None),
        Some(Value::Array(lanes)) if ranges::LANES.contains(lanes.len() as u64) => lanes,
        Some(Value::Array(lanes)) => {
            let expected = format!("a list of lanes, {} of them", ranges::LANES);
            return Err(parent.refuse("lanes", &lanes.len().into(), &expected));
        }
        Some(other) => return Err(parent.refuse("lanes", &other, "a list of lanes")),
    };
    let path = parent.path_of("lanes");
    let lanes = value.into_iter().enumerate();
    let read = lanes
        .map(|(index, lane)| read_lane(Fields::new(&format!("{path}[{index}]"), lane)?, urls))
        .collect::<Result<_, _>>()?;
    Ok(Some(read))
}

fn read_lane(mut fields: Fields, urls: &dyn UrlParser) -> Result<PlannedLane, DocumentError> {
    let kind: StrategyKind = fields.required_named("strategy")?;
    let limit = match kind.limit_setting() {
        Some(setting) => fields.optional_u32(setting.name(), setting.range())?,
        None => None,
    };
    let strategy = limit.map_or_else(|| kind.usual(), |limit| kind.with_limit(limit));
    let source = read_source(&mut fields, urls)?;
    if let Some(Source::Urls(_)) = &source {
        let expected = "lab or server: one list of addresses is for all lanes";
        let given = SourceKind::Urls.name();
        return Err(fields.refuse("source.kind", &given.into(), expected));
    }
    let overrides = read_policy(fields.object_or_empty("policy")?)?;
    fields.finish()?;
    Ok(PlannedLane {
        strategy,
        source,
        overrides,
    })
}
