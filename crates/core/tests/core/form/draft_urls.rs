//! The user's own addresses in the page's fields: what else is asked for then, and
//! what is not.

use std::sync::Arc;

use playground_core::documents::experiment::{self, to_json};
use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Distribution, Fault};
use playground_core::form::draft::{Draft, Field};

use playground_testing::urls::{StandardUrls, list};

/// Every field that is asked for by a lab alone, whatever the distribution.
const OF_LABS: [Field; 8] = [
    Field::LatencyValue,
    Field::LatencyMin,
    Field::LatencyMax,
    Field::LatencyMedian,
    Field::Sigma,
    Field::BodyBytes,
    Field::TransferMs,
    Field::Seed,
];

fn my_urls() -> Source {
    Source::Urls(Arc::default())
}

/// The default fields, and these addresses chosen.
fn typed(urls: &str) -> Draft {
    let mut draft = Draft::new(&Experiment::default());
    draft.set(Field::Urls, urls.to_owned());
    draft.choose_source(my_urls(), &StandardUrls::default());
    draft
}

fn with(urls: &[&str]) -> Experiment {
    let mut experiment = Experiment {
        source: Source::Urls(list(urls).into()),
        ..Experiment::default()
    };
    experiment.count_urls("list").expect("the list can be run");
    experiment
}

#[track_caller]
fn read(draft: &Draft) -> Experiment {
    draft.read().expect("the fields can be read")
}

/// The fields with errors, and the first one's message.
#[track_caller]
fn refused(draft: &Draft) -> (Vec<Field>, String) {
    let errors = draft.read().expect_err("a field is refused");
    let words = errors.values().next().map(ToString::to_string);
    (errors.keys().copied().collect(), words.unwrap_or_default())
}

#[test]
fn the_addresses_in_the_field_are_those_that_are_run() {
    let draft = typed("# mine\r\nhttps://example.org/\r\n\nbad\nhttp://127.0.0.1/");
    let lines = [
        "# mine",
        "https://example.org/",
        "",
        "bad",
        "http://127.0.0.1/",
    ];
    assert_eq!(read(&draft), with(&lines));
}

#[test]
fn unchanged_fields_give_the_addresses_back() {
    for lines in [
        &["https://example.org/"][..],
        &["# mine", "", "https://example.org/", "bad", "  # end  "],
        &["http://127.0.0.1/{i}"],
    ] {
        let experiment = with(lines);
        let draft = Draft::new(&experiment);
        assert_eq!(draft.text(Field::Urls), lines.join("\n"));
        assert_eq!(read(&draft), experiment);
        // And typing them again changes nothing.
        assert_eq!(read(&typed(&lines.join("\n"))), experiment);
    }
}

#[test]
fn there_are_as_many_requests_as_addresses_whatever_number_is_typed() {
    let three = "https://example.org/1\nhttps://example.org/2\nhttps://example.org/3";
    for requests in ["100", "0", "many", "", "100001"] {
        let mut draft = typed(three);
        draft.set(Field::Requests, requests.to_owned());
        assert_eq!(read(&draft).workload.requests, 3, "{requests:?}");
    }
}

#[test]
fn a_pattern_uses_the_number_of_requests() {
    let mut draft = typed("http://127.0.0.1/{i}");
    draft.set(Field::Requests, "4711".to_owned());
    assert_eq!(read(&draft).workload.requests, 4_711);
    draft.set(Field::Requests, "many".to_owned());
    assert_eq!(refused(&draft).0, [Field::Requests]);
}

#[test]
fn errors_in_fields_that_are_not_used_are_ignored() {
    let mut draft = typed("https://example.org/");
    for field in OF_LABS
        .into_iter()
        .chain([Field::Requests, Field::Fault(Fault::ServerError)])
    {
        draft.set(field, "nonsense".to_owned());
    }
    for distribution in Distribution::ALL {
        draft.distribution = distribution;
        assert_eq!(read(&draft).workload.requests, 1);
    }
    // It is, once a lab is to answer.
    draft.choose_source(Source::BuiltInLab, &StandardUrls::default());
    let wrong = refused(&draft).0;
    for field in [
        Field::Requests,
        Field::BodyBytes,
        Field::Seed,
        Field::Fault(Fault::ServerError),
    ] {
        assert!(wrong.contains(&field), "{field:?}");
    }
}

