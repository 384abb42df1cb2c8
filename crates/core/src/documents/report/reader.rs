//! Reads a report back. What the page itself would never have written is refused, and
//! named.

use serde_json::Value;

use super::environment::Environment;
use super::lane_reader::{RecordedLane, read_lane};
use crate::documents::document_error::DocumentError;
use crate::documents::experiment;
use crate::documents::json::Fields;
use crate::documents::version::check_version;
use crate::experiment::Experiment;
use crate::experiment::ranges::SettingError;
use crate::experiment::url::UrlParser;

/// A report that was read back.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedReport {
    pub experiment: Experiment,
    pub environment: Environment,
    /// The lanes, as many as the experiment has and in its order.
    pub lanes: Vec<RecordedLane>,
}

/// Reads a report from its document.
///
/// # Errors
/// It is not a report, or contradicts itself: the error names the field.
pub fn read(document: Value, urls: &dyn UrlParser) -> Result<RecordedReport, DocumentError> {
    let mut fields = Fields::new("", document)?;
    check_version(&fields.required("version")?)?;
    let experiment = fields.required("experiment")?;
    let experiment = experiment::read_recorded("experiment", experiment, urls)?;
    let environment = match fields.nullable("environment") {
        Some(value) => Environment::read(Fields::new("environment", value)?)?,
        None => Environment::default(),
    };
    let lanes = match fields.required("lanes")? {
        Value::Array(lanes) => lanes,
        other => return Err(fields.refuse("lanes", &other, "a list of lanes")),
    };
    if lanes.len() != experiment.lanes.len() {
        let expected = format!("{}, as experiment.lanes has", experiment.lanes.len());
        let given = lanes.len().to_string();
        return Err(SettingError::new("The number of lanes", &given, expected).into());
    }
    let lanes = lanes.into_iter().zip(&experiment.lanes).enumerate();
    let lanes = lanes
        .map(|(index, (lane, planned))| {
            let fields = Fields::new(&format!("lanes[{index}]"), lane)?;
            read_lane(fields, index, planned, &experiment)
        })
        .collect::<Result<_, _>>()?;
    Ok(RecordedReport {
        experiment,
        environment,
        lanes,
    })
}
