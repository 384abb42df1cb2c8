//! The debug log of all lanes: when it is rebuilt, and which lines it lists.

use playground_core::run::event::{RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, Outcome, OutcomeKind};
use playground_core::session::comparison::Comparison;
use playground_core::session::debug_log::entry::LogKinds;
use playground_core::session::debug_log::lines::{DebugLog, LogContext, LogQuery};
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};

use super::scenes::{CONCURRENT, SEQUENTIAL, comparison, fold, page_ms, succeed};
use crate::rows::assert_rows;
use playground_testing::samples::step;

const IDLE: LogContext = LogContext {
    generation: 1,
    selected: None,
    is_busy: false,
};
const BUSY: LogContext = LogContext {
    is_busy: true,
    ..IDLE
};

/// Request 0 succeeded in both lanes, with four lines each.
fn scene() -> Comparison {
    let mut all = comparison(2, &[SEQUENTIAL, CONCURRENT]);
    for lane in &mut all.lanes {
        succeed(lane, &[100.0]);
    }
    all
}

/// Updates the log at a time; building it takes `takes` ms.
fn update_at(
    log: &mut DebugLog,
    all: &Comparison,
    query: &LogQuery,
    context: LogContext,
    ms: f64,
    takes: f64,
) -> bool {
    let calls = std::cell::Cell::new(0.0);
    let clock = || {
        let at = ms + calls.get() * takes;
        calls.set(calls.get() + 1.0);
        TimePoint::from_ms(at)
    };
    log.update(Some(all), query, context, clock)
}

fn built(all: &Comparison, query: &LogQuery, context: LogContext) -> DebugLog {
    let mut log = DebugLog::default();
    log.update(Some(all), query, context, || TimePoint::START);
    log
}

