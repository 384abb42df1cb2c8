//! The settings in a line.

use std::sync::Arc;

use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::url_list::UrlList;
use playground_core::experiment::workload::{
    Capacity, Fault, Faults, Latency, OverflowPolicy, WorkKind,
};
use playground_core::experiment::{Experiment, OnError};
use playground_core::form::draft::{Draft, Field};
use playground_core::session::settings_summary::{experiment_line, settings_summary};
use playground_testing::urls::StandardUrls;

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

#[test]
fn an_experiment_is_told_in_one_line() {
    let usual = Experiment::default();
    let change = |change: &dyn Fn(&mut Experiment)| {
        let mut experiment = usual.clone();
        change(&mut experiment);
        experiment
    };
    let lines = ["http://a.example/", "javascript:1", "http://b.example/"].map(str::to_owned);
    let list = Arc::new(UrlList::read(lines.to_vec(), &StandardUrls::default()));
    for (experiment, right) in [
        (usual.clone(), "100 requests of 40–120 ms · 10 at once"),
        (
            change(&|it| it.lanes = vec![Strategy::Sequential.into()]),
            "100 requests of 40–120 ms",
        ),
        (
            change(&|it| {
                it.workload.requests = 1;
                it.workload.latency = Latency::Constant { value: 1_500 };
                it.lanes = vec![
                    Strategy::Concurrent { limit: 1_000 }.into(),
                    Strategy::Threads { workers: 1 }.into(),
                ];
            }),
            "1 request of 1,500 ms · 1,000 at once · 1 worker",
        ),
        (
            change(&|it| {
                it.lanes = [1, 32, 1]
                    .map(|limit| Strategy::Concurrent { limit }.into())
                    .to_vec();
                it.lanes.push(Strategy::Batched { size: 8 }.into());
                it.lanes.push(Strategy::Threads { workers: 6 }.into());
            }),
            "100 requests of 40–120 ms · 1, 32 at once · batches of 8 · 6 workers",
        ),
        (
            change(&|it| {
                it.workload.latency = Latency::LogNormal {
                    median: 80,
                    sigma: 1.0,
                };
                it.workload.kind = WorkKind::Mixed;
                it.workload.compute_ms = 20;
                it.policy.retries = 1;
            }),
            "100 requests of 80 ms with a long tail, each with 20 ms of CPU work · 10 at once · \
             1 retry",
        ),
        (
            change(&|it| it.workload.kind = WorkKind::Compute),
            "100 computations of 100 ms · 10 at once",
        ),
        (
            change(&|it| it.workload.kind = WorkKind::Update),
            "100 requests of 40–120 ms, each with an update of 100 ms · 10 at once",
        ),
        (
            change(&|it| {
                it.workload.faults = Faults::NONE.with(Fault::ALL[0], 0.05);
                it.workload.capacity = Some(Capacity {
                    requests: 30,
                    beyond: OverflowPolicy::ALL[0],
                });
                it.policy.retries = 3;
                it.policy.on_error = OnError::FailFast;
            }),
            &format!(
                "100 requests of 40–120 ms · 10 at once · faults: {} 5 % · server capacity 30, \
                 beyond it: {} · 3 retries · fail fast",
                Fault::ALL[0].title().to_ascii_lowercase(),
                OverflowPolicy::ALL[0].title()
            ),
        ),
        (
            change(&|it| it.source = Source::Urls(Arc::clone(&list))),
            "100 requests to my URLs · 1 line left out · 10 at once",
        ),
    ] {
        assert_eq!(experiment_line(Ok(&experiment)), right);
    }
}

#[test]
fn what_is_wrong_is_said_in_the_line() {
    let mut draft = Draft::new(&Experiment::default());
    draft.set(Field::Requests, "0".to_owned());
    let read = draft.read();
    let line = experiment_line(read.as_ref());
    assert_eq!(
        line,
        "Requests is 0: it must be a whole number from 1 to 100,000."
    );
}
