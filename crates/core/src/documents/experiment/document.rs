//! The experiment document as a whole: read with its defaults, refused with its reasons,
//! and written back.

use serde_json::Value;

use super::lanes::{lane_to_json, read_lanes};
use super::policy::{policy_to_json, read_policy};
use super::source::{read_source, source_to_json};
use super::workload::{read_workload, workload_to_json};
use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, object};
use crate::documents::version::{VERSION, check_version};
use crate::experiment::ranges::SettingError;
use crate::experiment::source::Source;
use crate::experiment::url::UrlParser;
use crate::experiment::{Experiment, Policy, PolicyOverrides};

/// Reads an experiment from its document. What is left out takes its default.
///
/// # Errors
/// It is not an experiment, or a value is out of range: the error names the field.
pub fn read(document: Value, urls: &dyn UrlParser) -> Result<Experiment, DocumentError> {
    let mut experiment = read_fields(Fields::new("", document)?, urls)?;
    experiment
        .count_urls("source.urls")
        .map_err(|error| why_empty(error, &experiment))?;
    Ok(experiment)
}

/// Reads an experiment that is part of another document: of a report or a lesson. It keeps
/// its number of requests, whichever of a list's addresses can be fetched from here.
///
/// # Errors
/// As [`read`].
pub fn read_recorded(
    path: &str,
    document: Value,
    urls: &dyn UrlParser,
) -> Result<Experiment, DocumentError> {
    read_fields(Fields::new(path, document)?, urls)
}

fn read_fields(mut fields: Fields, urls: &dyn UrlParser) -> Result<Experiment, DocumentError> {
    if let Some(version) = fields.optional("version") {
        check_version(&version)?;
    }
    let experiment = Experiment {
        source: read_source(&mut fields, urls)?.unwrap_or_default(),
        workload: read_workload(fields.object_or_empty("workload")?)?,
        lanes: read_lanes(&mut fields, urls)?.unwrap_or_else(|| Experiment::default().lanes),
        policy: read_policy(fields.object_or_empty("policy")?)?.apply_to(&Policy::DEFAULT),
    };
    fields.finish()?;
    experiment.check_lanes("The strategy of a lane")?;
    Ok(experiment)
}

/// Adds why the first line was refused, where all lines were.
fn why_empty(mut error: SettingError, experiment: &Experiment) -> SettingError {
    if let Source::Urls(list) = &experiment.source
        && let (true, Some(line)) = (list.hosts().is_empty(), list.refused().first())
    {
        let line = line.to_string();
        error.expected = format!("{}. {}", error.expected, line.trim_end_matches('.'));
    }
    error
}

/// The complete document, with nothing left to defaults.
pub fn to_json(experiment: &Experiment) -> Value {
    let Experiment {
        source,
        workload,
        lanes,
        policy,
    } = experiment;
    let lanes: Vec<_> = lanes.iter().map(lane_to_json).collect();
    object(vec![
        ("version", VERSION.into()),
        ("source", source_to_json(source)),
        ("workload", workload_to_json(workload)),
        ("lanes", lanes.into()),
        ("policy", policy_to_json(&PolicyOverrides::from(policy))),
    ])
}