#[test]
fn errors_in_fields_that_are_used_are_reported() {
    let mut draft = typed("https://example.org/");
    for field in [Field::TimeoutMs, Field::Retries, Field::Limit, Field::Seed] {
        draft.set(field, "nonsense".to_owned());
    }
    let expected = [Field::Limit, Field::TimeoutMs, Field::Retries];
    assert_eq!(refused(&draft).0, expected);
}

#[test]
fn a_list_that_cannot_be_run_is_refused_in_its_own_field() {
    for urls in ["", "# none\n\n", "javascript:alert(1)"] {
        let (fields, words) = refused(&typed(urls));
        assert_eq!(fields, [Field::Urls]);
        let expected = "The list of addresses is empty: \
                        it must be at least one http or https address, one per line.";
        assert!(words.starts_with(expected), "{words}");
    }
    let (fields, words) = refused(&typed(&"https://example.org/\n".repeat(201)));
    assert_eq!(fields, [Field::Urls]);
    assert!(words.contains("requests to example.org is 201"), "{words}");
    let mut pattern = typed("https://example.org/{i}");
    pattern.set(Field::Requests, "201".to_owned());
    assert_eq!(refused(&pattern).0, [Field::Urls]);
}

#[test]
fn addresses_stay_typed_while_something_else_is_run() {
    let lines = ["# mine", "https://example.org/"];
    let lab = Experiment::default();
    let mut draft = typed(&lines.join("\n"));
    for _ in 0..2 {
        draft = draft.with(&lab);
        assert_eq!(read(&draft), lab);
        assert_eq!(draft.text(Field::Urls), lines.join("\n"));
    }
    draft.choose_source(my_urls(), &StandardUrls::default());
    assert_eq!(read(&draft), with(&lines));
    // An experiment with addresses of its own brings them.
    let other = with(&["https://other.example/"]);
    let draft = draft.with(&other);
    assert_eq!(draft.text(Field::Urls), "https://other.example/");
    assert_eq!(read(&draft), other);
}

#[test]
fn each_source_uses_its_own_fields() {
    let asked = |draft: &Draft, fields: &[Field]| {
        let asked = fields.iter().copied();
        asked
            .filter(|field| draft.is_used(*field))
            .collect::<Vec<_>>()
    };
    let ever = [Field::TimeoutMs, Field::Retries, Field::Limit];
    let lab = Draft::new(&Experiment::default());
    let urls = typed("https://example.org/");
    let pattern = typed("https://example.org/{i}");
    for draft in [&lab, &urls, &pattern] {
        assert_eq!(asked(draft, &ever), ever);
    }
    let of_source = [
        Field::Requests,
        Field::Fault(Fault::ServerError),
        Field::Fault(Fault::Drop),
        Field::Urls,
    ];
    assert_eq!(asked(&lab, &of_source), of_source[..3]);
    assert_eq!(asked(&urls, &of_source), [Field::Urls]);
    assert_eq!(asked(&pattern, &of_source), [Field::Requests, Field::Urls]);
    assert_eq!(asked(&urls, &OF_LABS), []);

    let by_distribution = [
        (Distribution::Constant, vec![Field::LatencyValue]),
        (
            Distribution::Uniform,
            vec![Field::LatencyMin, Field::LatencyMax],
        ),
        (
            Distribution::LogNormal,
            vec![Field::LatencyMedian, Field::Sigma],
        ),
    ];
    for (distribution, mut fields) in by_distribution {
        let mut draft = lab.clone();
        draft.distribution = distribution;
        fields.extend([Field::BodyBytes, Field::TransferMs, Field::Seed]);
        assert_eq!(asked(&draft, &OF_LABS), fields);
    }
}

#[test]
fn a_limit_is_used_if_a_lane_has_one() {
    let mut experiment = with(&["https://example.org/"]);
    experiment.lanes = vec![Strategy::Sequential.into()];
    let mut draft = Draft::new(&experiment);
    draft.set(Field::Limit, "nonsense".to_owned());
    assert!(!draft.is_used(Field::Limit));
    assert_eq!(read(&draft), experiment);
}

#[test]
fn an_experiment_with_hidden_errors_can_be_written_and_read() {
    let mut draft = typed("https://example.org/");
    for fault in Fault::ALL {
        draft.set(Field::Fault(fault), "60".to_owned());
    }
    draft.set(Field::LatencyMin, "500".to_owned());
    draft.set(Field::LatencyMax, "100".to_owned());
    let experiment = read(&draft);
    let again = experiment::read(to_json(&experiment), &StandardUrls::default());
    assert_eq!(again, Ok(experiment));
}
