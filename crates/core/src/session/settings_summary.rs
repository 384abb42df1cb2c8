//! The settings in a line: the whole experiment, and what is behind the inner fold.

use crate::experiment::source::Source;
use crate::experiment::strategy::{LimitSetting, Strategy};
use crate::experiment::workload::{Capacity, Fault, Faults, Latency, WorkKind, Workload};
use crate::experiment::{Experiment, OnError};
use crate::form::draft::DraftErrors;
use crate::wording::numbers::{format_count, format_short, group_digits};

/// What would be run: the requests, how many at once, and faults, capacity, retries and fail
/// fast where they are set. Where a
/// setting cannot be read, what is wrong with it.
pub fn experiment_line(read: Result<&Experiment, &DraftErrors>) -> String {
    let experiment = match read {
        Ok(experiment) => experiment,
        Err(errors) => {
            let first = errors.values().next();
            return first.map(ToString::to_string).unwrap_or_default();
        }
    };
    let Experiment {
        workload, policy, ..
    } = experiment;
    let mut parts = vec![requests(experiment)];
    if let Source::Urls(list) = &experiment.source {
        let refused = list.refused().len() as u64;
        let left_out = || format!("{} left out", format_count(refused, "line", "lines"));
        parts.extend((refused > 0).then(left_out));
    }
    for setting in LimitSetting::ALL {
        let strategies = experiment.lanes.iter().map(|lane| lane.strategy);
        let limited = |strategy: &Strategy| strategy.kind().limit_setting() == Some(setting);
        parts.extend(limits_label(setting, strategies.filter(limited)));
    }
    if experiment.source.is_lab() {
        let has_faults = workload.faults != Faults::NONE;
        parts.extend(has_faults.then(|| format!("faults: {}", faults(workload))));
        parts.extend(workload.capacity.map(capacity));
    }
    let retries = u64::from(policy.retries);
    parts.extend((retries > 0).then(|| format_count(retries, "retry", "retries")));
    parts.extend((policy.on_error == OnError::FailFast).then(|| "fail fast".to_owned()));
    parts.join(" · ")
}

/// How many there are, and how long each takes.
fn requests(experiment: &Experiment) -> String {
    let workload = &experiment.workload;
    let count = u64::from(workload.requests);
    let each = format!("{} ms", group_digits(workload.compute_ms.into()));
    if workload.kind == WorkKind::Compute {
        return format!(
            "{} of {each}",
            format_count(count, "computation", "computations")
        );
    }
    let requests = format_count(count, "request", "requests");
    let requests = match &experiment.source {
        Source::Urls(_) => format!("{requests} to my URLs"),
        Source::BuiltInLab | Source::LabServer { .. } => {
            format!("{requests} of {}", latency(workload.latency))
        }
    };
    match workload.kind {
        WorkKind::Fetch | WorkKind::Compute => requests,
        WorkKind::Mixed => format!("{requests}, each with {each} of CPU work"),
        WorkKind::Update => format!("{requests}, each with an update of {each}"),
    }
}

fn latency(latency: Latency) -> String {
    let ms = |ms: u32| group_digits(ms.into());
    match latency {
        Latency::Constant { value } => format!("{} ms", ms(value)),
        Latency::Uniform { min, max } => format!("{}–{} ms", ms(min), ms(max)),
        Latency::LogNormal { median, .. } => format!("{} ms with a long tail", ms(median)),
    }
}

/// The limits of all lanes that have such a setting, each once; `None` without one.
fn limits_label(
    setting: LimitSetting,
    strategies: impl Iterator<Item = Strategy>,
) -> Option<String> {
    let mut limits: Vec<u32> = Vec::new();
    for limit in strategies.map(Strategy::limit) {
        if !limits.contains(&limit) {
            limits.push(limit);
        }
    }
    let all: Vec<_> = limits.iter().map(|&it| group_digits(it.into())).collect();
    let all = all.join(", ");
    match (setting, &limits[..]) {
        (_, []) => None,
        (LimitSetting::Workers, [1]) => Some("1 worker".to_owned()),
        (LimitSetting::Workers, _) => Some(format!("{all} workers")),
        (LimitSetting::Size, _) => Some(format!("batches of {all}")),
        (LimitSetting::Limit, _) => Some(format!("{all} at once")),
    }
}

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
