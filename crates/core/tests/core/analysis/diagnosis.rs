//! The diagnosis of failed requests: which addresses are probed, and which causes follow.

use playground_core::analysis::diagnosis::Diagnosis;
use playground_core::run::outcome::NetworkCause;
use playground_core::run::outcome::NetworkCause::{
    AnsweredLater, ForbiddenByCors, NetworkOrCors, RedirectedThenFailed, Unreachable,
};
use playground_core::units::RequestIndex;

/// Requests that failed at these addresses, numbered from 0.
fn diagnosis_of(urls: &[&str]) -> Diagnosis {
    let urls = urls.iter().map(|url| (*url).to_owned());
    Diagnosis::new((0..).map(RequestIndex).zip(urls).collect())
}

/// This number of addresses of one origin.
fn addresses(origin: &str, count: u32) -> Vec<String> {
    (0..count)
        .map(|number| format!("{origin}/{number}"))
        .collect()
}

fn diagnosis_of_all(urls: &[String]) -> Diagnosis {
    diagnosis_of(&urls.iter().map(String::as_str).collect::<Vec<_>>())
}

fn causes_found(diagnosis: &Diagnosis, causes: &[NetworkCause]) -> Vec<(u32, NetworkCause)> {
    let causes_found = diagnosis.diagnose(causes).into_iter();
    causes_found
        .map(|(index, cause)| (index.0, cause))
        .collect()
}

#[test]
fn nothing_is_probed_if_nothing_failed() {
    let diagnosis = diagnosis_of(&[]);
    assert_eq!(diagnosis.probes(), [""; 0]);
    assert_eq!(causes_found(&diagnosis, &[]), []);
}

#[test]
fn no_address_is_probed_twice() {
    let diagnosis = diagnosis_of(&[
        "https://a.example/1",
        "https://b.example/1",
        "https://a.example/1",
        "https://a.example/2",
        "https://b.example/1",
    ]);
    assert_eq!(
        diagnosis.probes(),
        [
            "https://a.example/1",
            "https://b.example/1",
            "https://a.example/2"
        ]
    );
}

#[test]
fn at_most_ten_addresses_of_an_origin_and_fifty_in_all_are_probed() {
    let one = addresses("https://a.example", 100);
    assert_eq!(diagnosis_of_all(&one).probes(), &one[..10]);

    let origins = (0..8).map(|origin| addresses(&format!("https://{origin}.example"), 12));
    let all: Vec<_> = origins.flatten().collect();
    let diagnosis = diagnosis_of_all(&all);
    assert_eq!(diagnosis.probes().len(), 50);
    // The first ten of each of the first five.
    let expected = all.chunks(12).take(5).flat_map(|chunk| &chunk[..10]);
    assert!(diagnosis.probes().iter().eq(expected));
}

#[test]
fn repeated_addresses_do_not_count_towards_the_ten() {
    let same = vec!["https://a.example/same".to_owned(); 30];
    let all = [same, addresses("https://a.example", 9)].concat();
    assert_eq!(diagnosis_of_all(&all).probes().len(), 10);
}

#[test]
fn another_scheme_port_or_name_is_another_origin() {
    let origins = [
        "https://a.example",
        "http://a.example",
        "https://a.example:8443",
        "https://a.example.org",
        "https://sub.a.example",
    ];
    let all: Vec<_> = origins
        .iter()
        .flat_map(|origin| addresses(origin, 11))
        .collect();
    assert_eq!(diagnosis_of_all(&all).probes().len(), 50, "ten of each");
    let diagnosis = diagnosis_of(&[
        "https://a.example/",
        "https://a.example/?x=//b.example/",
        "https://a.example?y",
        "https://b.example/?//a.example/",
    ]);
    assert_eq!(
        causes_found(&diagnosis, &[Unreachable, Unreachable, Unreachable]),
        [(0, Unreachable), (1, Unreachable), (2, Unreachable)],
        "a.example in another's query is not its origin"
    );
}

