//! What is asked for, and what is counted, where something is computed.

use std::sync::Arc;

use playground_core::documents::experiment::{self, to_json};
use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::experiment::workload::{Fault, WorkKind};
use playground_core::form::draft::{Draft, Field};
use serde_json::{Value, json};

use playground_testing::refused::refused;
use playground_testing::samples::Dice;
use playground_testing::urls::{StandardUrls, list};

/// What only a request has.
const OF_REQUESTS: [Field; 6] = [
    Field::LatencyMin,
    Field::LatencyMax,
    Field::BodyBytes,
    Field::TransferMs,
    Field::Seed,
    Field::Fault(Fault::ServerError),
];

fn of_kind(kind: WorkKind) -> Draft {
    let mut experiment = Experiment::default();
    experiment.workload.kind = kind;
    Draft::new(&experiment)
}

fn asked(draft: &Draft, fields: &[Field]) -> Vec<Field> {
    let asked = fields.iter().copied();
    asked.filter(|field| draft.is_used(*field)).collect()
}

#[track_caller]
fn read(draft: &Draft) -> Experiment {
    draft.read().expect("the fields can be read")
}

#[track_caller]
fn taken(document: &Value) -> Experiment {
    experiment::read(document.clone(), &StandardUrls::default()).expect("the document is taken")
}

#[test]
fn each_kind_of_work_uses_its_own_fields() {
    let [fetch, compute, mixed, update] = WorkKind::ALL.map(of_kind);
    assert_eq!(asked(&update, &OF_REQUESTS), OF_REQUESTS);
    assert!(update.is_used(Field::ComputeMs));
    assert_eq!(asked(&fetch, &OF_REQUESTS), OF_REQUESTS);
    assert_eq!(asked(&mixed, &OF_REQUESTS), OF_REQUESTS);
    assert_eq!(asked(&compute, &OF_REQUESTS), []);
    assert!(!fetch.is_used(Field::ComputeMs));
    assert!(mixed.is_used(Field::ComputeMs) && compute.is_used(Field::ComputeMs));
    for draft in [&fetch, &compute, &mixed] {
        assert!(draft.is_used(Field::Requests));
    }
    let lab = [&fetch, &compute, &mixed].map(Draft::asks_lab);
    assert_eq!(lab, [true, false, true]);
}

#[test]
fn computations_use_no_addresses_and_their_number_is_typed() {
    let mut draft = of_kind(WorkKind::Mixed);
    draft.set(Field::Urls, "https://example.org/".to_owned());
    let mine = Source::Urls(Arc::default());
    draft.choose_source(mine, &StandardUrls::default());
    let fields = [Field::Urls, Field::Requests, Field::ComputeMs];
    assert_eq!(asked(&draft, &fields), [Field::Urls, Field::ComputeMs]);
    assert_eq!(read(&draft).workload.requests, 1);
    assert!(!draft.asks_lab());

    draft.kind = WorkKind::Compute;
    assert_eq!(asked(&draft, &fields), [Field::Requests, Field::ComputeMs]);
    draft.set(Field::Requests, "70".to_owned());
    assert_eq!(read(&draft).workload.requests, 70);
}

#[test]
fn a_computations_length_is_1_to_10_000_ms() {
    for kind in [WorkKind::Compute, WorkKind::Mixed] {
        let typed = |text: &str| {
            let mut draft = of_kind(kind);
            draft.set(Field::ComputeMs, text.to_owned());
            draft.read()
        };
        for (text, ms) in [("1", 1), ("10000", 10_000)] {
            let read = typed(text).map(|it| it.workload.compute_ms);
            assert_eq!(read, Ok(ms));
        }
        for text in ["0", "10001", "3600000", "0.5", "long"] {
            let errors = typed(text).expect_err("it is refused");
            assert_eq!(errors.keys().collect::<Vec<_>>(), [&Field::ComputeMs]);
            let range = "it must be a whole number from 1 to 10,000.";
            let expected = format!("Computation is {text}: {range}");
            assert_eq!(errors[&Field::ComputeMs].to_string(), expected);
        }
    }
}

