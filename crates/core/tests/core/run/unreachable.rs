//! The possible causes of a missing response, and their order.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{RunEvent, Step};
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::run::run_evidence::RunEvidence;
use playground_core::run::unreachable::LoopbackPermission::{Denied, Granted, Prompt};
use playground_core::run::unreachable::Neighbours::{self, Failed};
use playground_core::run::unreachable::PossibleCause::{
    self, Certificate, ConnectionBroke, ContentBlocker, ForbidsReading, LoopbackDenied,
    LoopbackNotAnswered, NotRunning, OtherScheme, RefusedPort, Silent, Stopped, UnknownName,
};
use playground_core::run::unreachable::{Evidence, LoopbackPermission};
use playground_core::units::{RequestIndex, Span};

use crate::rows::assert_rows;
use playground_testing::samples::{fold, step};

const HERE: &str = "http://127.0.0.1:8080/";
const HERE_TLS: &str = "https://localhost:8443/";
const NAME: &str = "https://api.example.org/";

/// How quick the quickest response of the neighbours was.
const QUICKEST: Span = Span::from_ms(40.0);
const BEFORE: Neighbours = Neighbours::RespondedBefore { quickest: QUICKEST };
const SINCE: Neighbours = Neighbours::RespondedSince { quickest: QUICKEST };

fn causes(
    url: &str,
    took_ms: f64,
    neighbours: Neighbours,
    permission: Option<LoopbackPermission>,
) -> Vec<PossibleCause> {
    let mut evidence = Evidence::from_url(url);
    evidence.took = Some(Span::from_ms(took_ms));
    evidence.neighbours = neighbours;
    evidence.permission = permission;
    evidence.causes()
}

#[test]
fn the_likeliest_cause_is_the_first() {
    let rows: &[(&str, f64, Neighbours, &[PossibleCause])] = &[
        // Nobody listens: refused at once on this computer, as everything is there.
        (
            HERE,
            2.0,
            Failed,
            &[NotRunning, ConnectionBroke, ForbidsReading, ContentBlocker],
        ),
        // A certificate of its own is the rule on this computer.
        (
            HERE_TLS,
            3.0,
            Failed,
            &[
                Certificate,
                NotRunning,
                ConnectionBroke,
                ForbidsReading,
                ContentBlocker,
            ],
        ),
        (
            "https://192.0.2.7/",
            30.0,
            Failed,
            &[
                Certificate,
                NotRunning,
                ContentBlocker,
                ConnectionBroke,
                ForbidsReading,
            ],
        ),
        // A port that is not one of the scheme.
        (
            "https://127.0.0.1:8090/",
            3.0,
            Failed,
            &[
                Certificate,
                NotRunning,
                OtherScheme,
                ConnectionBroke,
                ForbidsReading,
                ContentBlocker,
            ],
        ),
        (
            "http://127.0.0.1:8443/",
            3.0,
            Failed,
            &[
                OtherScheme,
                NotRunning,
                ConnectionBroke,
                ForbidsReading,
                ContentBlocker,
            ],
        ),
        // An address has no name that could be unknown.
        (
            "http://192.0.2.7/",
            30.0,
            Failed,
            &[NotRunning, ContentBlocker, ConnectionBroke, ForbidsReading],
        ),
        (
            "http://[2001:db8::1]:8080/",
            30.0,
            Failed,
            &[NotRunning, ContentBlocker, ConnectionBroke, ForbidsReading],
        ),
        (
            NAME,
            30.0,
            Failed,
            &[
                UnknownName,
                NotRunning,
                Certificate,
                ContentBlocker,
                ConnectionBroke,
                ForbidsReading,
            ],
        ),
        // So quick that nothing was sent to another computer.
        (
            NAME,
            1.0,
            Failed,
            &[
                ContentBlocker,
                UnknownName,
                NotRunning,
                Certificate,
                ConnectionBroke,
                ForbidsReading,
            ],
        ),
        (
            NAME,
            20_000.0,
            Failed,
            &[
                Silent,
                UnknownName,
                NotRunning,
                Certificate,
                ContentBlocker,
                ConnectionBroke,
                ForbidsReading,
            ],
        ),
        (
            HERE,
            5_000.0,
            Failed,
            &[
                Silent,
                NotRunning,
                ConnectionBroke,
                ForbidsReading,
                ContentBlocker,
            ],
        ),
        // Others got a response: name, port and certificate are right. What fails before a
        // response can come was not sent.
        (
            HERE,
            2.0,
            SINCE,
            &[ContentBlocker, ConnectionBroke, ForbidsReading],
        ),
        (
            NAME,
            19.0,
            SINCE,
            &[ContentBlocker, ConnectionBroke, ForbidsReading],
        ),
        (
            NAME,
            41.0,
            SINCE,
            &[ConnectionBroke, ContentBlocker, ForbidsReading],
        ),
        (
            NAME,
            1.0,
            BEFORE,
            &[ContentBlocker, Stopped, ConnectionBroke, ForbidsReading],
        ),
        // On this computer a refused connection is as quick.
        (
            HERE,
            1.0,
            BEFORE,
            &[Stopped, ContentBlocker, ConnectionBroke, ForbidsReading],
        ),
        (
            NAME,
            60.0,
            BEFORE,
            &[Stopped, ConnectionBroke, ContentBlocker, ForbidsReading],
        ),
        ("http://127.0.0.1:6000/", 1.0, Failed, &[RefusedPort]),
        (
            "https://api.example.org:10080/",
            1.0,
            Failed,
            &[RefusedPort],
        ),
    ];
    assert_rows(rows.iter().map(|&(url, took, neighbours, expected)| {
        let row = format!("{url} after {took} ms, {neighbours:?}");
        (row, causes(url, took, neighbours, None), expected.to_vec())
    }));
}

