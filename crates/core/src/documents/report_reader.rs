//! Reads a report back: its experiment, where it was made, and each lane's run, rebuilt
//! from what it tells of the requests. What later versions of the page add is passed
//! over; what the page itself would never have written is refused, and named.

use serde_json::Value;

use super::{VERSION, experiment};
use crate::documents::document_error::DocumentError;
use crate::documents::environment::Environment;
pub use crate::documents::lane_reader::RecordedLane;
use crate::documents::lane_reader::read_lane;
use crate::documents::reader::{Fields, whole_number, written};
use crate::experiment::Experiment;
use crate::experiment::ranges::SettingError;
use crate::experiment::url::UrlParser;

/// A report that was read back.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedReport {
    pub experiment: Experiment,
    pub environment: Environment,
    /// One for each of the experiment's, in order.
    pub lanes: Vec<RecordedLane>,
}

/// Reads a report from its document.
///
/// # Errors
/// It is no report, or contradicts itself: the refusal says what and where.
pub fn read(document: Value, urls: &dyn UrlParser) -> Result<RecordedReport, DocumentError> {
    let mut fields = Fields::new("", document)?;
    let version = fields.take("version");
    let version = version.ok_or_else(|| fields.missing("version"))?;
    if whole_number(&version) != Some(VERSION) {
        return Err(DocumentError::Version(written(&version)));
    }
    let experiment = fields.take("experiment");
    let experiment = experiment.ok_or_else(|| fields.missing("experiment"))?;
    let experiment = experiment::read_recorded("experiment", experiment, urls)?;
    let environment = match fields.known("environment") {
        Some(value) => Environment::read(Fields::new("environment", value)?)?,
        None => Environment::default(),
    };
    let lanes = match fields.take("lanes") {
        Some(Value::Array(lanes)) => lanes,
        Some(other) => return Err(fields.refuse("lanes", &other, "a list of lanes")),
        None => return Err(fields.missing("lanes")),
    };
    if lanes.len() != experiment.lanes.len() {
        let expected = format!("{}, as experiment.lanes has", experiment.lanes.len());
        let given = lanes.len().to_string();
        return Err(SettingError::new("The number of lanes", &given, expected).into());
    }
    let lanes = lanes.into_iter().zip(&experiment.lanes).enumerate();
    let lanes = lanes
        .map(|(place, (lane, planned))| {
            let fields = Fields::new(&format!("lanes[{place}]"), lane)?;
            read_lane(fields, place, planned, &experiment)
        })
        .collect::<Result<_, _>>()?;
    Ok(RecordedReport {
        experiment,
        environment,
        lanes,
    })
}
