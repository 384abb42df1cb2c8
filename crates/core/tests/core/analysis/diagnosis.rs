//! Why requests came to nothing, asked once more: whom, and what follows.

use playground_core::analysis::diagnosis::Diagnosis;
use playground_core::run::outcome::NetworkCause;
use playground_core::run::outcome::NetworkCause::{
    AnsweredLater, ForbiddenByCors, NetworkOrCors, RedirectedThenFailed, Unreachable,
};
use playground_core::units::RequestIndex;

/// Requests that failed at these addresses, numbered from 0.
fn about(urls: &[&str]) -> Diagnosis {
    let urls = urls.iter().map(|url| (*url).to_owned());
    Diagnosis::new((0..).map(RequestIndex).zip(urls).collect())
}

/// So many addresses of one origin.
fn of_origin(origin: &str, addresses: u32) -> Vec<String> {
    (0..addresses)
        .map(|number| format!("{origin}/{number}"))
        .collect()
}

fn about_all(urls: &[String]) -> Diagnosis {
    about(&urls.iter().map(String::as_str).collect::<Vec<_>>())
}

fn concluded(inquiry: &Diagnosis, causes: &[NetworkCause]) -> Vec<(u32, NetworkCause)> {
    let concluded = inquiry.diagnose(causes).into_iter();
    concluded.map(|(index, cause)| (index.0, cause)).collect()
}

#[test]
fn where_nothing_failed_nobody_is_asked() {
    let inquiry = about(&[]);
    assert_eq!(inquiry.probes(), [""; 0]);
    assert_eq!(concluded(&inquiry, &[]), []);
}

#[test]
fn no_address_is_asked_twice() {
    let inquiry = about(&[
        "https://a.example/1",
        "https://b.example/1",
        "https://a.example/1",
        "https://a.example/2",
        "https://b.example/1",
    ]);
    assert_eq!(
        inquiry.probes(),
        [
            "https://a.example/1",
            "https://b.example/1",
            "https://a.example/2"
        ]
    );
}

#[test]
fn ten_addresses_of_an_origin_are_asked_and_fifty_in_all() {
    let one = of_origin("https://a.example", 100);
    assert_eq!(about_all(&one).probes(), &one[..10]);

    let origins = (0..8).map(|origin| of_origin(&format!("https://{origin}.example"), 12));
    let all: Vec<_> = origins.flatten().collect();
    let inquiry = about_all(&all);
    assert_eq!(inquiry.probes().len(), 50);
    // The first ten of each of the first five.
    let expected = all.chunks(12).take(5).flat_map(|chunk| &chunk[..10]);
    assert!(inquiry.probes().iter().eq(expected));
}

#[test]
fn what_is_repeated_takes_no_place_of_the_ten() {
    let same = vec!["https://a.example/same".to_owned(); 30];
    let all = [same, of_origin("https://a.example", 9)].concat();
    assert_eq!(about_all(&all).probes().len(), 10);
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
        .flat_map(|origin| of_origin(origin, 11))
        .collect();
    assert_eq!(about_all(&all).probes().len(), 50, "ten of each");
    let inquiry = about(&[
        "https://a.example/",
        "https://a.example/?x=//b.example/",
        "https://a.example?y",
        "https://b.example/?//a.example/",
    ]);
    assert_eq!(
        concluded(&inquiry, &[Unreachable, Unreachable, Unreachable]),
        [(0, Unreachable), (1, Unreachable), (2, Unreachable)],
        "what looks like a.example in another's query is none of its"
    );
}

#[test]
fn every_request_to_an_address_that_was_asked_fails_for_what_was_found_there() {
    let inquiry = about(&[
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/1",
        "https://b.example/",
    ]);
    let causes = [ForbiddenByCors, AnsweredLater, Unreachable];
    assert_eq!(
        concluded(&inquiry, &causes),
        [
            (0, ForbiddenByCors),
            (1, AnsweredLater),
            (2, ForbiddenByCors),
            (3, Unreachable),
        ]
    );
}

#[test]
fn what_was_not_asked_fails_as_all_that_was_asked_of_its_origin() {
    let [a, b] = ["https://a.example", "https://b.example"].map(|origin| of_origin(origin, 14));
    let inquiry = about_all(&[a, b].concat());
    let mut causes = [[ForbiddenByCors; 10], [Unreachable; 10]].concat();
    let expected: Vec<_> = (0..28)
        .map(|index| match index {
            0..14 => (index, ForbiddenByCors),
            _ => (index, Unreachable),
        })
        .collect();
    assert_eq!(concluded(&inquiry, &causes), expected);

    // One that differs, and nothing can be said of those that were not asked.
    causes[9] = RedirectedThenFailed;
    let without: Vec<_> = concluded(&inquiry, &causes)
        .into_iter()
        .map(|(index, _)| index)
        .collect();
    assert_eq!(
        without,
        [Vec::from_iter(0..10), (14..28).collect()].concat()
    );
}

#[test]
fn what_stays_unknown_explains_nothing() {
    let inquiry = about_all(&of_origin("https://a.example", 12));
    assert_eq!(concluded(&inquiry, &[NetworkOrCors; 10]), []);
    // And one unknown is a disagreement for those that were not asked.
    let mut causes = [Unreachable; 10];
    causes[3] = NetworkOrCors;
    let known: Vec<_> = concluded(&inquiry, &causes)
        .into_iter()
        .map(|(index, _)| index)
        .collect();
    assert_eq!(known, [0, 1, 2, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn an_inquiry_that_was_broken_off_concludes_what_it_has_seen_and_no_more() {
    let inquiry = about(&[
        "https://a.example/1",
        "https://b.example/1",
        "https://a.example/2",
        "https://b.example/2",
        "https://c.example/1",
    ]);
    assert_eq!(concluded(&inquiry, &[]), []);
    assert_eq!(
        concluded(&inquiry, &[ForbiddenByCors]),
        [(0, ForbiddenByCors)],
        "another address of the origin was to be asked, and was not"
    );
    let expected = [(0, ForbiddenByCors), (1, Unreachable), (2, AnsweredLater)];
    let causes = [ForbiddenByCors, Unreachable, AnsweredLater];
    assert_eq!(concluded(&inquiry, &causes), expected);
}

#[test]
fn requests_keep_the_numbers_they_came_with() {
    let failed = [71, 3, 99_999].map(|index| {
        let index = RequestIndex(index);
        (index, "https://a.example/".to_owned())
    });
    let inquiry = Diagnosis::new(failed.into());
    assert_eq!(
        concluded(&inquiry, &[Unreachable]),
        [71, 3, 99_999].map(|index| (index, Unreachable))
    );
}

#[test]
fn what_is_true_of_one_address_is_not_held_to_be_true_of_another() {
    let all = of_origin("https://a.example", 12);
    let inquiry = about_all(&all);
    for cause in [AnsweredLater, RedirectedThenFailed] {
        assert_eq!(concluded(&inquiry, &[cause; 10]).len(), 10, "{cause:?}");
    }
    for cause in [Unreachable, ForbiddenByCors] {
        assert_eq!(concluded(&inquiry, &[cause; 10]).len(), 12, "{cause:?}");
    }
}
