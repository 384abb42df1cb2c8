//! The workload's part of a document, in and out.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, object};
use crate::experiment::ranges::{self, SettingError};
use crate::experiment::workload::{Capacity, Distribution, Fault, Faults, Latency, Workload};
use crate::wording::numbers::format_short;

/// What is left out takes its default.
pub(super) fn read_workload(mut fields: Fields) -> Result<Workload, DocumentError> {
    let default = Workload::default();
    let workload = Workload {
        kind: fields.optional_named("kind")?.unwrap_or_default(),
        requests: fields
            .optional_u32("requests", ranges::REQUESTS)?
            .unwrap_or(default.requests),
        latency: read_latency(&mut fields)?.unwrap_or(default.latency),
        body_bytes: fields
            .optional_u64("bodyBytes", ranges::BODY_BYTES)?
            .unwrap_or(default.body_bytes),
        transfer_ms: fields
            .optional_u32("transferMs", ranges::TRANSFER_MS)?
            .unwrap_or(default.transfer_ms),
        faults: read_faults(fields.object_or_empty("faults")?)?,
        capacity: read_capacity(&mut fields)?,
        compute_ms: fields
            .optional_u32("computeMs", ranges::COMPUTE_MS)?
            .unwrap_or(default.compute_ms),
        seed: fields
            .optional_u64("seed", ranges::SEED)?
            .unwrap_or(default.seed),
    };
    fields.finish()?;
    Ok(workload)
}

fn read_latency(workload: &mut Fields) -> Result<Option<Latency>, DocumentError> {
    let Some(value) = workload.optional("latencyMs") else {
        return Ok(None);
    };
    let mut fields = Fields::new(&workload.path_of("latencyMs"), value)?;
    let distribution = fields.required_named("distribution")?;
    let mut ms = |name| fields.required_u32(name, ranges::LATENCY_MS);
    let latency = match distribution {
        Distribution::Constant => Latency::Constant {
            value: ms("value")?,
        },
        Distribution::Uniform => Latency::Uniform {
            min: ms("min")?,
            max: ms("max")?,
        },
        Distribution::LogNormal => Latency::LogNormal {
            median: ms("median")?,
            sigma: fields.required_f64("sigma", ranges::SIGMA)?,
        },
    };
    latency.check(&fields.path_of("min"))?;
    fields.finish()?;
    Ok(Some(latency))
}

fn read_faults(mut fields: Fields) -> Result<Faults, DocumentError> {
    let mut faults = Faults::NONE;
    for fault in Fault::ALL {
        let fraction = fields.optional_f64(fault.name(), ranges::FAULT_FRACTION)?;
        faults = faults.with(fault, fraction.unwrap_or(0.0));
    }
    fields.finish()?;
    if !faults.fit() {
        // As many digits as the rounding leaves meaning to: 1.2, not 1.2000000000000002.
        let sum = format_short(faults.sum(), 9);
        return Err(SettingError::new("The sum of workload.faults", &sum, "at most 1").into());
    }
    Ok(faults)
}

/// Absent and null are a server without limits.
fn read_capacity(workload: &mut Fields) -> Result<Option<Capacity>, DocumentError> {
    let Some(value) = workload.nullable("capacity") else {
        return Ok(None);
    };
    let mut fields = Fields::new(&workload.path_of("capacity"), value)?;
    let capacity = Capacity {
        requests: fields.required_u32("requests", ranges::CAPACITY)?,
        beyond: fields.nullable_named("beyond")?.unwrap_or_default(),
    };
    fields.finish()?;
    Ok(Some(capacity))
}

pub(super) fn workload_to_json(workload: &Workload) -> Value {
    let mut latency = vec![(
        "distribution",
        workload.latency.distribution().name().into(),
    )];
    match workload.latency {
        Latency::Constant { value } => latency.push(("value", value.into())),
        Latency::Uniform { min, max } => {
            latency.extend([("min", min.into()), ("max", max.into())]);
        }
        Latency::LogNormal { median, sigma } => {
            latency.extend([("median", median.into()), ("sigma", sigma.into())]);
        }
    }
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
