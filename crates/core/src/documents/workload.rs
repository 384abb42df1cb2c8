//! The workload's part of a document, in and out.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::object;
use crate::documents::reader::Fields;
use crate::experiment::ranges::{self, SettingError};
use crate::experiment::workload::{
    Capacity, Fault, Faults, Latency, OverflowPolicy, WorkKind, Workload,
};
use crate::wording::numbers::format_short;

/// What is left out takes its default.
pub(super) fn read_workload(mut fields: Fields) -> Result<Workload, DocumentError> {
    let default = Workload::default();
    let workload = Workload {
        kind: read_kind(&mut fields)?,
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
        capacity: read_capacity(&mut fields)?,
        compute_ms: fields
            .small("computeMs", ranges::COMPUTE_MS)?
            .unwrap_or(default.compute_ms),
        seed: fields.whole("seed", ranges::SEED)?.unwrap_or(default.seed),
    };
    fields.finish()?;
    Ok(workload)
}

fn read_kind(workload: &mut Fields) -> Result<WorkKind, DocumentError> {
    let kind = workload.name("kind", &WorkKind::ALL, WorkKind::name)?;
    Ok(kind.unwrap_or_default())
}

fn read_latency(workload: &mut Fields) -> Result<Option<Latency>, DocumentError> {
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

fn read_faults(mut fields: Fields) -> Result<Faults, DocumentError> {
    let mut faults = Faults::NONE;
    for fault in Fault::ALL {
        let fraction = fields.real(fault.name(), ranges::FAULT_FRACTION)?;
        faults = faults.with(fault, fraction.unwrap_or(0.0));
    }
    fields.finish()?;
    check_fault_sum("The sum of workload.faults", &faults)?;
    Ok(faults)
}

/// Null is as good as nothing, and stands for a server without limits.
fn read_capacity(workload: &mut Fields) -> Result<Option<Capacity>, DocumentError> {
    let Some(value) = workload.known("capacity") else {
        return Ok(None);
    };
    let mut fields = Fields::new(&workload.path_of("capacity"), value)?;
    let requests = fields.required_small("requests", ranges::CAPACITY)?;
    let beyond = fields.known_name("beyond", &OverflowPolicy::ALL, OverflowPolicy::name)?;
    fields.finish()?;
    Ok(Some(Capacity {
        requests,
        beyond: beyond.unwrap_or_default(),
    }))
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

pub(super) fn workload_to_json(workload: &Workload) -> Value {
    let latency = match workload.latency {
        Latency::Constant { value } => {
            vec![("distribution", "constant".into()), ("value", value.into())]
        }
        Latency::Uniform { min, max } => vec![
            ("distribution", "uniform".into()),
            ("min", min.into()),
            ("max", max.into()),
        ],
        Latency::LogNormal { median, sigma } => vec![
            ("distribution", "logNormal".into()),
            ("median", median.into()),
            ("sigma", sigma.into()),
        ],
    };
    let faults = Fault::ALL
        .into_iter()
        .map(|fault| (fault.name(), workload.faults.fraction(fault).into()));
    let capacity = workload.capacity.map(|Capacity { requests, beyond }| {
        object(vec![
            ("requests", requests.into()),
            ("beyond", beyond.name().into()),
        ])
    });
    object(vec![
        ("kind", workload.kind.name().into()),
        ("requests", workload.requests.into()),
        ("latencyMs", object(latency)),
        ("bodyBytes", workload.body_bytes.into()),
        ("transferMs", workload.transfer_ms.into()),
        ("faults", object(faults.collect())),
        ("capacity", capacity.into()),
        ("computeMs", workload.compute_ms.into()),
        ("seed", workload.seed.into()),
    ])
}
