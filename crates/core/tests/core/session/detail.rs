//! The detail of one request: its state, and a row for everything that is known of it.

use playground_core::experiment::Experiment;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, WorkKind, Workload};
use playground_core::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, Outcome, OutcomeKind};
use playground_core::session::comparison::Comparison;
use playground_core::session::detail::RequestDetail;
use playground_core::session::request_urls::RequestUrls;
use playground_core::session::response_detail::{MAX_RESPONSES, ResponseDetail};
use playground_core::units::{AttemptNumber, LaneIndex, RequestIndex, Span, TimePoint};

use super::scenes::{
    CONCURRENT, comparison, experiment, experiment_of_urls, fold, planned, succeed,
};
use crate::rows::assert_rows;
use playground_testing::samples::{RETRIED, step};

const FIRST: LaneIndex = LaneIndex(0);

#[track_caller]
fn detail(all: &Comparison, request: u32) -> RequestDetail {
    let index = RequestIndex(request);
    RequestDetail::new(all, FIRST, index, None).expect("there is such a request")
}

fn row<'a>(detail: &'a RequestDetail, name: &str) -> Option<&'a str> {
    let mut rows = detail.rows.iter();
    let found = rows.find(|(row, _)| row == name);
    found.map(|(_, value)| value.as_str())
}

fn after(events: &[RunEvent]) -> Comparison {
    let mut all = comparison(4, &[CONCURRENT]);
    fold(&mut all.lanes[0], events);
    all
}

fn of_kind(kind: WorkKind) -> Experiment {
    let experiment = experiment(4, &[CONCURRENT]);
    Experiment {
        workload: Workload {
            kind,
            ..experiment.workload
        },
        ..experiment
    }
}