#[test]
fn errors_in_fields_that_computations_do_not_use_are_ignored() {
    let mut draft = of_kind(WorkKind::Compute);
    for field in OF_REQUESTS {
        draft.set(field, "nonsense".to_owned());
    }
    draft.set(Field::Requests, "7".to_owned());
    draft.set(Field::ComputeMs, "30".to_owned());
    let experiment = read(&draft);
    assert_eq!(experiment.workload.kind, WorkKind::Compute);
    let numbers = (experiment.workload.requests, experiment.workload.compute_ms);
    assert_eq!(numbers, (7, 30));
    // It can be written and read again, though what is hidden could not.
    assert_eq!(taken(&to_json(&experiment)), experiment);
    // They are errors once there are requests again.
    draft.kind = WorkKind::Mixed;
    let errors = draft.read().expect_err("the fields are refused");
    assert!(OF_REQUESTS.iter().all(|field| errors.contains_key(field)));
}

#[test]
fn hidden_faults_do_not_prevent_computations_from_being_written() {
    let mut draft = of_kind(WorkKind::Compute);
    for fault in Fault::ALL {
        draft.set(Field::Fault(fault), "60".to_owned());
    }
    draft.set(Field::LatencyMin, "500".to_owned());
    draft.set(Field::LatencyMax, "100".to_owned());
    let experiment = read(&draft);
    assert_eq!(taken(&to_json(&experiment)), experiment);
}

#[test]
fn a_list_of_addresses_does_not_count_computations() {
    let document = |kind: &str, urls: &[&str]| {
        json!({
            "source": {"kind": "urls", "urls": urls},
            "workload": {"kind": kind, "requests": 5_000},
        })
    };
    let three = ["https://example.org/1", "https://example.org/2", "bad"];
    assert_eq!(taken(&document("mixed", &three)).workload.requests, 2);
    assert_eq!(taken(&document("compute", &three)).workload.requests, 5_000);
    let none = taken(&document("compute", &[]));
    assert_eq!(none.workload.requests, 5_000);
    assert_eq!(taken(&to_json(&none)), none);
}

#[test]
fn unchanged_fields_give_any_source_and_kind_back() {
    let mut dice = Dice::new(181);
    for _ in 0..300 {
        let mut experiment = dice.experiment();
        experiment.source = match dice.whole(0, 2) {
            0 => Source::BuiltInLab,
            1 => Source::LabServer {
                origin: "https://localhost:8443".to_owned(),
            },
            _ => Source::Urls(list(&["https://example.org/", "bad"]).into()),
        };
        experiment.count_urls("list").expect("the list can be run");
        if experiment.check_lanes("a lane").is_err() {
            // A page must not block on other people's servers, in fields or documents, and the
            // counter is in a lab.
            let errors = Draft::new(&experiment).read().expect_err("it blocks");
            assert!(errors.get(&Field::Urls).is_some(), "{errors:?}");
            let words = refused(&to_json(&experiment).to_string());
            assert!(
                words.contains("only a lab") || words.contains("the source a lab"),
                "{words}"
            );
            continue;
        }
        assert_eq!(Draft::new(&experiment).read(), Ok(experiment.clone()));
        assert_eq!(taken(&to_json(&experiment)), experiment);
    }
}

#[test]
fn everything_is_planned_except_third_party_servers() {
    let planned = |source: Source| {
        WorkKind::ALL.map(|kind| {
            let mut experiment = Experiment {
                source: source.clone(),
                ..Experiment::default()
            };
            experiment.workload.kind = kind;
            experiment.is_planned()
        })
    };
    assert_eq!(planned(Source::BuiltInLab), [true; 4]);
    let mine = Source::Urls(list(&["https://example.org/"]).into());
    assert_eq!(planned(mine), [false, true, false, false]);
}
