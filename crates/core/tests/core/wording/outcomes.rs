//! Outcomes in words: what happened, and what to do next with this source.

use std::collections::BTreeSet;

use playground_core::experiment::source::Source;
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::units::Span;
use playground_core::wording::explain::explain;

/// Each with its name in documents, which others rely on.
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

/// What is left of a length, a size or a reason is the words' own.
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
fn words(outcome: Outcome, source: &Source) -> String {
    explain(&outcome, source).expect("a failure has words")
}

#[test]
fn every_outcome_but_success_says_what_happened_and_what_to_do_next() {
    let advice = [
        "look at",
        "raise",
        "lower",
        "allow",
        "check",
        "reload",
        "run it again",
        "ask for",
        "choose",
        "retry it",
        "open",
        "connect,",
        "let it send",
        "use fewer workers",
        "see what the lane says",
    ];
    for source in sources() {
        assert_eq!(explain(&Outcome::Succeeded, &source), None);
        let all = failures();
        let mut different = BTreeSet::new();
        for outcome in &all {
            let text = words(*outcome, &source);
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
        assert_eq!(different.len(), all.len(), "no two say the same");
    }
}

#[test]
fn nobody_can_ask_anyone_elses_server_for_other_faults() {
    for outcome in failures() {
        let text = words(outcome, &urls());
        assert!(!text.contains("fault"), "{text}");
    }
}

#[test]
fn of_a_lab_the_fault_that_may_be_behind_it_is_named() {
    let behind = [
        (Outcome::HttpError { status: 404 }, "not found"),
        (Outcome::HttpError { status: 429 }, "too many requests"),
        (Outcome::HttpError { status: 500 }, "server error"),
        (Outcome::TimedOut { after: Span::ZERO }, "hang and slow"),
        (Outcome::BodyBroken { after_bytes: 0 }, "drop"),
    ];
    for source in &sources()[..2] {
        for (outcome, fault) in behind {
            let text = words(outcome, source);
            assert!(text.contains(&format!("faults → {fault}")), "{text}");
        }
        // No lab can be asked for these.
        for status in [400, 401, 403, 418, 502, 503, 504] {
            let text = words(Outcome::HttpError { status }, source);
            assert!(!text.contains("fault"), "{text}");
        }
    }
}

#[test]
fn where_no_answer_came_the_words_fit_who_should_have_given_it() {
    let unreachable = Outcome::NetworkError(NetworkCause::Unreachable);
    let [built_in, server, urls] = sources().map(|source| words(unreachable, &source));
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
fn what_browsers_hide_is_told_as_far_as_it_is_known() {
    let of = |cause| words(Outcome::NetworkError(cause), &urls());
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
fn the_words_carry_the_figures() {
    for source in sources() {
        let of = |outcome| words(outcome, &source);
        assert!(of(Outcome::HttpError { status: 418 }).contains("answered 418"));
        let after = Span::from_ms(5_000.0);
        assert!(of(Outcome::TimedOut { after }).starts_with("Timed out after 5 s"));
        let broken = of(Outcome::BodyBroken { after_bytes: 1_024 });
        assert!(broken.contains("after 1,024 bytes"));
        let large = of(Outcome::TooLarge {
            limit_bytes: 10_000_000,
        });
        assert!(large.contains("10,000,000 bytes"));
    }
}

#[test]
fn every_cause_has_its_name_in_documents_and_another_on_screen() {
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
fn only_what_the_browser_or_a_stranger_decides_will_not_pass() {
    for (cause, _) in CAUSES {
        let stays = matches!(cause, NetworkCause::NotTheLab | NetworkCause::Refused);
        assert_eq!(cause.may_pass(), !stays, "{cause:?}");
    }
}
