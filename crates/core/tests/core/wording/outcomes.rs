//! Explanations of outcomes: what happened, and what to do next with this source.

use std::collections::BTreeSet;

use super::causes::CAUSES;
use playground_core::experiment::plan::Answer;
use playground_core::experiment::source::Source;
use playground_core::experiment::status::StatusMeaning;
use playground_core::experiment::workload::{Capacity, Fault, Faults, OverflowPolicy, Workload};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::run::unreachable::Evidence;
use playground_core::units::Span;
use playground_core::wording::explain::{ExplainedBy, explain};

const STATUSES: [u16; 24] = [
    103, 300, 302, 304, 400, 401, 403, 404, 407, 408, 410, 418, 421, 425, 429, 499, 500, 501, 502,
    504, 507, 511, 599, 999,
];

/// Every kind of failure.
fn failures() -> Vec<Outcome> {
    let statuses = STATUSES.map(|status| Outcome::HttpError { status });
    let causes = CAUSES.map(|(cause, _)| Outcome::NetworkError(cause));
    let others = [
        Outcome::TimedOut {
            after: Span::from_ms(5_000.0),
            page_was_busy: false,
        },
        Outcome::TimedOut {
            after: Span::from_ms(5_000.0),
            page_was_busy: true,
        },
        Outcome::BodyBroken { after_bytes: 1_024 },
        Outcome::TooLarge {
            limit_bytes: 1_048_576,
        },
        Outcome::Cancelled(CancelledBy::User),
        Outcome::Cancelled(CancelledBy::FailFast),
        Outcome::Cancelled(CancelledBy::Crash),
        Outcome::Cancelled(CancelledBy::NoWorkers),
    ];
    [&statuses[..], &causes, &others].concat()
}

/// One of each kind.
pub(super) fn sources() -> [Source; 3] {
    let [built_in, server, _, urls] = Source::choices();
    assert!(matches!(urls, Source::Urls(_)));
    [built_in, server, urls]
}

pub(super) fn urls() -> Source {
    sources()[2].clone()
}

/// With every fault, and without a capacity.
fn faulty() -> Workload {
    let each = |faults: Faults, fault| faults.with(fault, 0.1);
    Workload {
        faults: Fault::ALL.into_iter().fold(Faults::NONE, each),
        ..Workload::default()
    }
}

/// Without faults.
fn limited(beyond: OverflowPolicy) -> Workload {
    Workload {
        capacity: Some(Capacity {
            requests: 3,
            beyond,
        }),
        ..Workload::default()
    }
}

/// What a browser knows of a request to this computer.
fn evidence_of(outcome: &Outcome) -> Evidence {
    let mut evidence = Evidence::from_url("http://127.0.0.1:8090/");
    evidence.was_asked_again = *outcome != Outcome::NetworkError(NetworkCause::NetworkOrCors);
    evidence
}

#[track_caller]
fn explanation_with(outcome: Outcome, source: &Source, workload: &Workload) -> String {
    let by = ExplainedBy {
        source,
        workload,
        evidence: Some(evidence_of(&outcome)),
    };
    explain(&outcome, by).expect("a failure has an explanation")
}

#[track_caller]
pub(super) fn explanation(outcome: Outcome, source: &Source) -> String {
    explanation_with(outcome, source, &faulty())
}

const TIMED_OUT: Outcome = Outcome::TimedOut {
    after: Span::ZERO,
    page_was_busy: false,
};
const BROKEN: Outcome = Outcome::BodyBroken { after_bytes: 0 };

pub(super) const fn http_error(status: u16) -> Outcome {
    Outcome::HttpError { status }
}

#[test]
fn every_failure_is_explained_with_advice() {
    let advice = [
        "look at",
        "raise",
        "lower",
        "allow",
        "check",
        "reload",
        "run it again",
        "request a smaller body",
        "choose an address",
        "choose",
        "retry it",
        "open",
        "connect,",
        "let it send",
        "use fewer workers",
        "see the lane's message",
        "open a page",
    ];
    for source in sources() {
        let by = ExplainedBy {
            source: &source,
            workload: &faulty(),
            evidence: None,
        };
        assert_eq!(explain(&Outcome::Succeeded, by), None);
        let all = failures();
        let mut different = BTreeSet::new();
        for outcome in &all {
            let text = explanation(*outcome, &source);
            let in_small = text.to_lowercase();
            assert!(
                advice.iter().any(|word| in_small.contains(word)),
                "no advice: {text}"
            );
            assert!(text.ends_with('.'), "{text}");
            assert!(!text.contains("  ") && !text.contains(" ."), "{text}");
            assert!(!text.contains("went wrong"), "{text}");
            different.insert(text);
        }
        assert_eq!(different.len(), all.len(), "no two explanations are equal");
    }
}

#[test]
fn settings_of_a_lab_are_advice_for_a_lab_only() {
    for outcome in failures() {
        for beyond in OverflowPolicy::ALL {
            let workload = Workload {
                faults: faulty().faults,
                ..limited(beyond)
            };
            let text = explanation_with(outcome, &urls(), &workload);
            assert!(!text.contains("fault"), "{text}");
            assert!(!text.contains("capacity"), "{text}");
        }
    }
}

