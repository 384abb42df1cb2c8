//! Reports that must not be taken: each refusal names the field.

use serde_json::{Value, json};

use crate::rows::assert_rows;
use playground_testing::recorded::{experiment_of, read_back, refusal_of};
use playground_testing::reports::{eventful, report_of};
use playground_testing::samples::completed_run;

use playground_core::experiment::strategy::Strategy;

fn report() -> Value {
    let run = eventful();
    report_of(&experiment_of(&[&run]), &[&run])
}

/// The report with something else at this place, and what is said of it.
#[track_caller]
fn with(pointer: &str, value: Value) -> String {
    let mut report = report();
    *report.pointer_mut(pointer).expect("it is there") = value;
    refusal_of(&report)
}

/// The report without a field, and what is said of it.
#[track_caller]
fn without(pointer: &str, name: &str) -> String {
    let mut report = report();
    let object = report.pointer_mut(pointer).and_then(Value::as_object_mut);
    object
        .expect("an object")
        .shift_remove(name)
        .expect("it is there");
    refusal_of(&report)
}

#[test]
fn a_document_that_is_not_a_report_is_refused_with_the_missing_field() {
    assert_eq!(
        refusal_of(&json!([])),
        "The document is []: it must be an object."
    );
    assert_eq!(refusal_of(&json!({})), "version is missing.");
    assert_eq!(refusal_of(&json!({"version": 1})), "experiment is missing.");
    assert_eq!(without("", "lanes"), "lanes is missing.");
    assert_eq!(
        with("/version", json!(2)),
        "version is 2: this page reads version 1. \
         Open the document with the version of the page that wrote it."
    );
    assert!(with("/lanes", json!({})).starts_with("lanes is {}"));
}

#[test]
fn a_bad_experiment_is_named_by_its_path_in_the_report() {
    assert_eq!(
        with("/experiment/workload/requests", json!(100_001)),
        "experiment.workload.requests is 100001: it must be a whole number from 1 to 100,000."
    );
    for count in [0, 9] {
        let lanes = vec![json!({"strategy": "sequential"}); count];
        assert_eq!(
            with("/experiment/lanes", json!(lanes)),
            format!(
                "experiment.lanes is {count}: \
                 it must be a list of lanes, a whole number from 1 to 8 of them."
            )
        );
    }
    assert_eq!(
        with("/experiment/lanes", json!([{"strategy": "fibers"}])),
        "experiment.lanes[0].strategy is \"fibers\": \
         it must be one of sequential, batched, concurrent, threads, blocking."
    );
}

#[test]
fn lanes_that_do_not_fit_the_experiment_are_refused() {
    let lane = report()["lanes"][0].clone();
    for count in [0, 2, 9] {
        assert_eq!(
            with("/lanes", json!(vec![lane.clone(); count])),
            format!("The number of lanes is {count}: it must be 1, as experiment.lanes has.")
        );
    }
    assert_eq!(
        with("/lanes/0/strategy", json!("sequential")),
        "lanes[0].strategy is \"sequential\": it must be concurrent, as in experiment.lanes[0]."
    );
    assert_eq!(
        with("/lanes/0", json!(3)),
        "lanes[0] is 3: it must be an object."
    );
}

#[test]
fn a_lane_with_another_number_of_requests_than_the_experiment_is_refused() {
    let requests = report()["lanes"][0]["requests"]
        .as_array()
        .expect("requests")
        .clone();
    let cut_short = requests[..3].to_vec();
    let too_many = [requests.clone(), requests].concat();
    for (requests, count) in [(cut_short, 3), (too_many, 10), (Vec::new(), 0)] {
        assert_eq!(
            with("/lanes/0/requests", json!(requests)),
            format!(
                "The number of lanes[0].requests is {count}: \
                 it must be 5, as experiment.workload.requests says."
            )
        );
    }
    assert_eq!(
        without("/lanes/0", "requests"),
        "lanes[0].requests is missing."
    );
    assert_eq!(
        with("/lanes/0/requests/2/index", json!(3)),
        "lanes[0].requests[2].index is 3: it must be 2, its position in the list."
    );
    assert_eq!(
        with("/lanes/0/requests/2", Value::Null),
        "lanes[0].requests[2] is null: it must be an object."
    );
}

