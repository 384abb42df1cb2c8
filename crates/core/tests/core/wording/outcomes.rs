//! Explanations of outcomes: what happened, and what to do next with this source.

use std::collections::BTreeSet;

use playground_core::experiment::plan::Answer;
use playground_core::experiment::source::Source;
use playground_core::experiment::workload::Fault;
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::units::Span;
use playground_core::wording::explain::explain;

/// Each cause with its name in documents, which must not change.
const CAUSES: [(NetworkCause, &str); 10] = [
    (NetworkCause::NetworkOrCors, "networkOrCors"),
    (NetworkCause::Unreachable, "unreachable"),
    (NetworkCause::ForbiddenByCors, "forbiddenByCors"),
    (NetworkCause::RedirectedThenFailed, "redirectedThenFailed"),
    (NetworkCause::AnsweredLater, "answeredLater"),
    (NetworkCause::Offline, "offline"),
    (NetworkCause::NotTheLab, "notTheLab"),
    (NetworkCause::Unknown, "unknown"),
    (NetworkCause::WorkerLost, "workerLost"),
    (NetworkCause::Refused, "refused"),
];

const STATUSES: [u16; 14] = [
    400, 401, 403, 404, 407, 410, 418, 429, 499, 500, 501, 502, 504, 599,
];

/// Every kind of failure.
fn failures() -> Vec<Outcome> {
    let statuses = STATUSES.map(|status| Outcome::HttpError { status });
    let causes = CAUSES.map(|(cause, _)| Outcome::NetworkError(cause));
    let others = [
        Outcome::TimedOut {
            after: Span::from_ms(5_000.0),
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
fn sources() -> [Source; 3] {
    let [built_in, server, _, urls] = Source::choices();
    assert!(matches!(urls, Source::Urls(_)));
    [built_in, server, urls]
}

fn urls() -> Source {
    sources()[2].clone()
}

#[track_caller]
fn explanation(outcome: Outcome, source: &Source) -> String {
    explain(&outcome, source).expect("a failure has an explanation")
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
    ];
    for source in sources() {
        assert_eq!(explain(&Outcome::Succeeded, &source), None);
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
fn the_faults_setting_is_advice_for_a_lab_only() {
    for outcome in failures() {
        let text = explanation(outcome, &urls());
        assert!(!text.contains("fault"), "{text}");
    }
}

#[test]
fn a_labs_possible_fault_is_named() {
    let behind = [
        (Outcome::TimedOut { after: Span::ZERO }, "hang and slow"),
        (Outcome::BodyBroken { after_bytes: 0 }, "drop"),
    ];
    for source in &sources()[..2] {
        for (outcome, fault) in behind {
            let text = explanation(outcome, source);
            assert!(text.contains(&format!("faults → {fault}")), "{text}");
        }
        for fault in Fault::ALL {
            let Answer::Whole {
                status: status @ 400..,
            } = Answer::to(fault)
            else {
                continue;
            };
            let text = explanation(Outcome::HttpError { status }, source);
            let advice = format!("Look at faults → {}.", fault.title().to_lowercase());
            assert!(text.ends_with(&advice), "{text}");
        }
        // No lab has a fault with these statuses.
        for status in [400, 401, 403, 410, 418, 501, 502, 503, 504] {
            let text = explanation(Outcome::HttpError { status }, source);
            assert!(!text.contains("fault"), "{text}");
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
    for text in [server, urls] {
        assert!(
            text.contains("name and port") && !text.contains("lab"),
            "{text}"
        );
    }
}

#[test]
fn each_known_cause_has_its_own_explanation() {
    let of = |cause| explanation(Outcome::NetworkError(cause), &urls());
    let unknown = of(NetworkCause::NetworkOrCors);
    let header = "Access-Control-Allow-Origin";
    assert!(unknown.contains(header) && unknown.contains("name and port"));
    assert!(of(NetworkCause::ForbiddenByCors).contains(header));
    assert!(!of(NetworkCause::Unreachable).contains(header));
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
        assert!(of(Outcome::TimedOut { after }).starts_with("Timed out after 5 s"));
        let broken = of(Outcome::BodyBroken { after_bytes: 1_024 });
        assert!(broken.contains("after 1 kB"));
        let large = of(Outcome::TooLarge {
            limit_bytes: 10_000_000,
        });
        assert!(large.contains("10 MB"));
    }
}

#[test]
fn every_cause_has_a_name_in_documents_and_a_title_on_screen() {
    let mut titles = BTreeSet::new();
    for (cause, name) in CAUSES {
        assert_eq!(cause.name(), name);
        let title = Outcome::NetworkError(cause).title();
        assert_eq!(title, format!("Network error: {}", cause.title()));
        titles.insert(cause.title());
    }
    assert_eq!(titles.len(), CAUSES.len());
    let who = [
        (CancelledBy::User, "user"),
        (CancelledBy::FailFast, "failFast"),
        (CancelledBy::Crash, "crash"),
        (CancelledBy::NoWorkers, "noWorkers"),
    ];
    for (who, name) in who {
        assert_eq!(who.name(), name);
    }
    assert_eq!(Outcome::HttpError { status: 418 }.title(), "HTTP error 418");
    assert_eq!(Outcome::Succeeded.title(), "Succeeded");
}

#[test]
fn only_a_refused_address_or_a_wrong_server_is_permanent() {
    for (cause, _) in CAUSES {
        let stays = matches!(cause, NetworkCause::NotTheLab | NetworkCause::Refused);
        assert_eq!(cause.may_pass(), !stays, "{cause:?}");
    }
}
