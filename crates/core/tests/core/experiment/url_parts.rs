//! The parts of an address, compared with another implementation of the standard.

use playground_core::experiment::url::ParsedUrl;
use url::Url;

use playground_testing::samples::Dice;

fn parts(href: &str) -> (String, String, bool) {
    let url = ParsedUrl::new(href);
    (url.scheme, url.host, url.has_credentials)
}

#[test]
fn the_parts_of_an_address_are_found_even_if_others_look_like_them() {
    let cases = [
        ("https://example.org/", "https", "example.org", false),
        ("http://127.0.0.1:8090/", "http", "127.0.0.1", false),
        ("http://[::1]/", "http", "[::1]", false),
        ("http://[::1]:8080/?[::2]:9", "http", "[::1]", false),
        ("https://me@example.org:1/", "https", "example.org", true),
        ("https://me:word@[::1]:1/", "https", "[::1]", true),
        (
            "https://example.org/me@there",
            "https",
            "example.org",
            false,
        ),
        (
            "https://example.org/?me@there",
            "https",
            "example.org",
            false,
        ),
        (
            "https://example.org/#me@there",
            "https",
            "example.org",
            false,
        ),
        ("https://example.org/:80", "https", "example.org", false),
        ("foo://example.org?me@there", "foo", "example.org", false),
        ("file:///etc/passwd", "file", "", false),
        ("mailto:me@example.org", "mailto", "", false),
        ("javascript:a://b@c", "javascript", "", false),
    ];
    for (href, scheme, host, has_credentials) in cases {
        let expected = (scheme.to_owned(), host.to_owned(), has_credentials);
        assert_eq!(parts(href), expected, "{href}");
    }
}

#[test]
fn a_fragment_is_removed() {
    let href = |text: &str| ParsedUrl::new(text).href;
    assert_eq!(
        href("https://example.org/a?b#c#d"),
        "https://example.org/a?b"
    );
    assert_eq!(href("https://example.org/#"), "https://example.org/");
    assert_eq!(href("https://example.org/?"), "https://example.org/?");
}

#[test]
fn text_that_is_not_an_address_has_no_host_and_does_not_panic() {
    for text in [
        "", "#", ":", "//", "http:", "http:/", "http://", "://@:", "é:é@é",
    ] {
        assert_eq!(ParsedUrl::new(text).host, "", "{text}");
    }
}

#[test]
fn an_address_has_the_parts_that_the_standard_defines() {
    const SCHEMES: [&str; 7] = ["http", "https", "ftp", "ws", "file", "foo", "javascript"];
    const NAMES: [&str; 5] = ["", "", "me@", "me:word@", "m@e:w/o@"];
    const HOSTS: [&str; 8] = [
        "example.org",
        "127.0.0.1",
        "[::1]",
        "[2001:db8::7:1]",
        "bücher.example",
        "a.b.c",
        "0x7f.1",
        "EXAMPLE.Org.",
    ];
    const PORTS: [&str; 5] = ["", "", ":80", ":443", ":8443"];
    const PIECES: [&str; 12] = [
        "/",
        "?",
        "#",
        "a",
        "%41",
        "@",
        ":",
        "//",
        "[::1]:9",
        "..",
        "ü",
        "me:word@x",
    ];
    let mut dice = Dice::new(151);
    let mut parsed = 0;
    for _ in 0..20_000 {
        let mut pick = |from: &[&'static str]| from[dice.whole(0, from.len() as u32 - 1) as usize];
        let mut text = format!("{}:", pick(&SCHEMES));
        text += pick(&["//", "//", "//", "", "/", "///"]);
        text += pick(&NAMES);
        text += pick(&HOSTS);
        text += pick(&PORTS);
        for _ in 0..4 {
            text += pick(&PIECES);
        }
        let Ok(url) = Url::parse(&text) else {
            continue;
        };
        parsed += 1;
        let ours = ParsedUrl::new(url.as_str());
        assert_eq!(ours.scheme, url.scheme(), "{url}");
        // A dot at the end does not change the host.
        let host = url.host_str().unwrap_or_default().trim_end_matches('.');
        assert_eq!(ours.host, host, "{url}");
        let named = !url.username().is_empty() || url.password().is_some();
        assert_eq!(ours.has_credentials, named, "{url}");
        let mut sent = url.clone();
        sent.set_fragment(None);
        assert_eq!(ours.href, sent.as_str());
    }
    assert!(parsed > 10_000, "{parsed} of them are addresses");
}