#[test]
fn the_log_is_rebuilt_for_the_user_at_once_and_for_a_run_after_a_pause() {
    let all = scene();
    let query = LogQuery::default();
    let only = LogQuery {
        only_selected: true,
        ..LogQuery::default()
    };
    let selected = LogContext {
        selected: Some(RequestIndex(0)),
        ..BUSY
    };
    let other_run = LogContext {
        generation: 2,
        ..selected
    };
    let mut log = DebugLog::default();
    let mut update = |query, context, ms| update_at(&mut log, &all, query, context, ms, 10.0);
    let rows = [
        ("the first time", update(&query, BUSY, 0.0), true),
        ("busy, within the pause", update(&query, BUSY, 109.0), false),
        ("busy, after the pause", update(&query, BUSY, 110.0), true),
        (
            "selected, which does not matter",
            update(&query, selected, 121.0),
            false,
        ),
        ("another query", update(&only, selected, 122.0), true),
        ("selected, which matters", update(&only, BUSY, 133.0), true),
        ("another run", update(&only, other_run, 134.0), true),
        (
            "idle now",
            update(
                &only,
                LogContext {
                    is_busy: false,
                    ..other_run
                },
                145.0,
            ),
            true,
        ),
        (
            "idle still",
            update(
                &only,
                LogContext {
                    is_busy: false,
                    ..other_run
                },
                900.0,
            ),
            false,
        ),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}

#[test]
fn when_the_run_has_progressed_an_idle_page_rebuilds_the_log() {
    let mut all = scene();
    let query = LogQuery::default();
    let mut log = built(&all, &query, IDLE);
    assert_eq!(log.total(), 8);
    fold(
        &mut all.lanes[1],
        &[
            step(1, 0.0, Step::Queued),
            step(1, 5.0, Step::Cancelled(CancelledBy::User)),
        ],
    );
    assert!(log.update(Some(&all), &query, IDLE, || TimePoint::START));
    assert_eq!(log.total(), 10);
    let cleared = LogContext {
        generation: 2,
        ..IDLE
    };
    assert!(log.update(None, &query, cleared, || TimePoint::START));
    assert!(log.is_empty());
    assert_eq!(log.total(), 0);
}

#[test]
fn a_query_lists_a_lane_a_kind_or_the_selected_request() {
    let all = scene();
    let selected = LogContext {
        selected: Some(RequestIndex(0)),
        ..IDLE
    };
    let none = LogQuery::default();
    let lane = LogQuery {
        lane: Some(LaneIndex(1)),
        ..none.clone()
    };
    let failures = LogQuery {
        kinds: LogKinds::Failures,
        ..none.clone()
    };
    let text = LogQuery {
        text: "succeeded".to_owned(),
        ..none.clone()
    };
    let only = LogQuery {
        only_selected: true,
        ..none.clone()
    };
    let rows = [
        ("all", built(&all, &none, selected).len(), 8),
        ("one lane", built(&all, &lane, IDLE).len(), 4),
        ("failures", built(&all, &failures, IDLE).len(), 0),
        ("text", built(&all, &text, IDLE).len(), 2),
        (
            "only the selected one",
            built(&all, &only, selected).len(),
            8,
        ),
        ("nothing is selected", built(&all, &only, IDLE).len(), 0),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}

#[test]
fn lines_come_lane_after_lane_with_their_texts() {
    let all = scene();
    let log = built(&all, &LogQuery::default(), IDLE);
    let rows = log.rows(&all, 3..99);
    assert_eq!(rows.len(), 5);
    let last = &rows[0];
    assert_eq!(
        (last.position, &last.at[..], &last.lane[..]),
        (3, "100.0 ms", "Sequential")
    );
    assert_eq!(
        (last.request, last.kind),
        (Some(RequestIndex(0)), Some(OutcomeKind::Succeeded))
    );
    assert_eq!(
        (&last.text[..], last.is_warning),
        ("Succeeded: 0 bytes", false)
    );
    let lanes = rows.iter().map(|row| &row.lane[..]);
    assert_eq!(
        lanes.skip(1).collect::<Vec<_>>(),
        ["Concurrent, limit 4"; 4]
    );
}

#[test]
fn a_requests_first_line_is_shown_unless_one_of_it_is_in_sight() {
    let mut all = scene();
    fold(&mut all.lanes[0], &[step(1, 400.0, Step::Queued)]);
    let log = built(&all, &LogQuery::default(), IDLE);
    let rows = [
        (
            "out of sight",
            log.line_to_show(RequestIndex(1), 0..4),
            Some(4),
        ),
        ("in sight", log.line_to_show(RequestIndex(1), 2..6), None),
        (
            "its first line is above",
            log.line_to_show(RequestIndex(0), 2..4),
            None,
        ),
        (
            "the list is shorter",
            log.line_to_show(RequestIndex(1), 90..99),
            Some(4),
        ),
        (
            "no line of it",
            log.line_to_show(RequestIndex(7), 0..4),
            None,
        ),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}

#[test]
fn gaps_between_frames_are_warnings_if_the_browser_reports_no_tasks() {
    let mut all = scene();
    let query = LogQuery {
        kinds: LogKinds::Warnings,
        ..LogQuery::default()
    };
    all.lanes[0].beat(page_ms(0.0));
    all.lanes[0].beat(page_ms(80.0));
    let log = built(&all, &query, IDLE);
    assert!(log.warns_by_frames());
    assert_eq!(log.len(), 1);
    assert!(log.rows(&all, 0..1)[0].is_warning);
    for lane in &mut all.lanes {
        lane.heartbeat.take_long_tasks([]);
    }
    let log = built(&all, &query, IDLE);
    assert!(!log.warns_by_frames());
    assert!(log.is_empty());
}

#[test]
fn the_first_of_more_lines_than_a_browser_can_show_are_listed() {
    const ATTEMPTS: u32 = 130_000;
    let attempt = |ms: f64| -> [RunEvent; 4] {
        let failed = Step::BackedOff {
            outcome: Outcome::HttpError { status: 503 },
            wait: Span::ZERO,
        };
        [
            step(0, ms, Step::Queued),
            step(0, ms, Step::Dispatched),
            step(0, ms, Step::Responded { status: 503 }),
            step(0, ms, failed),
        ]
    };
    let mut all = comparison(1, &[SEQUENTIAL, CONCURRENT]);
    for number in 0..ATTEMPTS {
        fold(&mut all.lanes[0], &attempt(f64::from(number)));
    }
    succeed(&mut all.lanes[1], &[1.0]);
    let log = built(&all, &LogQuery::default(), IDLE);
    assert_eq!(log.len(), 500_000);
    assert_eq!(log.total(), 4 * ATTEMPTS as usize + 4);
}
