//! What each status means: a success, a failure, or one that is worth another attempt.

use std::ops::RangeInclusive;

use playground_core::experiment::plan::{Answer, PlannedAttempt};
use playground_core::experiment::policy::Policy;
use playground_core::experiment::status::StatusMeaning;
use playground_core::run::outcome::Outcome;
use playground_core::workers::message::{ExchangeResult, WorkerResponse};

/// Every status from 100 to 599 once, and whether it is retried.
const RETRIED: [(RangeInclusive<u16>, bool); 16] = [
    (100..=199, false),
    (200..=299, false),
    (300..=399, false),
    (400..=407, false),
    // Request Timeout
    (408..=408, true),
    (409..=424, false),
    // Too Early
    (425..=425, true),
    (426..=428, false),
    // Too Many Requests
    (429..=429, true),
    (430..=499, false),
    (500..=500, true),
    (501..=501, false),
    (502..=504, true),
    // HTTP Version Not Supported, Variant Also Negotiates, Insufficient Storage, Loop Detected
    (505..=508, false),
    // 509 is not registered.
    (509..=509, true),
    (510..=511, false),
];

/// These are not registered, and count as 500.
const UNREGISTERED: RangeInclusive<u16> = 512..=599;

fn planned(status: u16) -> PlannedAttempt {
    PlannedAttempt {
        delay_ms: 1,
        transfer_ms: 1,
        body_bytes: 1,
        answer: Answer::Whole { status },
        retry_after_seconds: None,
        fault: None,
    }
}

#[test]
fn every_status_is_retried_or_not_as_its_definition_says() {
    let unregistered = [(UNREGISTERED, true)];
    let rows = RETRIED.into_iter().chain(unregistered);
    let rows = rows.flat_map(|(statuses, retried)| statuses.map(move |status| (status, retried)));
    let rows: Vec<_> = rows.collect();
    let statuses = rows.iter().map(|(status, _)| *status);
    assert!(statuses.eq(100..=599), "every status once, in order");
    for (status, retried) in rows {
        let outcome = Outcome::HttpError { status };
        assert_eq!(outcome.is_retryable(), retried, "{status}");
        assert_eq!(
            StatusMeaning::new(status).is_retryable(),
            retried,
            "{status}"
        );
    }
}

#[test]
fn a_status_that_http_does_not_have_is_a_server_error() {
    for status in [0, 99, 600, 999] {
        assert_eq!(StatusMeaning::new(status), StatusMeaning::ServerError);
    }
}

#[test]
fn only_200_to_299_are_a_success_wherever_it_is_decided() {
    for status in 0..=999 {
        let is_success = (200..=299).contains(&status);
        assert_eq!(
            StatusMeaning::new(status).is_success(),
            is_success,
            "{status}"
        );
        let fails = planned(status).fails(&Policy::default());
        assert_eq!(fails, !is_success, "{status} as planned");
        let response = WorkerResponse {
            status,
            ..WorkerResponse::default()
        };
        let in_worker = ExchangeResult::Response(response).is_success();
        assert_eq!(in_worker, is_success, "{status} in a worker");
    }
}