const fn ms(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

fn timed(points: Option<ExchangePoints>) -> RunEvent {
    let times = BrowserTimes {
        protocol: Some(Protocol::Http2),
        points,
    };
    RunEvent {
        at: ms(500.0),
        kind: RunEventKind::Timed(RequestIndex(0), AttemptNumber::FIRST, times),
    }
}

const POINTS: ExchangePoints = ExchangePoints {
    redirects_end: None,
    lookup_start: ms(12.0),
    lookup_end: ms(15.0),
    connect_start: ms(15.0),
    secure_start: Some(ms(20.0)),
    connect_end: ms(30.0),
    request_start: ms(31.0),
    response_start: ms(81.0),
};

/// In flight from 10 to 110 ms, with a response from 82 ms on.
const LIFE: [RunEvent; 5] = [
    step(0, 0.0, Step::Queued),
    step(0, 10.0, Step::Dispatched),
    step(0, 82.0, Step::Responded { status: 200 }),
    step(0, 100.0, Step::Received { total_bytes: 1_234 }),
    step(0, 110.0, Step::Ended(Outcome::Succeeded)),
];

#[test]
fn there_is_no_detail_of_what_there_is_not() {
    let all = comparison(4, &[CONCURRENT]);
    assert!(RequestDetail::new(&all, LaneIndex(1), RequestIndex(0), None).is_none());
    assert!(RequestDetail::new(&all, FIRST, RequestIndex(4), None).is_none());
}

#[test]
fn the_state_is_the_stage_until_there_is_an_outcome() {
    let backed_off = |wait| {
        let outcome = Outcome::HttpError { status: 503 };
        let wait = Span::from_ms(wait);
        step(0, 30.0, Step::BackedOff { outcome, wait })
    };
    let sent = &LIFE[..2];
    let with = |events: &[RunEvent]| after(&[sent, events].concat());
    let read = step(0, 85.0, Step::Read);
    let computing = step(0, 86.0, Step::Computing);
    let rows = [
        ("planned", after(&[]), "Not started", None),
        ("queued", after(&LIFE[..1]), "Waiting for a permit", None),
        ("dispatched", after(sent), "Waiting for the response", None),
        ("responded", after(&LIFE[..3]), "Receiving", None),
        ("read", with(&[read]), "Waiting for its thread", None),
        ("computing", with(&[read, computing]), "Computing", None),
        (
            "backing off",
            with(&[backed_off(9.0)]),
            "Backing off before a retry",
            None,
        ),
        (
            "due",
            with(&[backed_off(0.0)]),
            "Waiting for the page's thread",
            None,
        ),
        (
            "succeeded",
            after(&LIFE),
            "Succeeded",
            Some(OutcomeKind::Succeeded),
        ),
    ];
    assert_rows(rows.map(|(name, all, state, kind)| {
        let detail = detail(&all, 0);
        (
            name.to_owned(),
            (detail.state, detail.kind),
            (state.to_owned(), kind),
        )
    }));
}

#[test]
fn the_plan_is_shown_where_a_lab_is_asked_for_it() {
    let faulty = experiment(4, &[CONCURRENT]);
    let faulty = Experiment {
        workload: Workload {
            faults: Faults::NONE.with(Fault::NotFound, 1.0),
            ..faulty.workload
        },
        ..faulty
    };
    let urls = experiment_of_urls(&["https://a.test/"], &[CONCURRENT]);
    let plain = "2,048 bytes in 0 ms, after 100 ms";
    let rows = [
        ("lab", experiment(4, &[CONCURRENT]), Some(plain)),
        ("computing only", of_kind(WorkKind::Compute), None),
        ("the user's URLs", urls, None),
    ];
    assert_rows(rows.map(|(name, experiment, expected)| {
        let detail = detail(&planned(experiment), 0);
        let actual = row(&detail, "Planned").map(str::to_owned);
        (name.to_owned(), actual, expected.map(str::to_owned))
    }));
    let faulty = detail(&planned(faulty), 0);
    let faulty = row(&faulty, "Planned").unwrap_or_default();
    assert!(faulty.ends_with("; fault: not found"), "{faulty}");
}

#[test]
fn the_times_of_the_last_attempt_have_a_row_each() {
    let detail = detail(&after(&LIFE), 0);
    let expected = [
        ("Queued", "at 0 ms"),
        ("Dispatched", "at 10 ms"),
        ("Response", "at 82 ms"),
        ("Ended", "at 110 ms"),
        ("In flight for", "100 ms"),
        ("Received", "1,234 bytes"),
    ];
    assert_rows(expected.map(|(name, value)| {
        (
            name.to_owned(),
            row(&detail, name).map(str::to_owned),
            Some(value.to_owned()),
        )
    }));
    assert_eq!(row(&detail, "Protocol"), None);
    assert_eq!(row(&detail, "Attempts"), None);
    assert_eq!(row(&detail, "Phases"), None);
}

#[test]
fn phases_are_the_browsers_or_what_the_page_can_measure() {
    let phases = |events: &[RunEvent]| {
        let detail = detail(&after(events), 0);
        let from = detail
            .rows
            .iter()
            .position(|(name, _)| name == "Waiting for a permit");
        detail.rows[from.expect("it was queued")..].to_vec()
    };
    let named = |rows: &[(&str, &str)]| {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        rows.iter().map(owned).collect::<Vec<_>>()
    };
    let by_browser = named(&[
        ("Waiting for a permit", "10 ms"),
        ("Waiting for a connection", "3 ms (3 %)"),
        ("DNS lookup", "3 ms (3 %)"),
        ("Connecting", "5 ms (5 %)"),
        ("TLS handshake", "10 ms (10 %)"),
        ("Waiting for the response", "50 ms (50 %)"),
        ("Receiving", "29 ms (29 %)"),
    ]);
    let by_page = [
        ("Waiting for a permit", "10 ms"),
        ("Waiting for the response", "72 ms (72 %)"),
        ("Receiving", "28 ms (28 %)"),
    ];
    let hidden = "hidden by the server: its Timing-Allow-Origin does not allow them";
    let mut with_hidden = by_page.to_vec();
    with_hidden.push(("Phases", hidden));
    let with = |event| phases(&[&LIFE[..], &[event]].concat());
    assert_rows([
        (
            "by the browser".to_owned(),
            with(timed(Some(POINTS))),
            by_browser,
        ),
        ("by the page".to_owned(), phases(&LIFE), named(&by_page)),
        ("hidden".to_owned(), with(timed(None)), named(&with_hidden)),
    ]);
    let sent = detail(&after(&[&LIFE[..], &[timed(None)]].concat()), 0);
    assert_eq!(row(&sent, "Protocol"), Some("HTTP/2"));
}

#[test]
fn what_is_computed_is_named_as_the_lane_does() {
    let life = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 20.0, Step::Responded { status: 200 }),
        step(0, 20.0, Step::Read),
        step(0, 50.0, Step::Computing),
        step(0, 100.0, Step::Ended(Outcome::Succeeded)),
    ];
    let names = |kind| {
        let mut all = planned(of_kind(kind));
        fold(&mut all.lanes[0], &life);
        let detail = detail(&all, 0);
        let percent = detail
            .rows
            .into_iter()
            .filter(|(_, value)| value.ends_with("%)"));
        percent
            .map(|(name, value)| format!("{name}: {value}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(WorkKind::Mixed),
        [
            "Waiting for the response: 20 ms (20 %)",
            "Waiting for its thread: 30 ms (30 %)",
            "Computing: 50 ms (50 %)",
        ]
    );
    assert_eq!(
        names(WorkKind::Update)[1..],
        [
            "Waiting for the lock: 30 ms (30 %)",
            "Updating the counter: 50 ms (50 %)",
        ]
    );
}

#[test]
fn what_retry_after_asked_for_is_told_of_every_attempt() {
    let busy = |wait_s: f64| {
        let wait = Span::from_ms(wait_s * 1_000.0);
        [
            step(0, 5.0, Step::Responded { status: 429 }),
            step(0, 5.0, Step::AskedToWait { wait }),
        ]
    };
    let outcome = Outcome::HttpError { status: 429 };
    let wait = Span::from_ms(2_000.0);
    let sent = [step(0, 0.0, Step::Queued), step(0, 0.0, Step::Dispatched)];
    let again = [
        step(0, 6.0, Step::BackedOff { outcome, wait }),
        step(0, 2_006.0, Step::Queued),
        step(0, 2_006.0, Step::Dispatched),
    ];
    let later = |asked: Option<f64>| {
        let mut events = [&sent[..], &busy(2.0), &again].concat();
        if let Some(seconds) = asked {
            events.extend(busy(seconds).map(|mut event| {
                event.at = event.at + Span::from_ms(2_006.0);
                event
            }));
        }
        events.push(step(0, 2_020.0, Step::Ended(outcome)));
        detail(&after(&events), 0)
    };
    let first = "HTTP error 429, after 6 ms; Retry-After asked to wait 2 s; backed off for 2.0 s";
    let too_long = "asked to wait 61 s, which is longer than the page waits: no retry";
    let rows = [
        (None, None),
        (Some(60.0), Some("asked to wait 60 s")),
        (Some(61.0), Some(too_long)),
    ];
    assert_rows(rows.map(|(asked, expected)| {
        let detail = later(asked);
        let told = |name| row(&detail, name).map(str::to_owned);
        let name = format!("the last asks for {asked:?} s");
        let expected = expected.map(str::to_owned);
        let actual = (told("Attempt 1"), told("Retry-After"));
        (name, actual, (Some(first.to_owned()), expected))
    }));
}

#[test]
fn earlier_attempts_have_a_row_each_and_the_url_is_the_last_ones() {
    let mut all = after(&RETRIED);
    let folder = "http://127.0.0.1:8080/lab/".into();
    all.lanes[0].urls = Some(RequestUrls::Lab {
        folder,
        is_on_network: false,
    });
    let detail = detail(&all, 0);
    assert_eq!(row(&detail, "Attempts"), Some("2"));
    assert_eq!(
        row(&detail, "Attempt 1"),
        Some("HTTP error 503, after 40 ms; backed off for 60 ms")
    );
    assert!(detail.url.contains("attempt=2"), "{}", detail.url);
    // A request that was cancelled while it backed off was sent once.
    let mut events = RETRIED[..4].to_vec();
    events.push(step(0, 60.0, Step::Cancelled(CancelledBy::User)));
    let cancelled = self::detail(&after(&events), 0);
    assert_eq!(row(&cancelled, "Attempts"), None);
    assert_eq!(
        row(&cancelled, "Attempt 1"),
        Some("HTTP error 503, after 40 ms")
    );
}

#[test]
fn a_kept_response_shows_its_headers_and_its_body() {
    let response = || {
        Some(ResponseDetail {
            headers: vec![("content-type", "text/plain".to_owned())],
            redirected_to: Some("https://a.test/there".to_owned()),
            text: "hello".to_owned(),
        })
    };
    let all = after(&LIFE);
    let kept = RequestDetail::new(&all, FIRST, RequestIndex(0), response());
    let kept = kept.expect("there is such a request");
    assert_eq!(row(&kept, "content-type"), Some("text/plain"));
    assert_eq!(row(&kept, "Redirected to"), Some("https://a.test/there"));
    assert_eq!(kept.body, "hello");
    // The last attempt got none, so what is kept is of an earlier one.
    let all = after(&RETRIED[..6]);
    let earlier = RequestDetail::new(&all, FIRST, RequestIndex(0), response());
    let earlier = earlier.expect("there is such a request");
    assert_eq!(row(&earlier, "content-type"), None);
    assert_eq!(earlier.body, "");
}

#[test]
fn beyond_the_first_requests_the_detail_says_that_no_response_is_kept() {
    let mut all = comparison(MAX_RESPONSES + 2, &[Strategy::Concurrent { limit: 4 }]);
    succeed(&mut all.lanes[0], &vec![10.0; MAX_RESPONSES as usize + 1]);
    let note = "kept for the first 2,000 requests of a lane";
    let rows = [
        ("the last that is kept", MAX_RESPONSES - 1, None),
        ("the first that is not", MAX_RESPONSES, Some(note)),
        ("one without a response", MAX_RESPONSES + 1, None),
    ];
    assert_rows(rows.map(|(name, request, expected)| {
        let detail = detail(&all, request);
        let actual = row(&detail, "Headers, body").map(str::to_owned);
        (name.to_owned(), actual, expected.map(str::to_owned))
    }));
}

#[test]
fn only_what_did_not_succeed_is_explained() {
    assert_eq!(detail(&after(&LIFE), 0).explanation, "");
    let failed = Step::Ended(Outcome::HttpError { status: 404 });
    let failed = after(&[LIFE[0], LIFE[1], step(0, 20.0, failed)]);
    assert_ne!(detail(&failed, 0).explanation, "");
}
