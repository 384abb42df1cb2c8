//! What there is to know of the user's own addresses before they are run.

use playground_core::experiment::url_list::UrlList;
use playground_core::session::url_notes::{notes, refused};
use playground_testing::urls::StandardUrls;

fn list(lines: impl Iterator<Item = String>) -> UrlList {
    UrlList::read(lines.collect(), &StandardUrls::default())
}

#[test]
fn addresses_hosts_and_repeated_lines_are_counted() {
    let one = list(["http://127.0.0.1/a".to_owned()].into_iter());
    assert_eq!(notes(&one, 7), ["1 address on 1 host."]);
    let lines = [
        "http://127.0.0.1/a",
        "http://localhost/b",
        "http://localhost/b",
    ];
    let notes = notes(&list(lines.into_iter().map(str::to_owned)), 7);
    assert_eq!(notes[0], "3 addresses on 2 hosts.");
    assert!(notes[1].starts_with("1 line repeats an earlier one."));
    assert_eq!(
        super::url_notes::notes(&UrlList::default(), 7),
        Vec::<String>::new()
    );
}

#[test]
fn a_pattern_is_counted_as_it_is_typed() {
    let pattern = list(["http://127.0.0.1/{i}/x".to_owned()].into_iter());
    assert_eq!(
        notes(&pattern, 1_000),
        ["1,000 addresses on 1 host, from http://127.0.0.1/0/x on."]
    );
    assert_eq!(
        notes(&pattern, 1),
        ["1 address on 1 host, from http://127.0.0.1/0/x on."]
    );
    assert_eq!(notes(&pattern, 0), [""; 0], "the number cannot be read");
    let refused = list(["ftp://127.0.0.1/{i}".to_owned()].into_iter());
    assert_eq!(notes(&refused, 5), [""; 0]);
}

#[test]
fn a_pattern_of_another_tool_is_named_with_the_pages_own() {
    let list = list(
        ["# mine", "http://127.0.0.1/{n}"]
            .map(str::to_owned)
            .into_iter(),
    );
    assert_eq!(
        notes(&list, 5),
        [
            "1 address on 1 host.",
            "Line 2: {n} is sent as it is written. To number the requests, write {i} in its \
             place, and no other address.",
        ]
    );
}

#[test]
fn many_refused_lines_are_cut_short() {
    let refused_lines = |count: usize| refused(&list((0..count).map(|_| "no address".to_owned())));
    assert_eq!(refused_lines(100).len(), 100);
    let cut = refused_lines(1_101);
    assert_eq!(cut.len(), 101);
    assert_eq!(
        cut.last().map(String::as_str),
        Some("And 1,001 more lines.")
    );
}
