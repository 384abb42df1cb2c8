//! What people write in a line beside an address: comments, a second address, a pattern of
//! another tool, and invisible characters.

use playground_core::experiment::url::{UrlProblem, check};
use playground_core::experiment::url_line::{address_in, has_several, likely_placeholder};

use playground_testing::urls::{StandardUrls, list};

#[test]
fn a_comment_ends_an_address() {
    for (line, address) in [
        ("http://a.example/ok # note", "http://a.example/ok"),
        ("http://a.example/ok\t#note", "http://a.example/ok"),
        (
            "  http://a.example/ok   ## note # more ",
            "http://a.example/ok",
        ),
        ("http://a.example/ok\u{a0}# note", "http://a.example/ok"),
        ("http://a.example/#part", "http://a.example/#part"),
        ("http://a.example/#part # note", "http://a.example/#part"),
        ("http://a.example/a b", "http://a.example/a b"),
        ("# http://a.example/", ""),
        ("\u{feff}# note", ""),
        ("#", ""),
        ("", ""),
        (" \t\u{200b}\u{feff} ", ""),
    ] {
        assert_eq!(address_in(line), address, "{line:?}");
    }
    let list = list(&["http://127.0.0.1/ok # note", "http://127.0.0.1/{i} # each"]);
    let addresses = list.addresses(2, &StandardUrls::default());
    assert_eq!(addresses, ["http://127.0.0.1/ok"]);
}

#[test]
fn a_comment_does_not_make_a_pattern_of_an_address() {
    let plain = list(&["http://127.0.0.1/ok # not {i}"]);
    assert!(!plain.is_pattern());
    let pattern = list(&["http://127.0.0.1/{i} # each", "# {i}"]);
    assert!(pattern.is_pattern());
    assert_eq!(
        pattern.addresses(2, &StandardUrls::default()),
        ["http://127.0.0.1/0", "http://127.0.0.1/1"]
    );
    assert_eq!(pattern.lines().len(), 2, "the lines stay as they are");
}

#[test]
fn two_addresses_in_a_line_are_refused_as_such() {
    for text in [
        "http://a.example/ http://b.example/",
        "http://a.example/\thttps://b.example/",
        "https://a.example/ and HTTP://b.example/",
        "https://a.example/,https://b.example/",
        "https://a.example/;https://b.example/",
        "https://a.example/, https://b.example/",
        "https://a.example/?q=1 https://b.example/",
    ] {
        assert!(has_several(text), "{text}");
        let list = list(&[text]);
        let problems: Vec<_> = list.refused().iter().map(|line| line.problem).collect();
        assert_eq!(problems, [UrlProblem::SeveralAddresses], "{text}");
    }
    for text in [
        "https://a.example/https://b.example/",
        "https://a.example/?next=https://b.example/",
        "https://a.example/?next=1,https://b.example/",
        "https://a.example/a b",
        "https://a.example/a,b;c",
        "see https://a.example/ https://b.example/",
        "https://a.example/ http:",
        "",
    ] {
        assert!(!has_several(text), "{text}");
    }
}

#[test]
fn patterns_of_other_tools_are_hinted_at() {
    for (text, placeholder) in [
        ("https://a.example/{n}", Some("{n}")),
        ("https://a.example/{id}/x", Some("{id}")),
        ("https://a.example/%7Bi%7D", Some("%7Bi%7D")),
        ("https://a.example/%7bi%7d", Some("%7bi%7d")),
        ("https://a.example/{0..9}", Some("{0..9}")),
        ("https://a.example/[1-100]", Some("[1-100]")),
        ("https://a.example/{I}", Some("{I}")),
        ("https://a.example/{ i }", Some("{ i }")),
        ("https://a.example/{}", Some("{}")),
        ("https://a.example/{i}/{n}", Some("{n}")),
        ("https://a.example/{\"a\":1}/{n}", Some("{n}")),
        ("https://a.example/{i}", None),
        ("https://a.example/?filter={\"a\":1}", None),
        ("https://a.example/?filter=%7B%22a%22:1%7D", None),
        ("https://a.example/?a[]=1&a[0]=2", None),
        ("https://[2001:db8::1]/", None),
        ("https://a.example/{n", None),
        (
            "https://a.example/{a rather long text that is no name}",
            None,
        ),
        ("https://ü.example/{ü}", None),
    ] {
        assert_eq!(likely_placeholder(text), placeholder, "{text}");
    }
    let found = list(&[
        "# {n}",
        "bad {n}",
        "https://a.example/{n}",
        "https://a.example/{x}",
    ]);
    assert_eq!(found.placeholder(), Some((3, "{n}")));
}

#[test]
fn an_invisible_character_is_named_by_its_number_and_name() {
    for (text, message) in [
        (
            "http://a.example/ok\u{200b}",
            "Line 1: http://a.example/ok[U+200B] has a character in it that cannot be seen. \
             Remove it. It is U+200B (zero-width space).",
        ),
        (
            "\u{feff}http://a.example/",
            "Line 1: [U+FEFF]http://a.example/ has a character in it that cannot be seen. \
             Remove it. It is U+FEFF (byte-order mark).",
        ),
        (
            "http://a.example/\u{a0}x",
            "Line 1: http://a.example/[U+00A0]x has a character in it that cannot be seen. \
             Remove it. It is U+00A0 (no-break space).",
        ),
        (
            "http://a.example/\u{7}x",
            "Line 1: http://a.example/[U+0007]x has a control character in it. Remove it. It is \
             U+0007 (control character).",
        ),
    ] {
        let list = list(&[text]);
        let messages: Vec<_> = list.refused().iter().map(ToString::to_string).collect();
        assert_eq!(messages, [message]);
    }
    // It is named even where the line is too long to be shown.
    let long = format!("http://a.example/{}\u{2060}", "a".repeat(100));
    let message = list(&[&long]).refused()[0].to_string();
    assert!(
        message.ends_with("It is U+2060 (word joiner)."),
        "{message}"
    );
}

#[test]
fn invisible_characters_are_refused_except_where_words_are_joined() {
    for c in [
        '\u{a0}', '\u{ad}', '\u{61c}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}',
        '\u{2003}', '\u{2009}', '\u{2028}', '\u{202a}', '\u{202e}', '\u{202f}', '\u{2060}',
        '\u{2066}', '\u{2069}', '\u{3000}', '\u{feff}',
    ] {
        for text in [
            format!("http://exam{c}ple.org/"),
            format!("http://example.org/{c}x"),
            format!("{c}http://example.org/x"),
        ] {
            let problem = check(&text, &StandardUrls::default());
            assert_eq!(problem, Err(UrlProblem::InvisibleCharacter), "{text:?}");
        }
    }
    for text in [
        // A Persian word, and one emoji of three people.
        "https://fa.example/می\u{200c}خواهم",
        "https://example.org/👩\u{200d}👩\u{200d}👧",
        "https://example.org/❤\u{fe0f}",
        "https://例え.テスト/ü",
    ] {
        assert!(check(text, &StandardUrls::default()).is_ok(), "{text}");
    }
}
