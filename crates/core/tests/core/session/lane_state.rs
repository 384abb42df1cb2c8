//! One lane: what events, the page's clock and a crash make of it.

use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome, OutcomeKind};
use playground_core::session::comparison::AxisMode;
use playground_core::session::comparison::Comparison;
use playground_core::session::lane_state::LaneState;
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};

use super::scenes::{CONCURRENT, STARTED, comparison, complete, fold, page_ms, succeed};
use crate::rows::assert_rows;
use playground_testing::random_run::limit_changed;
use playground_testing::samples::{finished, step};

fn lane() -> LaneState {
    comparison(4, &[CONCURRENT]).lanes.remove(0)
}

fn axis_end(all: &Comparison) -> f64 {
    all.axis_end(LaneIndex(0), AxisMode::Own).ms()
}

#[test]
fn events_that_change_a_bar_mark_its_row_as_changed() {
    let unreachable = Outcome::NetworkError(NetworkCause::NetworkOrCors);
    let explained = RunEvent {
        at: TimePoint::from_ms(50.0),
        kind: RunEventKind::Explained(RequestIndex(0), NetworkCause::Unreachable),
    };
    let mut lane = lane();
    let events = [
        ("queued", step(0, 0.0, Step::Queued), false),
        ("dispatched", step(0, 1.0, Step::Dispatched), true),
        (
            "responded",
            step(0, 2.0, Step::Responded { status: 200 }),
            true,
        ),
        (
            "received",
            step(0, 3.0, Step::Received { total_bytes: 9 }),
            false,
        ),
        ("limit changed", limit_changed(4.0, 2), false),
        ("ended", step(0, 5.0, Step::Ended(unreachable)), true),
        ("explained", explained, true),
    ];
    assert_rows(events.map(|(name, event, expected)| {
        lane.changed.clear();
        fold(&mut lane, &[event]);
        let is_changed = lane.changed == [RequestIndex(0)];
        (name.to_owned(), is_changed, expected)
    }));
}

#[test]
fn each_ended_request_adds_its_planned_work_to_the_progress() {
    let mut lane = lane();
    assert_eq!(lane.progress.fraction(), 0.0);
    succeed(&mut lane, &[100.0]);
    assert_eq!(lane.progress.fraction(), 0.25);
    let cancelled = step(1, 1.0, Step::Cancelled(CancelledBy::User));
    fold(&mut lane, &[step(1, 0.0, Step::Queued), cancelled]);
    assert_eq!(lane.progress.fraction(), 0.5);
}

#[test]
fn the_title_has_the_limit_that_is_in_force() {
    let mut lane = lane();
    assert_eq!(lane.title(), "Concurrent, limit 4");
    fold(&mut lane, &[limit_changed(1.0, 9)]);
    assert_eq!(lane.limit, 9);
    assert_eq!(lane.title(), "Concurrent, limit 9");
}

#[test]
fn an_illegal_event_is_an_error_and_changes_nothing() {
    let mut lane = lane();
    assert!(lane.fold(step(0, 1.0, Step::Dispatched)).is_err());
    assert!(lane.fold(step(9, 1.0, Step::Queued)).is_err());
    assert!(lane.fold(finished(1.0, Ending::Completed)).is_err());
    assert_eq!(lane.changed, []);
    assert_eq!(lane.run.ending(), None);
}

#[test]
fn a_closed_lane_gives_every_open_request_an_outcome() {
    let mut lane = lane();
    succeed(&mut lane, &[40.0]);
    fold(
        &mut lane,
        &[step(1, 0.0, Step::Queued), step(1, 10.0, Step::Dispatched)],
    );
    lane.changed.clear();
    lane.close(page_ms(60.0), CancelledBy::Crash, Ending::Crashed);
    let counts = *lane.run.counts();
    assert_eq!(counts.of(OutcomeKind::Succeeded), 1);
    assert_eq!(counts.of(OutcomeKind::Cancelled), 3);
    assert_eq!(lane.run.ending(), Some(Ending::Crashed));
    let ended = lane.run.requests()[1].attempt.ended;
    assert_eq!(
        ended,
        Some(TimePoint::from_ms(60.0)),
        "on the lane's own time"
    );
    assert_eq!(lane.changed, [1, 2, 3].map(RequestIndex));
    // What the engine still reports after a crash is no error and changes nothing.
    let run = lane.run.clone();
    assert_eq!(
        lane.fold(step(1, 70.0, Step::Ended(Outcome::Succeeded))),
        Ok(())
    );
    assert_eq!(lane.run, run);
    lane.close(page_ms(90.0), CancelledBy::User, Ending::Stopped);
    assert_eq!(lane.run, run);
}

