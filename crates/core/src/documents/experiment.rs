//! The experiment document: read with its defaults, refused with its reasons,
//! and written back.

use std::sync::Arc;

use serde_json::Value;

use super::{VERSION, object};
use crate::documents::document_error::DocumentError;
use crate::documents::lanes::{lane_to_json, read_lanes};
use crate::documents::policy::{policy_to_json, read_policy};
use crate::documents::reader::{Fields, whole_number, written};
use crate::documents::workload::{read_workload, workload_to_json};
use crate::experiment::ranges::SettingError;
use crate::experiment::source::{Source, is_origin};
use crate::experiment::url::UrlParser;
use crate::experiment::url_list::UrlList;
use crate::experiment::{Experiment, Policy, PolicyOverrides};

/// Reads an experiment from its document. What is left out takes its default.
///
/// # Errors
/// It is no experiment, or holds what it must not: the refusal says what and where.
pub fn read(document: Value, urls: &dyn UrlParser) -> Result<Experiment, DocumentError> {
    let mut experiment = read_fields(Fields::new("", document)?, urls)?;
    experiment
        .count_urls("source.urls")
        .map_err(|error| why_empty(error, &experiment))?;
    Ok(experiment)
}

/// Reads an experiment that stands in another document: a report of it, or a lesson. Which
/// of a list's addresses can be fetched from here does not matter: it has as many requests
/// as it had.
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
    if let Some(version) = fields.take("version")
        && whole_number(&version) != Some(VERSION)
    {
        return Err(DocumentError::Version(written(&version)));
    }
    let experiment = Experiment {
        source: read_source(&mut fields, urls)?.unwrap_or_default(),
        workload: read_workload(fields.object("workload")?)?,
        lanes: read_lanes(&mut fields, urls)?.unwrap_or_else(|| Experiment::default().lanes),
        policy: read_policy(fields.object("policy")?)?.over(&Policy::DEFAULT),
    };
    fields.finish()?;
    experiment.check_lanes("The strategy of a lane")?;
    Ok(experiment)
}

/// A list of nothing but refused lines says why the first of them was.
fn why_empty(mut error: SettingError, experiment: &Experiment) -> SettingError {
    if let Source::Urls(list) = &experiment.source
        && let (true, Some(line)) = (list.hosts().is_empty(), list.refused().first())
    {
        let line = line.to_string();
        error.expected = format!("{}. {}", error.expected, line.trim_end_matches('.'));
    }
    error
}

/// The complete document, nothing left to defaults.
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
        ("policy", policy_to_json(&PolicyOverrides::of(policy))),
    ])
}

pub(super) fn source_to_json(source: &Source) -> Value {
    match source {
        Source::BuiltInLab => object(vec![("kind", "lab".into())]),
        Source::LabServer { origin } => object(vec![
            ("kind", "server".into()),
            ("origin", origin.as_str().into()),
        ]),
        Source::Urls(list) => object(vec![
            ("kind", "urls".into()),
            ("urls", list.lines().to_vec().into()),
        ]),
    }
}

/// A source that is left out is `None`.
pub(super) fn read_source(
    fields: &mut Fields,
    urls: &dyn UrlParser,
) -> Result<Option<Source>, DocumentError> {
    let Some(value) = fields.take("source") else {
        return Ok(None);
    };
    let mut source = Fields::new(&fields.path_of("source"), value)?;
    let kind = source.required_text("kind")?;
    let read = match kind.as_str() {
        "lab" => Source::BuiltInLab,
        "server" => Source::LabServer {
            origin: read_origin(&mut source)?,
        },
        "urls" => Source::Urls(Arc::new(UrlList::read(read_urls(&mut source)?, urls))),
        _ => return Err(source.refuse("kind", &kind.into(), "lab, server or urls")),
    };
    source.finish()?;
    Ok(Some(read))
}

fn read_origin(source: &mut Fields) -> Result<String, DocumentError> {
    let origin = source.required_text("origin")?;
    if is_origin(&origin) {
        return Ok(origin);
    }
    let expected = "an http or https origin, as in http://127.0.0.1:8090";
    Err(source.refuse("origin", &origin.into(), expected))
}

fn read_urls(source: &mut Fields) -> Result<Vec<String>, DocumentError> {
    let value = source.take("urls").ok_or_else(|| source.missing("urls"))?;
    let urls: Option<Vec<_>> = value.as_array().and_then(|urls| {
        urls.iter()
            .map(|url| url.as_str().map(str::to_owned))
            .collect()
    });
    urls.ok_or_else(|| source.refuse("urls", &value, "a list of texts"))
}
