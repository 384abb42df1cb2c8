//! A policy in a document: the experiment's, or what a lane overrides of it.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, object};
use crate::experiment::PolicyOverrides;
use crate::experiment::ranges;

/// What is left out is not overridden.
pub(super) fn read_policy(mut fields: Fields) -> Result<PolicyOverrides, DocumentError> {
    let policy = PolicyOverrides {
        timeout_ms: fields.optional_u32("timeoutMs", ranges::TIMEOUT_MS)?,
        retries: fields.optional_u32("retries", ranges::RETRIES)?,
        backoff: fields.optional_named("backoff")?,
        on_error: fields.optional_named("onError")?,
        lock: fields.optional_named("lock")?,
    };
    fields.finish()?;
    Ok(policy)
}

/// What is overridden, and no more.
pub(super) fn policy_to_json(policy: &PolicyOverrides) -> Value {
    let PolicyOverrides {
        timeout_ms,
        retries,
        backoff,
        on_error,
        lock,
    } = *policy;
    let fields = [
        ("timeoutMs", timeout_ms.map(Value::from)),
        ("retries", retries.map(Value::from)),
        ("backoff", backoff.map(|it| it.name().into())),
        ("onError", on_error.map(|it| it.name().into())),
        ("lock", lock.map(|it| it.name().into())),
    ];
    let overridden = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    object(overridden.collect())
}