#[test]
fn every_request_to_a_probed_address_gets_the_cause_found_there() {
    let diagnosis = diagnosis_of(&[
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/1",
        "https://b.example/",
    ]);
    let causes = [ForbiddenByCors, AnsweredLater, Unreachable];
    assert_eq!(
        causes_found(&diagnosis, &causes),
        [
            (0, ForbiddenByCors),
            (1, AnsweredLater),
            (2, ForbiddenByCors),
            (3, Unreachable),
        ]
    );
}

#[test]
fn addresses_not_probed_get_the_cause_common_to_their_origin() {
    let [a, b] = ["https://a.example", "https://b.example"].map(|origin| addresses(origin, 14));
    let diagnosis = diagnosis_of_all(&[a, b].concat());
    let mut causes = [[ForbiddenByCors; 10], [Unreachable; 10]].concat();
    let expected: Vec<_> = (0..28)
        .map(|index| match index {
            0..14 => (index, ForbiddenByCors),
            _ => (index, Unreachable),
        })
        .collect();
    assert_eq!(causes_found(&diagnosis, &causes), expected);

    // If one differs, there is no cause for those that were not probed.
    causes[9] = RedirectedThenFailed;
    let without: Vec<_> = causes_found(&diagnosis, &causes)
        .into_iter()
        .map(|(index, _)| index)
        .collect();
    assert_eq!(
        without,
        [Vec::from_iter(0..10), (14..28).collect()].concat()
    );
}

#[test]
fn an_unknown_cause_explains_nothing() {
    let diagnosis = diagnosis_of_all(&addresses("https://a.example", 12));
    assert_eq!(causes_found(&diagnosis, &[NetworkOrCors; 10]), []);
    // One unknown cause is a difference too.
    let mut causes = [Unreachable; 10];
    causes[3] = NetworkOrCors;
    let known: Vec<_> = causes_found(&diagnosis, &causes)
        .into_iter()
        .map(|(index, _)| index)
        .collect();
    assert_eq!(known, [0, 1, 2, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn an_interrupted_diagnosis_explains_only_what_it_has_probed() {
    let diagnosis = diagnosis_of(&[
        "https://a.example/1",
        "https://b.example/1",
        "https://a.example/2",
        "https://b.example/2",
        "https://c.example/1",
    ]);
    assert_eq!(causes_found(&diagnosis, &[]), []);
    assert_eq!(
        causes_found(&diagnosis, &[ForbiddenByCors]),
        [(0, ForbiddenByCors)],
        "another address of the origin was to be probed, and was not"
    );
    let expected = [(0, ForbiddenByCors), (1, Unreachable), (2, AnsweredLater)];
    let causes = [ForbiddenByCors, Unreachable, AnsweredLater];
    assert_eq!(causes_found(&diagnosis, &causes), expected);
}

#[test]
fn requests_keep_their_numbers() {
    let failed = [71, 3, 99_999].map(|index| {
        let index = RequestIndex(index);
        (index, "https://a.example/".to_owned())
    });
    let diagnosis = Diagnosis::new(failed.into());
    assert_eq!(
        causes_found(&diagnosis, &[Unreachable]),
        [71, 3, 99_999].map(|index| (index, Unreachable))
    );
}

#[test]
fn a_cause_specific_to_an_address_does_not_apply_to_others() {
    let all = addresses("https://a.example", 12);
    let diagnosis = diagnosis_of_all(&all);
    for cause in [AnsweredLater, RedirectedThenFailed] {
        assert_eq!(
            causes_found(&diagnosis, &[cause; 10]).len(),
            10,
            "{cause:?}"
        );
    }
    for cause in [Unreachable, ForbiddenByCors] {
        assert_eq!(
            causes_found(&diagnosis, &[cause; 10]).len(),
            12,
            "{cause:?}"
        );
    }
}
