//! Which addresses are fetched and which are refused, and why.

use playground_core::experiment::url::{ParsedUrl, UrlProblem, check};

use crate::rows::assert_rows;
use playground_testing::urls::StandardUrls;

fn check_here(text: &str) -> Result<ParsedUrl, UrlProblem> {
    check(text, &StandardUrls::default())
}

#[track_caller]
fn taken(text: &str) -> ParsedUrl {
    check_here(text).unwrap_or_else(|problem| panic!("{text} {problem}"))
}

#[track_caller]
fn assert_taken_as(text: &str, href: &str) {
    assert_eq!(taken(text).href, href);
}

#[track_caller]
fn assert_refused(text: &str, problem: UrlProblem) {
    assert_eq!(check_here(text), Err(problem), "{text:?}");
}

#[test]
fn an_address_is_fetched_as_the_standard_writes_it() {
    let same = [
        "https://example.org/",
        "http://example.org/a/b?c=d&e=f",
        "https://example.org/?",
        "http://192.0.2.7:8080/x",
        "https://example.org/@me?you@there//",
    ];
    for text in same {
        assert_taken_as(text, text);
    }
    assert_taken_as("HTTPS://EXAMPLE.ORG", "https://example.org/");
    assert_taken_as("https://example.org/a/../b/./c", "https://example.org/b/c");
    // The part after the # is never sent.
    assert_taken_as("https://example.org/a?b#c?d/e", "https://example.org/a?b");
    assert_taken_as("https://example.org/#", "https://example.org/");
}

#[test]
fn a_port_is_not_part_of_the_host_and_the_default_one_is_left_out() {
    for (text, href) in [
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
    ] {
        assert_taken_as(text, href);
        assert_eq!(taken(text).host, "example.org");
    }
    for text in [
        "http://[2001:DB8::1]/",
        "http://[2001:db8:0::1]:8080/?[::]:1",
    ] {
        assert_eq!(taken(text).host, "[2001:db8::1]");
    }
    assert_refused("http://example.org:65536/", UrlProblem::Invalid);
    assert_refused("http://example.org:port/", UrlProblem::Invalid);
}

#[test]
fn a_port_that_browsers_send_nothing_to_is_refused() {
    use UrlProblem::RefusedPort;
    // From <https://fetch.spec.whatwg.org/#port-blocking>, and their neighbours.
    let rows = [
        (0, Some(RefusedPort)),
        (1, Some(RefusedPort)),
        (2, None),
        (22, Some(RefusedPort)),
        (25, Some(RefusedPort)),
        (80, None),
        (2_049, Some(RefusedPort)),
        (4_190, Some(RefusedPort)),
        (5_999, None),
        (6_000, Some(RefusedPort)),
        (6_001, None),
        (6_566, Some(RefusedPort)),
        (6_666, Some(RefusedPort)),
        (6_679, Some(RefusedPort)),
        (8_090, None),
        (10_080, Some(RefusedPort)),
        (65_535, None),
    ];
    assert_rows(rows.into_iter().flat_map(|(port, expected)| {
        ["http://example.org", "https://127.0.0.1", "http://[::1]"].map(|host| {
            let url = format!("{host}:{port}/");
            let problem = check_here(&url).err();
            (url, problem, expected)
        })
    }));
}

#[test]
fn other_scripts_are_accepted_and_written_in_ascii() {
    for (text, href) in [
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        (
            "https://example.org/ü?ü",
            "https://example.org/%C3%BC?%C3%BC",
        ),
        ("https://example.org/😀", "https://example.org/%F0%9F%98%80"),
    ] {
        assert_taken_as(text, href);
    }
}

#[test]
fn markup_in_an_address_is_escaped() {
    let url = taken("https://example.org/<script>alert(\"1\")</script>?<b>#<i>");
    assert!(!url.href.contains(['<', '>', '"']), "{}", url.href);
    assert_refused("https://<b>example</b>/", UrlProblem::Invalid);
}

#[test]
fn only_http_and_https_are_fetched() {
    for text in [
        "javascript:alert(1)",
        "JavaScript://example.org/%0Aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.org/",
        "ws://example.org/",
        "blob:https://example.org/1-2",
        "about:blank",
        "mailto:somebody@example.org",
        "view-source:https://example.org/",
        // A host without a scheme looks like a scheme with a path.
        "localhost:8090/x",
    ] {
        assert_refused(text, UrlProblem::RefusedScheme);
    }
}

#[test]
fn an_incomplete_address_is_refused() {
    for text in [
        "",
        "example.org",
        "/path",
        "//example.org/",
        "?query",
        "http://",
        "https://?x",
        "https:// example.org/",
        "https://exa mple.org/",
        "https://[::1/",
        "https://300.300.300.300/",
        "https://example.org^/",
        "none of this is an address",
    ] {
        assert_refused(text, UrlProblem::Invalid);
    }
}

