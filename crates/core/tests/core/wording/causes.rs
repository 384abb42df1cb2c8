//! Causes of network errors: their names, and which of them stay.

use std::collections::BTreeSet;

use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};

/// Each cause with its name in documents, which must not change.
pub(super) const CAUSES: [(NetworkCause, &str); 11] = [
    (NetworkCause::NetworkOrCors, "networkOrCors"),
    (NetworkCause::Unreachable, "unreachable"),
    (NetworkCause::ForbiddenByCors, "forbiddenByCors"),
    (NetworkCause::RedirectedThenFailed, "redirectedThenFailed"),
    (NetworkCause::AnsweredLater, "answeredLater"),
    (NetworkCause::BrowserShortage, "browserShortage"),
    (NetworkCause::Offline, "offline"),
    (NetworkCause::NotTheLab, "notTheLab"),
    (NetworkCause::Unknown, "unknown"),
    (NetworkCause::WorkerLost, "workerLost"),
    (NetworkCause::Refused, "refused"),
];

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
