//! A policy in a document, whole or only what is other in it.

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::object;
use crate::documents::reader::Fields;
use crate::experiment::ranges;
use crate::experiment::{Backoff, Lock, OnError, Policy, PolicyOverrides};

/// What is left out is left as it is.
pub(super) fn read_policy(mut fields: Fields) -> Result<PolicyOverrides, DocumentError> {
    let policy = PolicyOverrides {
        timeout_ms: fields.small("timeoutMs", ranges::TIMEOUT_MS)?,
        retries: fields.small("retries", ranges::RETRIES)?,
        backoff: fields.name("backoff", &Backoff::ALL, Backoff::name)?,
        on_error: fields.name("onError", &OnError::ALL, OnError::name)?,
        lock: fields.name("lock", &Lock::ALL, Lock::name)?,
    };
    fields.finish()?;
    Ok(policy)
}

/// What is there of it.
pub(super) fn policy_to_json(policy: &PolicyOverrides) -> Value {
    let fields = [
        ("timeoutMs", policy.timeout_ms.map(Value::from)),
        ("retries", policy.retries.map(Value::from)),
        ("backoff", policy.backoff.map(|it| it.name().into())),
        ("onError", policy.on_error.map(|it| it.name().into())),
        ("lock", policy.lock.map(|it| it.name().into())),
    ];
    let there = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    object(there.collect())
}

impl PolicyOverrides {
    /// All of a policy.
    pub(super) fn of(policy: &Policy) -> Self {
        Self {
            timeout_ms: Some(policy.timeout_ms),
            retries: Some(policy.retries),
            backoff: Some(policy.backoff),
            on_error: Some(policy.on_error),
            lock: Some(policy.lock),
        }
    }

    /// Whether nothing is other in it.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
