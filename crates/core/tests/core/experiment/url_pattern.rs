//! One address with `{i}` in it, for any number of requests.

use playground_core::experiment::url::UrlProblem;
use playground_core::experiment::url_list::UrlList;

use playground_testing::urls::{StandardUrls, list};

fn addresses(list: &UrlList, requests: u32) -> Vec<String> {
    list.addresses(requests, &StandardUrls::default())
}

#[track_caller]
fn assert_refused(lines: &[&str], number: u32, problem: UrlProblem) {
    let list = list(lines);
    let refused = list.refused().iter();
    let refused: Vec<_> = refused.map(|line| (line.number, line.problem)).collect();
    assert_eq!(refused, [(number, problem)], "{lines:?}");
}

#[test]
fn a_pattern_makes_the_requested_number_of_requests() {
    let list = list(&["http://127.0.0.1:8090/item/{i}"]);
    assert!(list.is_pattern());
    assert_eq!((list.requests(5), list.requests(100_000)), (5, 100_000));
    assert_eq!(
        addresses(&list, 3),
        [0, 1, 2].map(|index| format!("http://127.0.0.1:8090/item/{index}"))
    );
    let many = addresses(&list, 100_000);
    assert_eq!(many.len(), 100_000);
    assert_eq!(many[99_999], "http://127.0.0.1:8090/item/99999");
    assert_eq!(list.refused(), []);
}

#[test]
fn the_number_replaces_every_placeholder_of_the_pattern() {
    let list = list(&["https://example.org/{i}/<b>?page={i}&all={i}#{i}"]);
    assert_eq!(
        addresses(&list, 12)[11],
        "https://example.org/11/%3Cb%3E?page=11&all=11"
    );
}

#[test]
fn comments_and_blank_lines_leave_a_pattern_alone() {
    let lines = [
        "# {i} is the number",
        "",
        "  http://127.0.0.1/{i} ",
        "# http://127.0.0.1/other",
    ];
    let list = list(&lines);
    assert!(list.is_pattern());
    assert_eq!(addresses(&list, 2)[1], "http://127.0.0.1/1");
    assert_eq!(list.lines(), lines);
    assert_eq!(list.refused(), []);
}

#[test]
fn a_pattern_among_other_addresses_is_refused_and_the_others_are_kept() {
    let lines = [
        "http://127.0.0.1/a",
        "http://127.0.0.1/{i}",
        "http://127.0.0.1/b",
    ];
    assert_refused(&lines, 2, UrlProblem::PatternAmongOthers);
    let list = list(&lines);
    assert!(!list.is_pattern());
    assert_eq!(list.requests(50), 2);
    assert_eq!(
        addresses(&list, 50),
        ["http://127.0.0.1/a", "http://127.0.0.1/b"]
    );
    // Two patterns are refused, and so is a pattern beside an invalid line.
    let beside = ["http://127.0.0.1/{i}", "nothing"];
    let problems = |lines: &[&str]| {
        let list = playground_testing::urls::list(lines);
        let problems = list.refused().iter().map(|line| line.problem);
        problems.collect::<Vec<_>>()
    };
    assert_eq!(
        problems(&beside),
        [UrlProblem::PatternAmongOthers, UrlProblem::Invalid]
    );
    let two = ["http://127.0.0.1/{i}", "http://127.0.0.1/{i}?"];
    assert_eq!(problems(&two), [UrlProblem::PatternAmongOthers; 2]);
}

#[test]
fn a_number_in_the_host_is_refused() {
    for pattern in [
        "https://{i}.example.org/",
        "https://server{i}/",
        "http://127.0.0.{i}/",
        "https://{i}/",
        "http://[2001:db8::{i}]/",
        "https://server{i}.example.org/{i}",
    ] {
        assert_refused(&[pattern], 1, UrlProblem::PatternInHost);
        let list = list(&[pattern]);
        assert_eq!((list.requests(10), list.hosts()), (0, &[][..]));
        assert!(list.check("source.urls", 10).is_err());
    }
}

#[test]
fn a_pattern_has_to_be_a_valid_address() {
    for (pattern, problem) in [
        ("ftp://example.org/{i}", UrlProblem::RefusedScheme),
        ("javascript:alert({i})", UrlProblem::RefusedScheme),
        ("https://user{i}@example.org/", UrlProblem::Credentials),
        ("https://user:word@example.org/{i}", UrlProblem::Credentials),
        ("https://example.org/\t{i}", UrlProblem::ControlCharacter),
        ("example.org/{i}", UrlProblem::Invalid),
    ] {
        assert_refused(&[pattern], 1, problem);
    }
    let long = format!("https://example.org/{}{{i}}", "a".repeat(9_000));
    assert_refused(&[&long], 1, UrlProblem::TooLong);
}

#[test]
fn text_that_only_looks_like_a_placeholder_is_kept() {
    let list = list(&[
        "https://example.org/{I}/{ i }/{}/%7Bi%7D",
        "https://example.org/i",
    ]);
    assert!(!list.is_pattern());
    assert_eq!((list.requests(0), list.refused()), (2, &[][..]));
}

#[test]
fn a_pattern_is_a_valid_address_with_any_number() {
    for pattern in ["http://127.0.0.1:809{i}/", "http://127.0.0.1:{i}/"] {
        let list = list(&[pattern]);
        for (index, address) in (0..).zip(addresses(&list, list.requests(100_000))) {
            assert!(!address.contains("{i}"), "number {index} is {address}");
        }
    }
}

#[test]
fn a_number_of_five_digits_fits_too() {
    let long = format!("http://127.0.0.1/{}{{i}}", "a".repeat(7_980));
    let list = list(&[&long]);
    let requests = list.requests(100_000);
    let last = addresses(&list, requests).pop();
    assert!(last.is_none_or(|address| address.ends_with("a99999")));
}