#[test]
fn an_unknown_outcome_is_refused() {
    let kinds = "it must be one of succeeded, httpError, timedOut, networkError, bodyBroken, \
                 tooLarge, cancelled.";
    for (value, written) in [(json!("perfect"), "\"perfect\""), (Value::Null, "null")] {
        assert_eq!(
            with("/lanes/0/requests/1/outcome", value),
            format!("lanes[0].requests[1].outcome is {written}: {kinds}")
        );
    }
    assert_eq!(
        without("/lanes/0/requests/1", "outcome"),
        "lanes[0].requests[1].outcome is missing."
    );
    assert!(
        with(
            "/lanes/0/requests/0/attempts/0/error/kind",
            json!("gremlins")
        )
        .starts_with("lanes[0].requests[0].attempts[0].error.kind is \"gremlins\": ")
    );
    assert_eq!(
        with("/lanes/0/requests/2/error/by", json!("server")),
        "lanes[0].requests[2].error.by is \"server\": \
         it must be user, failFast, crash or noWorkers."
    );
    assert_eq!(
        with("/lanes/0/requests/1/status", Value::Null),
        "lanes[0].requests[1].status is missing."
    );
    assert_eq!(
        with("/lanes/0/requests/4/endedMs", Value::Null),
        "lanes[0].requests[4].endedMs is missing."
    );
}

#[test]
fn points_out_of_order_are_refused() {
    assert_eq!(
        with("/lanes/0/requests/2/endedMs", json!(0.5)),
        "lanes[0].requests[2].attempts is \"1 attempts\": \
         it must be a list whose last attempt is the same as the request's own fields."
    );
    assert_eq!(
        with("/lanes/0/requests/0/attempts/0/dispatchedMs", json!(11)),
        "lanes[0].requests[0].attempts[0].endedMs is 10: it must be at least 11, as dispatchedMs is."
    );
    let mut report = report();
    for place in ["/lanes/0/requests/1", "/lanes/0/requests/1/attempts/0"] {
        report.pointer_mut(place).expect("it is there")["responseMs"] = json!(0.5);
    }
    assert_eq!(
        refusal_of(&report),
        "lanes[0].requests[1].responseMs is 0.5: it must be at least 1, as dispatchedMs is."
    );
    assert_eq!(
        with("/lanes/0/requests/4/endedMs", json!("late")),
        "lanes[0].requests[4].endedMs is \"late\": it must be a number of milliseconds, or null."
    );
}

#[test]
fn attempts_that_contradict_themselves_are_refused() {
    // Sent again after it had succeeded, or with more attempts than the policy allows.
    let attempt = report()["lanes"][0]["requests"][0]["attempts"][1].clone();
    let cancelled = report()["lanes"][0]["requests"][2]["attempts"][0].clone();
    let message = with(
        "/lanes/0/requests/0/attempts",
        json!([cancelled.clone(), attempt.clone()]),
    );
    assert!(
        message.starts_with("lanes[0].requests[0].queuedMs is 70.25: "),
        "{message}"
    );
    assert_eq!(
        with("/lanes/0/requests/0/attempts", json!(vec![attempt; 5])),
        "The number of lanes[0].requests[0].attempts is 5: \
         it must be at most 4, as the lane's retries allow."
    );
    assert_eq!(
        with("/lanes/0/requests/4/outcome", json!("succeeded")),
        "lanes[0].requests[4] contradicts itself: \
         a request that is waiting for a permit cannot be ended."
    );
    assert_eq!(
        with("/lanes/0/requests/4/found", json!(3)),
        "lanes[0].requests[4] contradicts itself: \
         a request that is waiting for a permit cannot be computed."
    );
}