#[test]
fn the_ideal_is_in_force_while_the_run_goes_as_planned() {
    let with_ending = |ending| {
        let mut lane = lane();
        succeed(&mut lane, &[100.0; 4]);
        fold(&mut lane, &[finished(100.0, ending)]);
        lane
    };
    let mut running = lane();
    succeed(&mut running, &[100.0]);
    let mut changed = lane();
    fold(&mut changed, &[limit_changed(1.0, 9)]);
    let mut secret = lane();
    secret.is_secret = true;
    let mut secret_running = lane();
    secret_running.is_secret = true;
    secret_running.started = Some(STARTED);
    let rows = [
        ("pending", lane(), true),
        ("running", running, true),
        ("completed", with_ending(Ending::Completed), true),
        ("stopped", with_ending(Ending::Stopped), false),
        ("failed fast", with_ending(Ending::FailedFast), false),
        ("crashed", with_ending(Ending::Crashed), false),
        ("limit changed", changed, false),
        ("hidden", secret, false),
        ("hidden, but started", secret_running, true),
    ];
    assert_rows(rows.map(|(name, lane, expected)| {
        let expected = expected.then(|| Span::from_ms(100.0));
        (name.to_owned(), lane.ideal_in_force(), expected)
    }));
}

#[test]
fn the_axis_grows_with_a_run_and_ends_with_it() {
    let mut all = comparison(4, &[CONCURRENT]);
    let planned = axis_end(&all);
    all.lanes[0].started = Some(STARTED);
    all.lanes[0].grow_axis(page_ms(planned));
    assert_eq!(axis_end(&all), planned, "it still has room");
    all.lanes[0].grow_axis(page_ms(1_000.0));
    assert!(axis_end(&all) >= 1_000.0);
    complete(&mut all.lanes[0], &[500.0; 4]);
    assert_eq!(axis_end(&all), 510.0);
    all.lanes[0].grow_axis(page_ms(9_000.0));
    assert_eq!(axis_end(&all), 510.0);
}

#[test]
fn time_passes_from_the_start_to_the_last_end() {
    let mut lane = lane();
    let now = |lane: &LaneState, ms| lane.now(page_ms(ms)).ms();
    assert_eq!(now(&lane, 30.0), 0.0);
    assert!(!lane.is_running());
    lane.started = Some(STARTED);
    assert_eq!(now(&lane, 30.0), 30.0);
    assert!(lane.is_running());
    complete(&mut lane, &[70.0, 20.0, 20.0, 20.0]);
    assert_eq!(now(&lane, 900.0), 70.0);
    assert!(!lane.is_running());
}

#[test]
fn a_lane_that_starts_knows_whether_the_page_is_hidden() {
    let mut lane = lane();
    assert_eq!(lane.was_hidden, None);
    lane.start(STARTED, false);
    assert_eq!(lane.was_hidden, Some(false));
    lane.beat(STARTED + Span::from_ms(100.0));
    assert_eq!(lane.heartbeat.longest(), Some(Span::from_ms(100.0)));
    lane.start(STARTED, true);
    assert_eq!(lane.was_hidden, Some(true));
}

#[test]
fn gaps_between_frames_count_while_the_lane_runs_and_the_page_is_visible() {
    let mut lane = lane();
    lane.beat(page_ms(0.0));
    lane.beat(page_ms(400.0));
    assert_eq!(lane.heartbeat.longest(), None, "it has not started");
    lane.started = Some(STARTED);
    lane.beat(page_ms(0.0));
    lane.beat(page_ms(16.0));
    lane.hide();
    lane.beat(page_ms(5_000.0));
    lane.beat(page_ms(5_070.0));
    assert_eq!(lane.was_hidden, Some(true));
    let freezes = lane.heartbeat.freezes();
    let at = freezes
        .iter()
        .map(|freeze| (freeze.from.ms(), freeze.to.ms()));
    assert_eq!(at.collect::<Vec<_>>(), [(5_000.0, 5_070.0)]);
}

#[test]
fn a_lane_computes_if_its_first_request_did() {
    let mut lane = lane();
    succeed(&mut lane, &[10.0]);
    assert!(!lane.computes());
    let mut computing = self::lane();
    let life = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(0, 1.0, Step::Read),
        step(0, 2.0, Step::Computing),
    ];
    fold(&mut computing, &life);
    assert!(computing.computes());
}
