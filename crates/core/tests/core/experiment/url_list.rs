//! The user's own addresses, read line by line: a bad line is named, the good ones
//! are kept, and the number of requests to each host is known before anything is sent.

use playground_core::experiment::refused_line::RefusedLine;
use playground_core::experiment::url::UrlProblem;
use playground_core::experiment::url_list::UrlList;

use playground_testing::urls::{StandardUrls, list};

/// A list with this number of lines, each made from its number, counted from 0.
fn made(lines: u32, line: impl Fn(u32) -> String) -> UrlList {
    UrlList::read((0..lines).map(line).collect(), &StandardUrls::default())
}

fn addresses(list: &UrlList) -> Vec<String> {
    list.addresses(list.requests(0), &StandardUrls::default())
}

fn refused(list: &UrlList) -> Vec<(u32, UrlProblem)> {
    let refused = list.refused().iter();
    refused.map(|line| (line.number, line.problem)).collect()
}

#[test]
fn blank_lines_and_comments_are_ignored_and_kept_as_they_were() {
    let lines = [
        "# two of mine",
        "",
        "  https://example.org/a\t",
        "   \t ",
        "  # https://example.org/not-this",
        "#https://example.org/nor-this",
        "http://127.0.0.1:8090/b\r",
    ];
    let list = list(&lines);
    assert_eq!(
        addresses(&list),
        ["https://example.org/a", "http://127.0.0.1:8090/b"]
    );
    assert_eq!(list.refused(), []);
    assert_eq!(list.lines(), lines);
    assert_eq!((list.requests(7), list.is_pattern()), (2, false));
}

#[test]
fn bad_lines_are_named_by_their_numbers_from_1_and_the_good_ones_keep_their_order() {
    let list = list(&[
        "javascript:alert(1)",
        "https://example.org/1",
        "",
        "# no.example",
        "no.example",
        "https://user@example.org/",
        "https://example.org/2",
        "https://exam\tple.org/",
        "https://example.org/1",
    ]);
    let path = |place: usize| addresses(&list)[place].clone();
    assert_eq!(list.requests(0), 3);
    assert!(path(0).ends_with("/1") && path(1).ends_with("/2") && path(2).ends_with("/1"));
    assert_eq!(
        refused(&list),
        [
            (1, UrlProblem::RefusedScheme),
            (5, UrlProblem::Invalid),
            (6, UrlProblem::Credentials),
            (8, UrlProblem::ControlCharacter),
        ]
    );
    assert_eq!(
        list.refused()[1].to_string(),
        "Line 5: no.example is not an address. Write it in full, as in https://example.org/page."
    );
}

#[test]
fn a_long_bad_line_is_shortened_in_its_message() {
    let long = format!("https://example.org/{}", "ü".repeat(50_000));
    let list = list(&[&long]);
    let [RefusedLine { text, problem, .. }] = list.refused() else {
        panic!("one line is refused");
    };
    assert_eq!(*problem, UrlProblem::TooLong);
    assert!(text.chars().count() < 70 && text.ends_with('…'), "{text}");
    assert_eq!(list.lines(), [long], "the given text is not shortened");
}

#[test]
fn the_950_good_of_1000_lines_are_fetched_and_the_50_bad_named() {
    let list = made(1_000, |line| match line % 20 {
        13 => format!("htp//example.org/{line}"),
        _ => format!("http://127.0.0.1/{line}"),
    });
    assert_eq!(list.requests(0), 950);
    let numbers = (0..50).map(|bad| (20 * bad + 14, UrlProblem::Invalid));
    assert_eq!(refused(&list), numbers.collect::<Vec<_>>());
    let paths = addresses(&list);
    assert_eq!(paths[0], "http://127.0.0.1/0");
    assert_eq!(paths[13], "http://127.0.0.1/14");
    assert_eq!(paths[949], "http://127.0.0.1/999");
}

#[test]
fn a_list_of_the_maximum_length_is_read_completely() {
    let list = made(100_000, |line| format!("http://127.0.0.1/{line}"));
    assert_eq!((list.requests(0), list.refused()), (100_000, &[][..]));
    assert_eq!(list.repeated(), 0);
    assert_eq!(addresses(&list)[99_999], "http://127.0.0.1/99999");
    assert_eq!(list.check("source.urls", 1), Ok(()));
}

#[test]
fn a_list_that_is_too_long_is_refused_with_one_error() {
    let list = made(100_500, |line| match line {
        7 | 100_003 => String::new(),
        50_000 => "# a comment takes no place".to_owned(),
        60_000 => "bad".to_owned(),
        _ => format!("http://127.0.0.1/{line}"),
    });
    // A refused line counts too, or a million of them would be kept.
    assert_eq!(list.requests(0), 99_999);
    assert_eq!(addresses(&list)[99_998], "http://127.0.0.1/100001");
    let expected = [
        (60_001, UrlProblem::Invalid),
        (100_003, UrlProblem::TooMany),
    ];
    assert_eq!(refused(&list), expected);
    assert_eq!(list.lines().len(), 100_500);
    assert_eq!(list.check("source.urls", 1), Ok(()));
}

#[test]
fn comments_after_the_last_possible_line_are_not_too_many() {
    let list = made(100_010, |line| match line {
        0..100_000 => "http://127.0.0.1/".to_owned(),
        _ => "# the end".to_owned(),
    });
    assert_eq!((list.requests(0), list.refused()), (100_000, &[][..]));
    assert_eq!(list.repeated(), 99_999);
}

#[test]
fn an_address_of_an_earlier_request_is_counted_as_repeated() {
    let repeated = |lines: &[&str]| list(lines).repeated();
    assert_eq!(repeated(&[]), 0);
    assert_eq!(repeated(&["https://a.example/", "https://b.example/"]), 0);
    // Different spellings of the same address.
    let same = [
        "https://a.example/",
        "https://b.example/",
        "https://A.example",
        "https://a.example:443/#part",
        "https://b.example/",
        "https://a.example/?",
    ];
    assert_eq!(repeated(&same), 3);
}

#[test]
fn a_list_without_an_address_cannot_be_run() {
    let bad = ["# mine", "ftp://example.org/", "nothing"];
    for lines in [&[][..], &["", "# none"], &bad] {
        let error = list(lines).check("source.urls", 5);
        assert_eq!(
            error.expect_err("nothing is to be fetched").to_string(),
            "source.urls is empty: it must be at least one http or https address, one per line."
        );
        assert_eq!(list(lines).requests(5), 0);
        assert_eq!(list(lines).third_party_host_of(5), []);
    }
    assert_eq!(UrlList::default(), list(&[]));
}