#[test]
fn phases_that_are_not_the_whole_time_in_flight_are_refused() {
    // The first attempt of the first request, from 1 to 10 ms.
    const ATTEMPT: &str = "/lanes/0/requests/0/attempts/0";
    let with_phases = |phases: Value| {
        let mut report = report();
        let attempt = report.pointer_mut(ATTEMPT).expect("it is there");
        attempt["phasesMs"] = phases;
        read_back(&report).map(drop).map_err(|it| it.to_string())
    };
    let refused = |phases: &str| {
        Err(format!(
            "lanes[0].requests[0].attempts[0].phasesMs is {phases}: it must be lengths whose sum \
             is 9 ms, as its duration."
        ))
    };
    let rows = [
        ("unknown", Value::Null, Ok(())),
        ("whole", json!({"dns": 2, "response": 7}), Ok(())),
        ("rounded", json!({"dns": 2, "response": 7.015}), Ok(())),
        ("too short", json!({"dns": 2}), refused("{\"dns\":2}")),
        (
            "too long",
            json!({"dns": 2, "response": 7.03}),
            refused("{\"dns\":2,\"response\":7.03}"),
        ),
    ];
    assert_rows(rows.map(|(name, phases, expected)| (name, with_phases(phases), expected)));
}

#[test]
fn counts_that_do_not_fit_are_refused() {
    assert_eq!(
        with("/lanes/0/counts/succeeded", json!(2)),
        "lanes[0].counts.succeeded is 2: it must be 1, as many as lanes[0].requests."
    );
    assert_eq!(
        with("/lanes/0/maxInFlight", json!(3)),
        "lanes[0].maxInFlight is 3: it must be at least 4, by the times of its requests."
    );
    assert_eq!(
        with("/lanes/0/ending", json!("exploded")),
        "lanes[0].ending is \"exploded\": \
         it must be one of completed, stopped, failedFast, crashed, noWorkers."
    );
}

#[test]
fn more_in_flight_at_once_than_any_limit_allows_is_refused() {
    let run = completed_run(Strategy::Concurrent { limit: 1_000 }, &vec![5.0; 1_001]);
    let report = report_of(&experiment_of(&[&run]), &[&run]);
    assert_eq!(
        refusal_of(&report),
        "lanes[0].requests contradicts itself: \
         at 0 ms more were in flight at once than any limit allows."
    );
}

/// Whatever single thing is broken: it is read, or it is refused with words.
#[test]
fn a_broken_report_never_makes_the_reader_panic() {
    fn places(value: &Value, path: &str, all: &mut Vec<String>) {
        all.push(path.to_owned());
        match value {
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    places(item, &format!("{path}/{place}"), all);
                }
            }
            Value::Object(fields) => {
                for (name, item) in fields {
                    places(item, &format!("{path}/{name}"), all);
                }
            }
            _ => {}
        }
    }
    let report = report();
    let mut all = Vec::new();
    places(&report, "", &mut all);
    let (mut taken, mut refused) = (0, 0);
    for place in all {
        for value in [
            Value::Null,
            json!(-1),
            json!(1e300),
            json!("x"),
            json!([]),
            json!({}),
            json!(0.5),
        ] {
            let mut broken = report.clone();
            *broken.pointer_mut(&place).expect("it is there") = value;
            match read_back(&broken) {
                Ok(_) => taken += 1,
                Err(refusal) => {
                    refused += 1;
                    assert!(refusal.to_string().ends_with('.'), "{refusal}");
                }
            }
        }
    }
    assert!(taken > 100 && refused > 500, "{taken}, {refused}");
}

#[test]
fn a_flag_of_another_type_is_refused() {
    for name in ["wasHidden", "limitChanged"] {
        assert_eq!(
            with(&format!("/lanes/0/{name}"), json!("yes")),
            format!("lanes[0].{name} is \"yes\": it must be true or false.")
        );
    }
}
