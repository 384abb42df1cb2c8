//! The settings behind the fold, in a line.

use std::sync::Arc;

use playground_core::experiment::source::Source;
use playground_core::experiment::workload::{Capacity, OverflowPolicy};
use playground_core::experiment::{Experiment, OnError};
use playground_core::session::settings_summary::settings_summary;

#[test]
fn hidden_settings_are_summarized_in_one_line() {
    let mut experiment = Experiment::default();
    experiment.workload.body_bytes = 2_048;
    experiment.workload.transfer_ms = 20_000;
    experiment.workload.seed = 7;
    experiment.workload.capacity = Some(Capacity {
        requests: 30,
        beyond: OverflowPolicy::ALL[0],
    });
    experiment.policy.timeout_ms = 10_000;
    experiment.policy.retries = 0;
    experiment.policy.on_error = OnError::FailFast;
    let beyond = OverflowPolicy::ALL[0].title();
    assert_eq!(
        settings_summary(Some(&experiment)),
        format!(
            "body 2,048 bytes in 20,000 ms · faults: none · server capacity 30, beyond it: {beyond} \
             · timeout 10,000 ms · retries 0 · fail fast · seed 7"
        )
    );
}

#[test]
fn a_list_of_urls_has_no_planned_responses() {
    let mut experiment = Experiment {
        source: Source::Urls(Arc::default()),
        ..Experiment::default()
    };
    experiment.policy.timeout_ms = 500;
    experiment.policy.retries = 2;
    experiment.policy.on_error = OnError::Collect;
    let backoff = experiment.policy.backoff.title();
    assert_eq!(
        settings_summary(Some(&experiment)),
        format!("timeout 500 ms · retries 2 · collect errors · {backoff}")
    );
}

#[test]
fn settings_that_cannot_be_read_need_attention() {
    assert_eq!(settings_summary(None), "Some settings need attention.");
}
