//! What one lane has different from the rest of its experiment.

use playground_core::documents::experiment::{self, to_json};
use playground_core::experiment::source::{HTTP2_ORIGIN, Source};
use playground_core::experiment::{Backoff, Experiment, Lock, OnError, Policy, PolicyOverrides};
use serde_json::{Value, json};

use playground_testing::refused::refused;
use playground_testing::urls::StandardUrls;

fn read(document: &Value) -> Experiment {
    experiment::read(document.clone(), &StandardUrls::default()).expect("the document is taken")
}

fn lanes() -> Value {
    json!([
        {"strategy": "concurrent", "limit": 30},
        {"strategy": "concurrent", "limit": 30, "policy": {"backoff": "none", "retries": 4}},
        {
            "strategy": "sequential",
            "source": {"kind": "server", "origin": HTTP2_ORIGIN},
            "policy": {"timeoutMs": 300, "onError": "failFast", "lock": "update"},
        },
    ])
}

#[test]
fn what_a_lane_does_not_override_is_the_experiments() {
    let read = read(&json!({"lanes": lanes(), "policy": {"retries": 2, "timeoutMs": 900}}));
    let policies: Vec<_> = read
        .lanes
        .iter()
        .map(|lane| lane.policy(&read.policy))
        .collect();
    let all = Policy {
        timeout_ms: 900,
        retries: 2,
        ..Policy::DEFAULT
    };
    let second = Policy {
        backoff: Backoff::None,
        retries: 4,
        ..all
    };
    let third = Policy {
        timeout_ms: 300,
        on_error: OnError::FailFast,
        lock: Lock::Update,
        ..all
    };
    assert_eq!(policies, [all, second, third]);
    let server = Source::LabServer {
        origin: HTTP2_ORIGIN.to_owned(),
    };
    let sources: Vec<_> = read
        .lanes
        .iter()
        .map(|lane| lane.source(&read.source))
        .collect();
    assert_eq!(sources, [&Source::BuiltInLab, &Source::BuiltInLab, &server]);
}

#[test]
fn a_lane_is_written_with_its_overrides_alone() {
    let document = json!({"lanes": lanes()});
    assert_eq!(to_json(&read(&document))["lanes"], document["lanes"]);
}

#[test]
fn a_lanes_title_says_what_it_has_different() {
    let read = read(&json!({"lanes": lanes()}));
    let titles: Vec<_> = read.lanes.iter().map(|lane| lane.title()).collect();
    assert_eq!(
        titles,
        [
            "Concurrent, limit 30",
            "Concurrent, limit 30, 4 retries, no backoff",
            "Sequential, lab server, HTTP/2, timeout 300 ms, fail fast, lock around the update",
        ]
    );
    let overrides = PolicyOverrides {
        timeout_ms: Some(3_000),
        retries: Some(0),
        backoff: Some(Backoff::Jittered),
        lock: Some(Lock::Request),
        ..PolicyOverrides::default()
    };
    assert_eq!(
        overrides.labels(),
        [
            // As the lane's own time beside it.
            "timeout 3.0 s",
            "no retries",
            "backoff with jitter",
            "lock around everything"
        ]
    );
}

#[test]
fn a_refusal_names_the_path_of_the_field_in_its_lane() {
    let lane = |overrides: Value| {
        let mut lane = json!({"strategy": "sequential"});
        let fields = overrides.as_object().expect("an object").clone();
        lane.as_object_mut().expect("an object").extend(fields);
        refused(&json!({"lanes": [lane]}).to_string())
    };
    assert_eq!(
        lane(json!({"policy": {"retries": 11}})),
        "lanes[0].policy.retries is 11: it must be a whole number from 0 to 10."
    );
    assert_eq!(
        lane(json!({"policy": {"backoff": "linear"}})),
        "lanes[0].policy.backoff is \"linear\": it must be none, exponential or jittered."
    );
    assert_eq!(
        lane(json!({"policy": {"lock": true}})),
        "lanes[0].policy.lock is true: it must be none, update or request."
    );
    assert_eq!(
        lane(json!({"source": {"kind": "urls", "urls": ["https://example.org/"]}})),
        "lanes[0].source.kind is \"urls\": it must be lab or server: one list of addresses is for \
         all lanes."
    );
}

#[test]
fn a_shared_counter_is_updated_by_the_pages_own_lanes_alone_and_in_a_lab() {
    for strategy in ["threads", "blocking"] {
        let document = json!({"workload": {"kind": "update"}, "lanes": [{"strategy": strategy}]});
        let expected = format!(
            "The strategy of a lane is {strategy}: it must be sequential, batched or concurrent: the \
             shared counter is updated on the page's own event loop."
        );
        assert_eq!(refused(&document.to_string()), expected);
    }
    let urls = json!({"kind": "urls", "urls": ["https://example.org/"]});
    let document = json!({"workload": {"kind": "update"}, "source": urls});
    assert_eq!(
        refused(&document.to_string()),
        "The work is update: it must be fetch, compute or mixed, or the source a lab: the \
         shared counter is there."
    );
}
