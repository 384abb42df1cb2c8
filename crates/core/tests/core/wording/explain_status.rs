//! Explanations of HTTP errors.

use super::outcomes::{explanation, http_error, sources, urls};

#[test]
fn retries_are_advised_exactly_where_the_page_retries() {
    for source in sources() {
        for status in 0..=999 {
            let outcome = http_error(status);
            let text = explanation(outcome, &source);
            let is_advised = text.contains("Allow retries.") || text.contains("or allow retries.");
            assert_eq!(is_advised, outcome.is_retryable(), "{text}");
            let is_useless = text.contains("a retry will not help");
            assert!(!(is_useless && outcome.is_retryable()), "{text}");
        }
    }
}

#[test]
fn the_limits_of_retry_after_are_said_where_a_server_may_ask_for_a_wait() {
    for status in [429, 502, 503, 504] {
        let [built_in, server, urls] =
            sources().map(|source| explanation(http_error(status), &source));
        for part in [
            "more than a minute",
            "Access-Control-Expose-Headers: Retry-After",
        ] {
            assert!(urls.contains(part), "{urls}");
            assert!(!built_in.contains(part) && !server.contains(part));
        }
    }
    for status in [302, 404, 408, 425, 500, 501] {
        let text = explanation(http_error(status), &urls());
        assert!(!text.contains("Retry-After"), "{text}");
    }
}

#[test]
fn an_answer_that_is_neither_success_nor_error_has_its_own_sentence() {
    let rows = [
        (103, "this status is not an error"),
        (300, "names no address that the browser follows"),
        (302, "names no address that the browser follows"),
        (304, "keeps no copy"),
        (308, "names no address that the browser follows"),
    ];
    for (status, part) in rows {
        let text = explanation(http_error(status), &urls());
        assert!(text.contains(part), "{text}");
    }
}