#[test]
fn the_permission_to_connect_to_this_computer_is_a_cause_where_it_is_needed() {
    let rest = [NotRunning, ConnectionBroke, ForbidsReading, ContentBlocker];
    let with = |place: usize, cause| {
        let mut all = rest.to_vec();
        all.insert(place, cause);
        all
    };
    let rows = [
        (HERE, 2.0, Some(Granted), rest.to_vec()),
        (HERE, 2.0, Some(Denied), with(0, LoopbackDenied)),
        // Refused before the browser would have asked.
        (HERE, 2.0, Some(Prompt), with(1, LoopbackNotAnswered)),
        // It took as long as it takes to close a question.
        (HERE, 800.0, Some(Prompt), with(0, LoopbackNotAnswered)),
    ];
    assert_rows(rows.map(|(url, took, permission, expected)| {
        let row = format!("{url} after {took} ms, {permission:?}");
        (row, causes(url, took, Failed, permission), expected)
    }));
    // Another computer needs no such permission.
    assert_eq!(
        causes(NAME, 30.0, Failed, Some(Denied)),
        causes(NAME, 30.0, Failed, None)
    );
}

#[test]
fn a_server_that_was_not_asked_again_may_forbid_reading_as_any_does() {
    let mut evidence = Evidence::from_url(HERE);
    evidence.was_asked_again = false;
    assert_eq!(
        evidence.causes(),
        [NotRunning, ForbidsReading, ConnectionBroke, ContentBlocker]
    );
}

/// Requests to three origins: of the first, request 0 responds before and 2 after request 1
/// fails; of the second, request 3 responds before 4 fails; of the third, 5 fails.
fn mixed() -> (Run, [&'static str; 6]) {
    let failed = Step::Ended(Outcome::NetworkError(NetworkCause::Unreachable));
    let mut events: Vec<RunEvent> = Vec::new();
    events.extend((0..6).map(|index| step(index, 0.0, Step::Queued)));
    events.extend((0..6).map(|index| step(index, 10.0, Step::Dispatched)));
    let responded = Step::Responded { status: 503 };
    events.extend([
        step(0, 50.0, responded),
        step(3, 52.0, responded),
        step(1, 60.0, failed),
        step(4, 62.0, failed),
        step(5, 63.0, failed),
        step(2, 70.0, responded),
    ]);
    let urls = [
        "http://127.0.0.1:1000/a",
        "http://127.0.0.1:1000/b",
        "http://127.0.0.1:1000/c",
        "http://127.0.0.1:2000/a",
        "http://127.0.0.1:2000/b",
        "https://127.0.0.1:2000/b",
    ];
    (fold(Strategy::Concurrent { limit: 6 }, 6, &events), urls)
}

#[test]
fn the_evidence_of_a_failure_is_in_the_requests_to_the_same_origin() {
    let (run, urls) = mixed();
    let known = RunEvidence::new(&run, None, |index| urls[index.as_usize()].to_owned());
    let of = |index: u32| {
        let request = run.request(RequestIndex(index)).expect("it was sent");
        let evidence = known.of(urls[index as usize], &request.attempt)?;
        Some((evidence.neighbours, evidence.took.map(Span::ms)))
    };
    let since = |quickest| Neighbours::RespondedSince {
        quickest: Span::from_ms(quickest),
    };
    let before = |quickest| Neighbours::RespondedBefore {
        quickest: Span::from_ms(quickest),
    };
    assert_rows([
        ("has a response", of(0), None),
        ("one came since", of(1), Some((since(40.0), Some(50.0)))),
        ("none since", of(4), Some((before(42.0), Some(52.0)))),
        // Another scheme is another origin.
        ("none at all", of(5), Some((Failed, Some(53.0)))),
    ]);
}
