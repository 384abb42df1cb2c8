//! The experiment document: read with its defaults, refused with its reasons,
//! and written back.

use serde_json::{Value, json};

use super::VERSION;
use super::reader::{Fields, whole_number};
use super::refusal::Refusal;
use crate::model::decimal::format_short;
use crate::model::experiment::{Experiment, OnError, Policy};
use crate::model::ranges::{self, SettingError};
use crate::model::source::{Source, is_origin};
use crate::model::strategy::Strategy;
use crate::model::workload::{Fault, Faults, Latency, Workload};

/// Reads an experiment from its document. What is left out takes its default.
///
/// # Errors
/// It is no experiment, or holds what it must not: the refusal says what and where.
pub fn read(document: Value) -> Result<Experiment, Refusal> {
    let mut fields = Fields::new("", document)?;
    if let Some(version) = fields.take("version")
        && whole_number(&version) != Some(VERSION)
    {
        return Err(Refusal::Version(version.to_string()));
    }
    let experiment = Experiment {
        source: read_source(&mut fields)?,
        workload: read_workload(fields.object("workload")?)?,
        lanes: read_lanes(&mut fields)?,
        policy: read_policy(fields.object("policy")?)?,
    };
    fields.finish()?;
    Ok(experiment)
}

/// What this build cannot run yet: documents with it parse, and are refused.
///
/// # Errors
/// The experiment needs a kind of source or lane that is not in this build.
pub fn check_runnable(experiment: &Experiment) -> Result<(), Refusal> {
    let refuse = |field: String, kind: &str| {
        let kind = kind.to_owned();
        Err(Refusal::NotInThisBuild { field, kind })
    };
    match experiment.source {
        Source::BuiltInLab | Source::LabServer { .. } => {}
        Source::Urls(_) => return refuse("source.kind".to_owned(), "urls"),
    }
    let threads = |lane: &Strategy| matches!(lane, Strategy::Threads { .. });
    match experiment.lanes.iter().position(threads) {
        Some(place) => refuse(format!("lanes[{place}].strategy"), "threads"),
        None => Ok(()),
    }
}

/// The complete document, nothing left to defaults.
pub fn to_json(experiment: &Experiment) -> Value {
    let Experiment {
        source,
        workload,
        lanes,
        policy,
    } = experiment;
    json!({
        "version": VERSION,
        "source": match source {
            Source::BuiltInLab => json!({"kind": "lab"}),
            Source::LabServer { origin } => json!({"kind": "server", "origin": origin}),
            Source::Urls(urls) => json!({"kind": "urls", "urls": urls}),
        },
        "workload": {
            "requests": workload.requests,
            "latencyMs": match workload.latency {
                Latency::Constant { value } => json!({"distribution": "constant", "value": value}),
                Latency::Uniform { min, max } => {
                    json!({"distribution": "uniform", "min": min, "max": max})
                }
                Latency::LogNormal { median, sigma } => {
                    json!({"distribution": "logNormal", "median": median, "sigma": sigma})
                }
            },
            "bodyBytes": workload.body_bytes,
            "transferMs": workload.transfer_ms,
            "faults": Fault::ALL
                .into_iter()
                .map(|fault| (fault.name().to_owned(), json!(workload.faults.fraction(fault))))
                .collect::<serde_json::Map<_, _>>(),
            "seed": workload.seed,
        },
        "lanes": lanes.iter().map(|&lane| match lane {
            Strategy::Sequential => json!({"strategy": lane.name()}),
            Strategy::Concurrent { limit } => json!({"strategy": lane.name(), "limit": limit}),
            Strategy::Threads { workers } => json!({"strategy": lane.name(), "workers": workers}),
        }).collect::<Vec<_>>(),
        "policy": {
            "timeoutMs": policy.timeout_ms,
            "retries": policy.retries,
            "onError": match policy.on_error {
                OnError::Collect => "collect",
                OnError::FailFast => "failFast",
            },
        },
    })
}

