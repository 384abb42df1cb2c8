//! The settings behind the fold, in a line.

use crate::experiment::workload::{Capacity, Fault, Workload};
use crate::experiment::{Experiment, OnError};
use crate::wording::numbers::{format_short, group_digits};

/// `None`: some of the fields cannot be read.
pub fn settings_summary(experiment: Option<&Experiment>) -> String {
    let Some(experiment) = experiment else {
        return "Some settings need attention.".to_owned();
    };
    let Experiment {
        source, workload, ..
    } = experiment;
    let mut parts = Vec::new();
    // Only a lab answers as planned.
    if source.is_lab() {
        parts.push(format!(
            "body {} bytes in {} ms",
            group_digits(workload.body_bytes),
            group_digits(workload.transfer_ms.into())
        ));
        parts.push(format!("faults: {}", faults(workload)));
        parts.extend(workload.capacity.map(capacity));
    }
    parts.extend(policy(experiment));
    if source.is_lab() {
        parts.push(format!("seed {}", workload.seed));
    }
    parts.join(" · ")
}

fn faults(workload: &Workload) -> String {
    let faults = Fault::ALL
        .into_iter()
        .filter(|&fault| workload.faults.fraction(fault) > 0.0)
        .map(|fault| {
            let percent = format_short(workload.faults.fraction(fault) * 100.0, 2);
            format!("{} {percent} %", fault.title().to_ascii_lowercase())
        });
    let faults: Vec<_> = faults.collect();
    if faults.is_empty() {
        "none".to_owned()
    } else {
        faults.join(", ")
    }
}

fn capacity(Capacity { requests, beyond }: Capacity) -> String {
    let requests = group_digits(u64::from(requests));
    format!("server capacity {requests}, beyond it: {}", beyond.title())
}

fn policy(experiment: &Experiment) -> Vec<String> {
    let policy = experiment.policy;
    let on_error = match policy.on_error {
        OnError::Collect => "collect errors",
        OnError::FailFast => "fail fast",
    };
    let mut parts = vec![
        format!("timeout {} ms", group_digits(u64::from(policy.timeout_ms))),
        format!("retries {}", policy.retries),
        on_error.to_owned(),
    ];
    parts.extend((policy.retries > 0).then(|| policy.backoff.title().to_owned()));
    let updates = experiment.workload.updates();
    parts.extend(updates.then(|| policy.lock.title().to_owned()));
    parts
}
