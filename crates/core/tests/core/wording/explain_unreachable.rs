//! The possible causes of a missing response, in words.

use playground_core::run::unreachable::{Evidence, LoopbackPermission, Neighbours};
use playground_core::units::Span;
use playground_core::wording::explain_unreachable::{Unreachable, possible_causes};

use crate::rows::assert_rows;

const LAB: Unreachable<'_> = Unreachable::LabServer {
    origin: "https://127.0.0.1:8443",
};

/// Evidence for every cause, in turn.
fn all_evidence() -> Vec<Evidence> {
    let urls = [
        "http://127.0.0.1:8080/",
        "https://127.0.0.1:8080/",
        "http://127.0.0.1:8443/",
        "https://api.example.org/",
        "http://127.0.0.1:6000/",
    ];
    let neighbours = [
        Neighbours::Failed,
        Neighbours::RespondedBefore {
            quickest: Span::from_ms(40.0),
        },
    ];
    let permissions = [
        None,
        Some(LoopbackPermission::Denied),
        Some(LoopbackPermission::Prompt),
    ];
    let mut all = Vec::new();
    for url in urls {
        for neighbours in neighbours {
            for permission in permissions {
                let mut evidence = Evidence::from_url(url);
                evidence.took = Some(Span::from_ms(2_000.0));
                evidence.neighbours = neighbours;
                evidence.permission = permission;
                all.push(evidence);
            }
        }
    }
    all
}

#[test]
fn each_cause_has_a_line_with_its_check_and_what_to_do() {
    for what in [LAB, Unreachable::Url] {
        for evidence in all_evidence() {
            let text = possible_causes(what, &evidence);
            let mut lines = text.lines();
            let first = lines.next().expect("it is not empty");
            if first.contains("port 6000") {
                assert!(first.ends_with("another port."), "{text}");
                continue;
            }
            assert!(first.ends_with("the likeliest first:"), "{text}");
            let lines: Vec<_> = lines.collect();
            assert_eq!(lines.len(), evidence.causes().len(), "{text}");
            for (number, line) in (1..).zip(lines) {
                let sentences = line.strip_prefix(&format!("{number}. "));
                let sentences = sentences.unwrap_or_else(|| panic!("no {number}: {text}"));
                // What is the case, and what to do.
                assert!(sentences.contains(" tab "), "no check: {line}");
                assert!(sentences.matches(". ").count() >= 1, "no advice: {line}");
                assert!(sentences.ends_with('.') && !line.contains("  "), "{line}");
            }
        }
    }
}

#[test]
fn a_lab_server_is_asked_for_by_its_own_address_and_started_by_its_command() {
    let of = |what| possible_causes(what, &Evidence::from_url("https://127.0.0.1:8443"));
    let ping = "Open https://127.0.0.1:8443/lab-server/ping in another tab";
    let rows = [
        ("address", of(LAB).contains(ping), true),
        ("command", of(LAB).contains("cargo xtask serve"), true),
        (
            "other program",
            of(LAB).contains("Another program uses"),
            true,
        ),
        ("no lab", of(Unreachable::Url).contains("lab"), false),
        (
            "header",
            of(Unreachable::Url).contains("Cross-Origin-Resource-Policy"),
            true,
        ),
    ];
    assert_rows(rows);
}

#[test]
fn a_scheme_that_does_not_fit_the_port_is_named_with_the_one_that_does() {
    let rows = [
        ("http://127.0.0.1:8443/", "works with https://"),
        ("https://127.0.0.1:8090/", "works with http://"),
    ];
    for (url, words) in rows {
        let text = possible_causes(Unreachable::Url, &Evidence::from_url(url));
        assert!(text.contains(words), "{url}: {text}");
    }
}