#[test]
fn a_name_or_a_password_is_never_sent() {
    for text in [
        "https://user:password@example.org/",
        "https://user@example.org/",
        "https://:password@example.org/",
        "https://user:@example.org:8080/x",
        "https://a@b@example.org/",
        "https:user@example.org",
    ] {
        assert_refused(text, UrlProblem::Credentials);
    }
    // This names no user; the standard drops the sign.
    assert_taken_as("https://@example.org/", "https://example.org/");
}

#[test]
fn an_address_has_at_most_8000_bytes() {
    let of_length = |length: usize| {
        let start = "https://example.org/";
        format!("{start}{}", "a".repeat(length - start.len()))
    };
    assert_eq!(taken(&of_length(8_000)).href.len(), 8_000);
    for length in [8_001, 100_000] {
        assert_refused(&of_length(length), UrlProblem::TooLong);
    }
}

#[test]
fn control_characters_are_refused_even_if_a_parser_would_drop_them() {
    for control in ['\t', '\n', '\r', '\0', '\u{1b}', '\u{7f}', '\u{85}'] {
        for text in [
            format!("https://exam{control}ple.org/"),
            format!("ht{control}tps://example.org/"),
            format!("https://example.org/{control}x"),
            format!("https://example.org/{control}"),
            format!("java{control}script:alert(1)"),
        ] {
            assert_refused(&text, UrlProblem::ControlCharacter);
        }
    }
}

#[test]
fn an_https_page_may_fetch_only_loopback_by_http() {
    let page = StandardUrls::from_page("https://pages.example/playground/");
    for text in [
        "http://127.0.0.1:8090/",
        "http://127.9.9.9/",
        "http://localhost/",
        "http://LOCALHOST:3000/x",
        "http://lab.localhost/",
        "http://[::1]:8080/",
        "http://[0:0::1]/",
        "https://pages.example/x",
        "https://example.org/",
    ] {
        assert!(check(text, &page).is_ok(), "{text}");
    }
    for text in [
        "http://example.org/",
        // The page's own host is no exception.
        "http://pages.example/playground/",
        "http://localhost.example.org/",
        "http://notlocalhost/",
        "http://128.0.0.1/",
        "http://[::2]/",
        // This machine, but not by a name that the standard of secure contexts has.
        "http://[::ffff:127.0.0.1]/",
    ] {
        assert_eq!(check(text, &page), Err(UrlProblem::MixedContent), "{text}");
        assert!(check_here(text).is_ok(), "a page by http may ask {text}");
    }
}

#[test]
fn a_host_that_begins_like_a_loopback_address_is_not_loopback() {
    let page = StandardUrls::from_page("https://pages.example/playground/");
    for text in ["http://127.0.0.1.example.org/", "http://127.example/"] {
        assert_eq!(check(text, &page), Err(UrlProblem::MixedContent), "{text}");
    }
}

#[test]
fn every_problem_has_a_message_and_a_name() {
    let expected = [
        (UrlProblem::Invalid, "invalidUrl", "in full"),
        (UrlProblem::RefusedScheme, "refusedScheme", "https://"),
        (UrlProblem::Credentials, "credentials", "Leave them out"),
        (UrlProblem::TooLong, "tooLong", "8,000 bytes"),
        (
            UrlProblem::ControlCharacter,
            "controlCharacter",
            "Remove it",
        ),
        (
            UrlProblem::InvisibleCharacter,
            "invisibleCharacter",
            "Remove it",
        ),
        (
            UrlProblem::SeveralAddresses,
            "severalAddresses",
            "a line of its own",
        ),
        (UrlProblem::MixedContent, "mixedContent", "Use https"),
        (
            UrlProblem::RefusedPort,
            "refusedPort",
            "Choose another port",
        ),
        (UrlProblem::PatternAmongOthers, "patternAmongOthers", "{i}"),
        (UrlProblem::PatternInHost, "patternInHost", "in the path"),
        (UrlProblem::TooMany, "tooMany", "more requests"),
        (UrlProblem::TooManyHosts, "tooManyHosts", "more hosts"),
    ];
    assert_eq!(expected.map(|(problem, ..)| problem), UrlProblem::ALL);
    let wrong = expected.into_iter().filter(|(problem, name, part)| {
        let message = problem.to_string();
        let is_sentence = message.ends_with('.') && !message.contains("  ");
        problem.name() != *name || !message.contains(part) || !is_sentence
    });
    assert_eq!(wrong.collect::<Vec<_>>(), []);
}
