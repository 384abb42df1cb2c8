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
    assert_eq!(notes(&one), ["1 address on 1 host."]);
    let lines = [
        "http://127.0.0.1/a",
        "http://localhost/b",
        "http://localhost/b",
    ];
    let notes = notes(&list(lines.into_iter().map(str::to_owned)));
    assert_eq!(notes[0], "3 addresses on 2 hosts.");
    assert!(notes[1].starts_with("1 line repeats an earlier one."));
    assert_eq!(
        super::url_notes::notes(&UrlList::default()),
        Vec::<String>::new()
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