#[test]
fn the_settings_that_can_be_the_reason_are_named() {
    use OverflowPolicy::{TooManyRequests, Unavailable, Wait};
    let faults = |faults: &str| format!("ook at faults → {faults}");
    let capacity = || "ook at the server capacity".to_owned();
    let both = |faults: &str| format!("ook at faults → {faults}, and at the server capacity");
    let with_faults = |beyond| Workload {
        faults: faulty().faults,
        ..limited(beyond)
    };
    let rows = [
        (TIMED_OUT, faulty(), Some(faults("slow and hang"))),
        (TIMED_OUT, limited(Wait), Some(capacity())),
        (TIMED_OUT, with_faults(Wait), Some(both("slow and hang"))),
        (TIMED_OUT, limited(TooManyRequests), None),
        (BROKEN, faulty(), Some(faults("drop"))),
        (BROKEN, limited(Wait), None),
        (http_error(429), faulty(), Some(faults("too many requests"))),
        (http_error(429), limited(TooManyRequests), Some(capacity())),
        (
            http_error(429),
            with_faults(TooManyRequests),
            Some(both("too many requests")),
        ),
        (
            http_error(429),
            with_faults(Unavailable),
            Some(faults("too many requests")),
        ),
        (http_error(429), limited(Wait), None),
        (http_error(503), faulty(), None),
        (http_error(503), limited(Unavailable), Some(capacity())),
        (http_error(503), limited(TooManyRequests), None),
        (http_error(500), faulty(), Some(faults("server error"))),
        (http_error(500), limited(Wait), None),
        (http_error(404), faulty(), Some(faults("not found"))),
        (http_error(418), with_faults(TooManyRequests), None),
    ];
    for source in &sources()[..2] {
        for (outcome, workload, expected) in &rows {
            let text = explanation_with(*outcome, source, workload);
            match expected {
                Some(advice) => {
                    let advice = format!("{advice}.");
                    assert!(text.contains(&advice), "{text} should have: {advice}");
                }
                None => assert!(!text.contains("ook at"), "{text}"),
            }
        }
        for fault in Fault::ALL {
            let Answer::Whole { status } = Answer::to(fault) else {
                continue;
            };
            if !StatusMeaning::new(status).is_success() {
                let only = Workload {
                    faults: Faults::NONE.with(fault, 1.0),
                    ..Workload::default()
                };
                let text = explanation_with(http_error(status), source, &only);
                let advice = format!("Look at faults → {}.", fault.title().to_lowercase());
                assert!(text.ends_with(&advice), "{text}");
            }
        }
    }
}

#[test]
fn a_missing_answer_is_explained_by_source() {
    let unreachable = Outcome::NetworkError(NetworkCause::Unreachable);
    let [built_in, server, urls] = sources().map(|source| explanation(unreachable, &source));
    assert!(
        built_in.contains("built-in lab") && built_in.contains("Reload"),
        "{built_in}"
    );
    assert!(server.contains("cargo xtask serve"), "{server}");
    assert!(!urls.contains("lab"), "{urls}");
    for text in [server, urls] {
        assert!(text.contains("Open "), "{text}");
        assert!(
            text.contains("\n1. ") && text.contains("another port"),
            "{text}"
        );
    }
}

#[test]
fn each_known_cause_has_its_own_explanation() {
    let of = |cause| explanation(Outcome::NetworkError(cause), &urls());
    let unknown = of(NetworkCause::NetworkOrCors);
    let header = "Access-Control-Allow-Origin";
    assert!(unknown.contains(header) && unknown.contains("another port"));
    assert!(of(NetworkCause::ForbiddenByCors).contains(header));
    assert!(of(NetworkCause::RedirectedThenFailed).contains("another address"));
    assert!(of(NetworkCause::AnsweredLater).contains("Allow retries"));
    assert!(of(NetworkCause::Offline).contains("no network"));
}

#[test]
fn explanations_contain_the_figures() {
    for source in sources() {
        let of = |outcome| explanation(outcome, &source);
        assert!(of(Outcome::HttpError { status: 418 }).contains("answered 418"));
        let after = Span::from_ms(5_000.0);
        assert!(
            of(Outcome::TimedOut {
                after,
                page_was_busy: false
            })
            .starts_with("Timed out after 5 s: the answer was not complete")
        );
        let busy = Outcome::TimedOut {
            after,
            page_was_busy: true,
        };
        assert_eq!(busy.title(), "Timed out while the page was busy");
        assert!(of(busy).starts_with("Timed out after 5 s: the page was busy or suspended"));
        let broken = of(Outcome::BodyBroken { after_bytes: 1_024 });
        assert!(broken.contains("after 1 kB"));
        let large = of(Outcome::TooLarge {
            limit_bytes: 10_000_000,
        });
        assert!(large.contains("10 MB"));
    }
}
