//! The experiment document: read with its defaults, refused with its reasons,
//! and written back.

use std::sync::Arc;

use serde_json::Value;

use super::reader::{Fields, whole_number, written};
use super::refusal::Refusal;
use super::workload::{read_workload, workload_to_json};
use super::{VERSION, object};
use crate::model::experiment::{Experiment, OnError, Policy};
use crate::model::ranges::{self, SettingError};
use crate::model::source::{Source, is_origin};
use crate::model::strategy::Strategy;
use crate::model::url::UrlParser;
use crate::model::url_list::UrlList;

/// Reads an experiment from its document. What is left out takes its default.
///
/// # Errors
/// It is no experiment, or holds what it must not: the refusal says what and where.
pub fn read(document: Value, urls: &dyn UrlParser) -> Result<Experiment, Refusal> {
    let mut experiment = read_fields(Fields::new("", document)?, urls)?;
    experiment
        .count_urls("source.urls")
        .map_err(|error| why_empty(error, &experiment))?;
    Ok(experiment)
}

/// Reads an experiment that was run, wherever it stands in another document. Which of
/// a list's addresses can be fetched from here does not matter: it has as many requests
/// as it had.
///
/// # Errors
/// As [`read`].
pub(super) fn read_recorded(
    path: &str,
    document: Value,
    urls: &dyn UrlParser,
) -> Result<Experiment, Refusal> {
    read_fields(Fields::new(path, document)?, urls)
}

fn read_fields(mut fields: Fields, urls: &dyn UrlParser) -> Result<Experiment, Refusal> {
    if let Some(version) = fields.take("version")
        && whole_number(&version) != Some(VERSION)
    {
        return Err(Refusal::Version(written(&version)));
    }
    let experiment = Experiment {
        source: read_source(&mut fields, urls)?,
        workload: read_workload(fields.object("workload")?)?,
        lanes: read_lanes(&mut fields)?,
        policy: read_policy(fields.object("policy")?)?,
    };
    fields.finish()?;
    experiment.check_blocking("The strategy of a lane")?;
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
    let on_error = match policy.on_error {
        OnError::Collect => "collect",
        OnError::FailFast => "failFast",
    };
    object(vec![
        ("version", VERSION.into()),
        ("source", source_to_json(source)),
        ("workload", workload_to_json(workload)),
        ("lanes", lanes.into()),
        (
            "policy",
            object(vec![
                ("timeoutMs", policy.timeout_ms.into()),
                ("retries", policy.retries.into()),
                ("onError", on_error.into()),
            ]),
        ),
    ])
}

fn source_to_json(source: &Source) -> Value {
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

fn lane_to_json(lane: &Strategy) -> Value {
    let mut fields = vec![("strategy", lane.name().into())];
    match *lane {
        Strategy::Sequential | Strategy::Blocking => {}
        Strategy::Concurrent { limit } => fields.push(("limit", limit.into())),
        Strategy::Threads { workers } => fields.push(("workers", workers.into())),
    }
    object(fields)
}

fn read_source(fields: &mut Fields, urls: &dyn UrlParser) -> Result<Source, Refusal> {
    let Some(value) = fields.take("source") else {
        return Ok(Source::default());
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
    Ok(read)
}

fn read_origin(source: &mut Fields) -> Result<String, Refusal> {
    let origin = source.required_text("origin")?;
    if is_origin(&origin) {
        return Ok(origin);
    }
    let expected = "an http or https origin, as in http://127.0.0.1:8090";
    Err(source.refuse("origin", &origin.into(), expected))
}

fn read_urls(source: &mut Fields) -> Result<Vec<String>, Refusal> {
    let value = source.take("urls").ok_or_else(|| source.missing("urls"))?;
    let urls: Option<Vec<_>> = value.as_array().and_then(|urls| {
        urls.iter()
            .map(|url| url.as_str().map(str::to_owned))
            .collect()
    });
    urls.ok_or_else(|| source.refuse("urls", &value, "a list of texts"))
}

fn read_lanes(document: &mut Fields) -> Result<Vec<Strategy>, Refusal> {
    let value = match document.take("lanes") {
        None => return Ok(Experiment::default().lanes),
        Some(Value::Array(lanes)) if ranges::LANES.contains(lanes.len() as u64) => lanes,
        Some(Value::Array(lanes)) => {
            let expected = format!("a list of lanes, {} of them", ranges::LANES);
            return Err(document.refuse("lanes", &lanes.len().into(), &expected));
        }
        Some(other) => return Err(document.refuse("lanes", &other, "a list of lanes")),
    };
    let path = document.path_of("lanes");
    let lanes = value.into_iter().enumerate();
    lanes
        .map(|(place, lane)| read_lane(Fields::new(&format!("{path}[{place}]"), lane)?))
        .collect()
}

fn read_lane(mut fields: Fields) -> Result<Strategy, Refusal> {
    let name = fields.required_text("strategy")?;
    let lane = match name.as_str() {
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
    fields.finish()?;
    Ok(lane)
}

fn read_policy(mut fields: Fields) -> Result<Policy, Refusal> {
    let default = Policy::default();
    let policy = Policy {
        timeout_ms: fields
            .small("timeoutMs", ranges::TIMEOUT_MS)?
            .unwrap_or(default.timeout_ms),
        retries: fields
            .small("retries", ranges::RETRIES)?
            .unwrap_or(default.retries),
        on_error: match fields.take("onError") {
            None => default.on_error,
            Some(Value::String(word)) if word == "collect" => OnError::Collect,
            Some(Value::String(word)) if word == "failFast" => OnError::FailFast,
            Some(other) => return Err(fields.refuse("onError", &other, "collect or failFast")),
        },
    };
    fields.finish()?;
    Ok(policy)
}