fn read_source(fields: &mut Fields) -> Result<Source, Refusal> {
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
        "urls" => Source::Urls(read_urls(&mut source)?),
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

fn read_workload(mut fields: Fields) -> Result<Workload, Refusal> {
    let default = Workload::default();
    let workload = Workload {
        requests: fields
            .small("requests", ranges::REQUESTS)?
            .unwrap_or(default.requests),
        latency: read_latency(&mut fields)?.unwrap_or(default.latency),
        body_bytes: fields
            .whole("bodyBytes", ranges::BODY_BYTES)?
            .unwrap_or(default.body_bytes),
        transfer_ms: fields
            .small("transferMs", ranges::TRANSFER_MS)?
            .unwrap_or(default.transfer_ms),
        faults: read_faults(fields.object("faults")?)?,
        seed: fields.whole("seed", ranges::SEED)?.unwrap_or(default.seed),
    };
    fields.finish()?;
    Ok(workload)
}

fn read_latency(workload: &mut Fields) -> Result<Option<Latency>, Refusal> {
    let Some(value) = workload.take("latencyMs") else {
        return Ok(None);
    };
    let mut fields = Fields::new(&workload.path_of("latencyMs"), value)?;
    let distribution = fields.required_text("distribution")?;
    let latency = match distribution.as_str() {
        "constant" => Latency::Constant {
            value: fields.required_small("value", ranges::LATENCY_MS)?,
        },
        "uniform" => {
            let min = fields.required_small("min", ranges::LATENCY_MS)?;
            let max = fields.required_small("max", ranges::LATENCY_MS)?;
            check_latency_order(&fields.path_of("min"), min, max)?;
            Latency::Uniform { min, max }
        }
        "logNormal" => Latency::LogNormal {
            median: fields.required_small("median", ranges::LATENCY_MS)?,
            sigma: fields
                .real("sigma", ranges::SIGMA)?
                .ok_or_else(|| fields.missing("sigma"))?,
        },
        _ => {
            let kinds = "constant, uniform or logNormal";
            return Err(fields.refuse("distribution", &distribution.into(), kinds));
        }
    };
    fields.finish()?;
    Ok(Some(latency))
}

/// The shortest latency is not above the longest.
///
/// # Errors
/// It is.
pub fn check_latency_order(field: &str, min: u32, max: u32) -> Result<(), SettingError> {
    if min <= max {
        return Ok(());
    }
    let expected = format!("at most the longest latency, {max}");
    Err(SettingError::new(field, &min.to_string(), expected))
}

fn read_faults(mut fields: Fields) -> Result<Faults, Refusal> {
    let mut faults = Faults::NONE;
    for fault in Fault::ALL {
        let fraction = fields.real(fault.name(), ranges::FAULT_FRACTION)?;
        faults = faults.with(fault, fraction.unwrap_or(0.0));
    }
    fields.finish()?;
    check_fault_sum("The sum of workload.faults", &faults)?;
    Ok(faults)
}

/// The fractions share the requests out, so they sum to 1 at most.
///
/// # Errors
/// They sum to more.
pub fn check_fault_sum(field: &str, faults: &Faults) -> Result<(), SettingError> {
    /// Ten tenths add up to a hair over 1 in binary fractions.
    const ROUNDING: f64 = 1e-9;
    let sum = faults.sum();
    if sum <= 1.0 + ROUNDING {
        return Ok(());
    }
    // As many digits as the rounding leaves meaning to: 1.2, not 1.2000000000000002.
    Err(SettingError::new(field, &format_short(sum, 9), "at most 1"))
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
    let lanes = value.into_iter().enumerate();
    lanes
        .map(|(place, lane)| read_lane(Fields::new(&format!("lanes[{place}]"), lane)?))
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
        _ => {
            let kinds = "sequential, concurrent or threads";
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
